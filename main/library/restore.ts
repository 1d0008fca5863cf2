import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { AxialError, failureOf, raise, succeed, type Result } from '../domain/failure.ts';
import { asFileError } from '../ports/fileFailure.ts';
import type { Files, OpenFile } from '../ports/files.ts';
import { makeFolderDurably, writeDurably } from '../ports/writeDurably.ts';
import { backupManifestName } from './backup.ts';
import { checkSpace, checkVolume, checkWritable } from './checkFolder.ts';
import { beginCreation, clearUnfinished, endCreation } from './creation.ts';
import { libraryFilePath } from './libraryFile.ts';
import { markRestored } from './restored.ts';
import { decodeTarHeader, tarPadding } from './tar.ts';

const pieceBytes = 1 << 20;
/** Small entries are held; nothing of them may be larger. */
const maxSmallBytes = 1 << 20;

/** The only names that are written: nothing in a backup can point out of its folder. */
const namePattern =
  /^(?:library\.json|library\.db|keys\/[a-z]+-[0-9a-f-]{36}\.json|objects\/[0-9a-f]{3}\/[0-9a-f]{64})$/;

const manifestSchema = z.strictObject({
  format: z.literal('axial-backup'),
  version: z.literal(1),
  entries: z.int(),
  sha256: z.string(),
});

/**
 * Puts a backup into an absent or empty folder. No key is needed; what opened the library opens the copy, which takes a
 * new device id when it is first opened. The folder becomes a library only once the whole file has been read and proved:
 * `BACKUP_DAMAGED` leaves it empty. Also `LIBRARY_FOLDER_NOT_EMPTY`, `FILE_NOT_FOUND`, and what a new library refuses.
 */
export async function restoreLibrary(options: {
  readonly file: string;
  readonly dir: string;
  readonly files: Files;
  readonly signal?: AbortSignal;
  readonly onProgress?: (doneBytes: number, totalBytes: number) => void;
}): Promise<Result<{ readonly objects: number; readonly bytes: number }>> {
  const { dir, files } = options;
  let begun = false;
  try {
    const stat = await files.stat(options.file);
    if (stat?.kind !== 'file') raise('FILE_NOT_FOUND');
    for (const check of [checkVolume(files, dir), checkSpace(files, dir, stat.sizeBytes)]) {
      const checked = await check;
      if (!checked.ok) return checked;
    }
    await makeFolderDurably(files, dir);
    const writable = await checkWritable(files, dir);
    if (!writable.ok) return writable;
    const free = await beginCreation(files, dir);
    if (!free.ok) return free;
    begun = true;
    const source = await files.open(options.file, 'read');
    try {
      return succeed(await unpack(options, source, stat.sizeBytes));
    } finally {
      await source.close();
    }
  } catch (error) {
    if (begun) await clearUnfinished(files, dir);
    const told = asFileError(error);
    if (told instanceof AxialError) return { ok: false, failure: failureOf(told) };
    throw error;
  }
}

async function unpack(
  options: Parameters<typeof restoreLibrary>[0],
  source: OpenFile,
  totalBytes: number,
): Promise<{ readonly objects: number; readonly bytes: number }> {
  const { dir, files } = options;
  const hash = createHash('sha256');
  const folders = new Set<string>();
  let libraryJson: Uint8Array | null = null;
  let at = 0;
  let entries = 0;
  let objects = 0;

  const take = async (count: number): Promise<Uint8Array> => {
    if (options.signal?.aborted === true) raise('CANCELLED');
    const piece = Buffer.allocUnsafe(count);
    if ((await source.read(piece, at)) !== count) raise('BACKUP_DAMAGED');
    at += count;
    options.onProgress?.(at, totalBytes);
    return piece;
  };
  const takeHashed = async (count: number): Promise<Uint8Array> => {
    const piece = await take(count);
    hash.update(piece);
    return piece;
  };

  const place = async (name: string, sizeBytes: number): Promise<void> => {
    const path = join(dir, name);
    const folder = dirname(path);
    if (!folders.has(folder)) await makeFolderDurably(files, folder);
    folders.add(folder);
    const file = await files.open(path, 'create');
    try {
      for (let done = 0; done < sizeBytes; done += pieceBytes) {
        await file.write([await takeHashed(Math.min(pieceBytes, sizeBytes - done))]);
      }
      await file.sync();
    } finally {
      await file.close();
    }
  };

  for (;;) {
    const block = await take(512);
    const header = decodeTarHeader(block);
    if (header === null || header === 'end') raise('BACKUP_DAMAGED');
    const { name, sizeBytes } = header;
    if (name === backupManifestName) {
      checkManifest(await take(Math.min(sizeBytes, maxSmallBytes)), entries, hash.digest('hex'));
      break;
    }
    hash.update(block);
    if (!namePattern.test(name)) raise('BACKUP_DAMAGED');
    if (name === 'library.json') libraryJson = await takeHashed(Math.min(sizeBytes, maxSmallBytes));
    else await place(name, sizeBytes);
    await takeHashed(tarPadding(sizeBytes).length);
    entries += 1;
    if (name.startsWith('objects/')) objects += 1;
  }
  if (libraryJson === null) raise('BACKUP_DAMAGED');
  for (const needed of ['objects', 'tmp']) await makeFolderDurably(files, join(dir, needed));
  for (const folder of folders) await files.syncFolder(folder);
  await markRestored(files, dir);
  // Last: from here on the folder is a library.
  await writeDurably(files, libraryFilePath(dir), libraryJson);
  await endCreation(files, dir);
  return { objects, bytes: at };
}

function checkManifest(bytes: Uint8Array, entries: number, sha256: string): void {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    raise('BACKUP_DAMAGED');
  }
  const manifest = manifestSchema.safeParse(parsed);
  if (!manifest.success || manifest.data.entries !== entries || manifest.data.sha256 !== sha256) {
    raise('BACKUP_DAMAGED');
  }
}
