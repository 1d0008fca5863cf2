import { join } from 'node:path';
import type { Files } from '../ports/files.ts';
import { writeDurably } from '../ports/writeDurably.ts';

/** Says that the folder came out of a backup: the next opening takes a new device id before it writes. */
const markerName = 'restored';

export async function markRestored(files: Files, dir: string): Promise<void> {
  await writeDurably(files, join(dir, markerName), new Uint8Array(0));
}

export async function isRestored(files: Files, dir: string): Promise<boolean> {
  return (await files.stat(join(dir, markerName))) !== null;
}

export async function markSettled(files: Files, dir: string): Promise<void> {
  await files.remove(join(dir, markerName));
  await files.syncFolder(dir);
}
