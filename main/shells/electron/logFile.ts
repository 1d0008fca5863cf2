import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** The log is turned over at this size, and one older one is kept. */
const limitBytes = 1 << 20;

/**
 * Appends lines to a file that only this user can read. Never throws: a full disk must not stop the program that would
 * tell about it.
 */
export function logFile(file: string): (line: string) => void {
  let sizeBytes: number | null = null;
  return (line) => {
    try {
      if (sizeBytes === null) {
        mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
        sizeBytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
      }
      if (sizeBytes > limitBytes) {
        renameSync(file, `${file}.1`);
        sizeBytes = 0;
      }
      appendFileSync(file, line, { mode: 0o600 });
      sizeBytes += Buffer.byteLength(line);
    } catch {
      sizeBytes = null;
    }
  };
}
