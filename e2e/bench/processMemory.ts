import { readdir, readFile } from 'node:fs/promises';
import process from 'node:process';

/** The most memory that the processes under this one held at one time. */
export interface MemoryPeak {
  /** Sum of their proportional set sizes: what is shared counts once. */
  readonly bytes: number;
  readonly processes: number;
}

const everyMs = 250;

/** Samples all processes that descend from this one, itself left out. Linux only. `stop` may be called again. */
export function watchMemory(): { stop(): Promise<MemoryPeak> } {
  const controller = new AbortController();
  const watching = watch(controller.signal);
  return {
    stop: () => {
      controller.abort();
      return watching;
    },
  };
}

async function watch(signal: AbortSignal): Promise<MemoryPeak> {
  let peak: MemoryPeak = { bytes: 0, processes: 0 };
  do {
    const found = await measure();
    if (found.bytes > peak.bytes) peak = found;
    await new Promise((resolve) => {
      setTimeout(resolve, everyMs);
    });
  } while (!signal.aborted);
  return peak;
}

async function measure(): Promise<MemoryPeak> {
  const sizes = await Promise.all((await descendants()).map(proportionalBytes));
  const alive = sizes.filter((bytes) => bytes > 0);
  return { bytes: alive.reduce((sum, bytes) => sum + bytes, 0), processes: alive.length };
}

async function descendants(): Promise<readonly number[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const parents = new Map(await Promise.all(ids.map(async (id) => [id, await parentOf(id)] as const)));
  const isOurs = (id: number): boolean => {
    for (let at = parents.get(id) ?? 0; at > 1; at = parents.get(at) ?? 0) {
      if (at === process.pid) return true;
    }
    return false;
  };
  return ids.filter(isOurs);
}

async function parentOf(id: number): Promise<number> {
  const text = await textOf(`/proc/${id}/status`);
  return Number(/^PPid:\s+(\d+)/m.exec(text)?.[1] ?? 0);
}

async function proportionalBytes(id: number): Promise<number> {
  const text = await textOf(`/proc/${id}/smaps_rollup`);
  return 1024 * Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0);
}

/** A process may end while it is looked at: then there is nothing to read. */
function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}
