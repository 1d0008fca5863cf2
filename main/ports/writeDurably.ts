import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import type { Files } from './files.ts';

/**
 * Puts a small file in place so that after power loss there is either the old one or the new one, whole: temporary file,
 * fsync, rename, fsync of the folder. Leftovers of a crash end in `.part`.
 */
export async function writeDurably(files: Files, path: string, bytes: Uint8Array): Promise<void> {
  const part = `${path}.${randomBytes(6).toString('hex')}.part`;
  try {
    const file = await files.open(part, 'create');
    try {
      await file.write([bytes]);
      await file.sync();
    } finally {
      await file.close();
    }
    await files.rename(part, path);
  } catch (error) {
    await files.remove(part).catch(() => undefined);
    throw error;
  }
  await files.syncFolder(dirname(path));
}

/** Makes a folder whose own entry, and its parents' entries, survive power loss. */
export async function makeFolderDurably(files: Files, path: string): Promise<void> {
  const missing: string[] = [];
  for (let at = path; (await files.stat(at)) === null; at = dirname(at)) missing.push(at);
  if (missing.length === 0) return;
  await files.makeFolder(path);
  for (const made of missing) await files.syncFolder(dirname(made));
}
