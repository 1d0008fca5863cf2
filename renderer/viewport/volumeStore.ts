import type { Failure } from '../../main/domain/failure.ts';
import type { VolumeHandle } from '../../preload/contract/pixels.ts';
import type { VolumeData } from '../../main/domain/volume.ts';
import type { BytesReader } from './bytesReader.ts';
import { viewOf } from './imagePixels.ts';
import type { VoxelGrid } from './slicePlane.ts';

/** A volume in the page's memory: rescaled values on a grid, shared between windows where the page may share. */
export interface LoadedVolume extends VoxelGrid {
  readonly volumeId: string;
  readonly data: VolumeData;
  readonly spacingMm: readonly [number, number, number];
  readonly range: { readonly min: number; readonly max: number };
  readonly unit: 'HU' | null;
}

export type VolumeState =
  | { readonly kind: 'loading'; readonly done: number; readonly total: number }
  | { readonly kind: 'ready'; readonly volume: LoadedVolume }
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface VolumeStore {
  /** Starts reading at the first call for a handle; later calls only tell. */
  open(handle: VolumeHandle): VolumeState;
  state(volumeId: string): VolumeState | null;
  onChange(listener: (volumeId: string) => void): () => void;
  /** Overwrites the voxels with zero and forgets them. */
  close(volumeId: string): void;
  wipe(): void;
}

/** Keeps the volumes that are hung; each is read once, whoever shows it. */
export function createVolumeStore(reader: BytesReader): VolumeStore {
  const states = new Map<string, VolumeState>();
  const cancels = new Map<string, () => void>();
  const listeners = new Set<(volumeId: string) => void>();
  const set = (volumeId: string, state: VolumeState): void => {
    states.set(volumeId, state);
    for (const listener of listeners) listener(volumeId);
  };
  const close = (volumeId: string): void => {
    cancels.get(volumeId)?.();
    cancels.delete(volumeId);
    const state = states.get(volumeId);
    states.delete(volumeId);
    if (state?.kind === 'ready') state.volume.data.fill(0);
  };
  const read = async (handle: VolumeHandle): Promise<void> => {
    const { volumeId, url, bytes, dataType } = handle;
    const job = reader.read({
      url,
      bytes,
      dataType,
      shared: globalThis.crossOriginIsolated,
      onProgress: (done) => {
        if (cancels.get(volumeId) === job.cancel) set(volumeId, { kind: 'loading', done, total: bytes });
      },
    });
    cancels.set(volumeId, job.cancel);
    const result = await job.result;
    if (cancels.get(volumeId) !== job.cancel) {
      if (result.ok) new Uint8Array(result.value.buffer).fill(0);
      return;
    }
    cancels.delete(volumeId);
    if (!result.ok) {
      set(volumeId, { kind: 'failed', failure: result.failure });
      return;
    }
    const { dims, ijkToLps, spacingMm, unit } = handle;
    const data = viewOf(dataType, result.value.buffer) as VolumeData;
    const volume = { volumeId, dims, ijkToLps, spacingMm, unit, data, range: result.value.range };
    set(volumeId, { kind: 'ready', volume });
  };
  return {
    open: (handle) => {
      const known = states.get(handle.volumeId);
      if (known !== undefined) return known;
      const state: VolumeState = { kind: 'loading', done: 0, total: handle.bytes };
      states.set(handle.volumeId, state);
      void read(handle);
      return state;
    },
    state: (volumeId) => states.get(volumeId) ?? null,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close,
    wipe: () => {
      for (const volumeId of states.keys()) close(volumeId);
    },
  };
}
