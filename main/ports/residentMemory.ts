import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

/** Tells a child its memory cap in bytes, for `watchOwnMemory`. */
export const memoryCapVariable = 'AXIAL_MEMORY_CAP_BYTES';

/** Resident memory of a process in bytes; null where the system does not tell in passing (all but Linux) or it is gone. */
export function residentBytes(pid: number): number | null {
  if (process.platform !== 'linux') return null;
  try {
    const match = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'));
    return match === null ? null : Number(match[1]) * 1024;
  } catch {
    return null;
  }
}

/**
 * Holds this process to the memory cap that its parent gave it where the parent cannot watch it: not on Linux, and not
 * without a cap.
 */
export function watchOwnMemory(): void {
  const capBytes = Number(process.env[memoryCapVariable]);
  if (process.platform !== 'linux' && capBytes > 0) endAboveMemory(capBytes);
}

/**
 * Kills this process when its resident memory passes `capBytes`. Looks from a thread of its own, so that code which never
 * returns is stopped too.
 */
export function endAboveMemory(capBytes: number): void {
  const watch = `setInterval(() => {
    if (process.memoryUsage.rss() > ${capBytes}) process.kill(process.pid, 'SIGKILL');
  }, 50)`;
  new Worker(watch, { eval: true }).unref();
}
