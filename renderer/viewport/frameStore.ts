import type { Failure } from '../../main/domain/failure.ts';
import type { FrameInfo } from '../../preload/contract/pixels.ts';
import type { BytesReader } from './bytesReader.ts';
import { elementBytes, viewOf, type ImagePixels } from './imagePixels.ts';

/** What is known about the pixels of a frame. */
export type FrameState =
  | { readonly kind: 'absent' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly pixels: ImagePixels }
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface FrameStore {
  state(frame: FrameInfo): FrameState;
  /**
   * What one pane would like to have, the most urgent first; replaces what it asked for before. Frames that are no longer
   * wanted by any pane and not yet on their way are dropped from the queue; urgent ones overtake.
   */
  want(consumer: string, frames: readonly FrameInfo[]): void;
  /** Hears every frame that became ready or failed; returns how to stop. */
  onChange(listener: (url: string) => void): () => void;
  /** Forgets that a frame failed, so that it is tried again. */
  retry(frame: FrameInfo): void;
  /** How many of these frames are in memory. */
  readyCount(frames: readonly FrameInfo[]): number;
  /** Overwrites every pixel with zero and forgets it: for the lock screen. */
  wipe(): void;
  readonly usedBytes: () => number;
}

/** Bytes of a frame as the contract promises them. */
export function frameBytes(frame: FrameInfo): number {
  return frame.rows * frame.columns * frame.samplesPerPixel * elementBytes(frame.dataType);
}

const parallelReads = 6;

/** Keeps decoded frames up to a budget of bytes; the least recently shown leave first and are overwritten with zero. */
export function createFrameStore(options: {
  readonly reader: BytesReader;
  readonly budgetBytes: number;
}): FrameStore {
  const { reader, budgetBytes } = options;
  // A Map keeps the order of insertion: the first is the least recently used.
  const ready = new Map<string, ImagePixels>();
  const failed = new Map<string, Failure>();
  const running = new Map<string, () => void>();
  const wants = new Map<string, readonly FrameInfo[]>();
  const listeners = new Set<(url: string) => void>();
  let usedBytes = 0;
  let generation = 0;

  const tell = (url: string): void => {
    for (const listener of listeners) listener(url);
  };
  const drop = (url: string, pixels: ImagePixels): void => {
    ready.delete(url);
    usedBytes -= pixels.data.byteLength;
    pixels.data.fill(0);
  };
  const isWantedSoon = (url: string): boolean =>
    wants.values().some((frames) => frames.slice(0, 4).some((frame) => frame.url === url));
  const isWanted = (url: string): boolean =>
    wants.values().some((frames) => frames.some((frame) => frame.url === url));
  const makeRoom = (): void => {
    for (const spared of [isWanted, isWantedSoon]) {
      for (const [url, pixels] of ready) {
        if (usedBytes <= budgetBytes) return;
        if (!spared(url)) drop(url, pixels);
      }
    }
  };

  const nextWanted = (): FrameInfo | null => {
    const lists = [...wants.values()];
    const longest = Math.max(0, ...lists.map((list) => list.length));
    for (let rank = 0, plannedBytes = 0; rank < longest; rank++) {
      for (const list of lists) {
        const frame = list[rank];
        if (frame === undefined) continue;
        plannedBytes += frameBytes(frame);
        if (plannedBytes > budgetBytes && rank > 0) return null;
        if (!ready.has(frame.url) && !failed.has(frame.url) && !running.has(frame.url)) return frame;
      }
    }
    return null;
  };
  const pump = (): void => {
    while (running.size < parallelReads) {
      const frame = nextWanted();
      if (frame === null) return;
      void load(frame);
    }
  };
  const load = async (frame: FrameInfo): Promise<void> => {
    const { url } = frame;
    const startedIn = generation;
    const job = reader.read({ url, bytes: frameBytes(frame), dataType: frame.dataType, shared: false });
    running.set(url, job.cancel);
    const result = await job.result;
    if (startedIn !== generation) {
      if (result.ok) new Uint8Array(result.value.buffer).fill(0);
      return;
    }
    running.delete(url);
    if (result.ok) {
      const { rows, columns, samplesPerPixel } = frame;
      const data = viewOf(frame.dataType, result.value.buffer);
      ready.set(url, { rows, columns, samplesPerPixel, data, range: result.value.range });
      usedBytes += data.byteLength;
      makeRoom();
      tell(url);
    } else if (result.failure.code !== 'CANCELLED') {
      failed.set(url, result.failure);
      tell(url);
    }
    pump();
  };

  return {
    state: (frame) => {
      const pixels = ready.get(frame.url);
      if (pixels !== undefined) {
        ready.delete(frame.url);
        ready.set(frame.url, pixels);
        return { kind: 'ready', pixels };
      }
      const failure = failed.get(frame.url);
      if (failure !== undefined) return { kind: 'failed', failure };
      return { kind: running.has(frame.url) ? 'loading' : 'absent' };
    },
    want: (consumer, frames) => {
      if (frames.length === 0) wants.delete(consumer);
      else wants.set(consumer, frames);
      const urgent = [...wants.values()].map((list) => list[0]?.url);
      const isMissing = urgent.some((url) => url !== undefined && !ready.has(url) && !running.has(url));
      if (isMissing && running.size >= parallelReads) {
        const idle = running.entries().find(([url]) => !urgent.includes(url));
        idle?.[1]();
      }
      pump();
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    retry: (frame) => {
      failed.delete(frame.url);
      pump();
    },
    readyCount: (frames) => frames.reduce((count, frame) => count + (ready.has(frame.url) ? 1 : 0), 0),
    wipe: () => {
      generation += 1;
      for (const cancel of running.values()) cancel();
      running.clear();
      wants.clear();
      failed.clear();
      for (const [url, pixels] of ready) drop(url, pixels);
    },
    usedBytes: () => usedBytes,
  };
}
