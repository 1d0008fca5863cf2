import type { Database } from '../database/database.ts';
import type { ReadableDb } from '../database/readableDb.ts';

/** A watched folder as kept: of this machine, never synced. */
export interface KeptFolder {
  readonly id: number;
  readonly path: string;
  readonly lastImportMs: number | null;
}

/** A file as it was when it was dealt with. */
export interface KeptFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

export function keptFolders(db: ReadableDb): readonly KeptFolder[] {
  return db.all<KeptFolder>(
    'SELECT id, path, last_import_ms AS lastImportMs FROM watched_folder ORDER BY path',
  );
}

/** Keeps a folder; twice is once. */
export function keepFolder(db: Database, path: string, nowMs: number): void {
  db.write((tx) => {
    tx.run('INSERT OR IGNORE INTO watched_folder (path, added_ms) VALUES (?, ?)', [path, nowMs]);
  });
}

/** Forgets a folder and its files; false where it was not kept. */
export function forgetFolder(db: Database, path: string): boolean {
  return db.write((tx) => tx.run('DELETE FROM watched_folder WHERE path = ?', [path]) > 0);
}

/** Files that were dealt with, by path. */
export function keptFiles(db: ReadableDb, folderId: number): ReadonlyMap<string, KeptFile> {
  const rows = db.all<KeptFile>(
    'SELECT path, size_bytes AS sizeBytes, modified_ms AS modifiedMs FROM watched_file WHERE folder = ?',
    [folderId],
  );
  return new Map(rows.map((row) => [row.path, row]));
}

/** Keeps that files were dealt with, and that files are gone; the folder may have been forgotten meanwhile. */
export function keepFiles(
  db: Database,
  folderId: number,
  changes: {
    readonly seen: readonly KeptFile[];
    readonly gone: readonly string[];
    readonly importedMs: number | null;
  },
): void {
  db.write((tx) => {
    if (tx.get('SELECT 1 FROM watched_folder WHERE id = ?', [folderId]) === null) return;
    for (const { path, sizeBytes, modifiedMs } of changes.seen) {
      tx.run('INSERT OR REPLACE INTO watched_file VALUES (?, ?, ?, ?)', [
        folderId,
        path,
        sizeBytes,
        modifiedMs,
      ]);
    }
    for (const path of changes.gone) {
      tx.run('DELETE FROM watched_file WHERE folder = ? AND path = ?', [folderId, path]);
    }
    if (changes.importedMs !== null) {
      tx.run('UPDATE watched_folder SET last_import_ms = ? WHERE id = ?', [changes.importedMs, folderId]);
    }
  });
}
