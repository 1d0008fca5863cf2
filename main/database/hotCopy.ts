import type { Files } from '../ports/files.ts';
import { openConnection } from './connection.ts';
import { asLibraryError } from './sqliteFailure.ts';

const pieceBytes = 1 << 20;

/**
 * Copies a database that is in use, as it lies (encrypted), to `to`, without stopping writers or the event loop.
 *
 * A read transaction is held meanwhile, so that no frame of the write-ahead log that it needs is overwritten. Pages that a
 * checkpoint moves into the file during the copy are in that log too, and the log is copied last: opened, the copy
 * recovers to one committed state, no older than the call.
 */
export async function hotCopy(request: {
  readonly path: string;
  readonly key: Uint8Array;
  readonly files: Files;
  /** Must not exist. */
  readonly to: string;
}): Promise<void> {
  const { path, key, files, to } = request;
  const reader = openConnection(path, key, { create: false });
  try {
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM sqlite_schema').get();
    await copyFile(files, path, to);
    if ((await files.stat(`${path}-wal`)) !== null) await copyFile(files, `${path}-wal`, `${to}-wal`);
    reader.exec('COMMIT');
  } catch (error) {
    throw asLibraryError(error);
  } finally {
    reader.close();
  }
  // Recovers, and folds the log into the one file.
  const copy = openConnection(to, key, { create: false });
  try {
    copy.pragma('wal_checkpoint(TRUNCATE)');
    copy.pragma('journal_mode=DELETE');
  } catch (error) {
    throw asLibraryError(error);
  } finally {
    copy.close();
  }
}

async function copyFile(files: Files, from: string, to: string): Promise<void> {
  const source = await files.open(from, 'read');
  try {
    const target = await files.open(to, 'create');
    try {
      const size = await source.size();
      for (let at = 0; at < size; at += pieceBytes) {
        const piece = Buffer.allocUnsafe(Math.min(pieceBytes, size - at));
        const count = await source.read(piece, at);
        await target.write([piece.subarray(0, count)]);
      }
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}
