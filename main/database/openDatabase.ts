import { existsSync } from 'node:fs';
import { AxialError, raise, type Result } from '../domain/failure.ts';
import { openConnection, type Connection } from './connection.ts';
import type { Database } from './database.ts';
import { migrate, refuseNewer, schemaNumber } from './migrate.ts';
import type { WritableDb } from './readableDb.ts';
import type { Migration } from './migration.ts';
import { asLibraryError } from './sqliteFailure.ts';
import { readerOver, writerOver } from './statements.ts';

/**
 * Opens or makes the encrypted database of a library and brings its schema up to date.
 *
 * `key` is 32 random bytes, already proved to belong to this library: so a file that it does not open is damaged
 * (`LIBRARY_CORRUPT`), never a matter of passphrases, and is never replaced. A schema of a newer program fails with
 * `LIBRARY_NEWER` before anything is written. Before a migration of an existing library a
 * consistent encrypted copy is kept beside the file (migrate.ts).
 */
export function openDatabase(options: {
  readonly path: string;
  readonly key: Uint8Array;
  /** True makes a new file and fails where one exists. */
  readonly create: boolean;
  readonly migrations: readonly Migration[];
}): Result<Database> {
  let writing: Connection | null = null;
  let reading: Connection | null = null;
  try {
    if (existsSync(options.path) === options.create) {
      if (options.create) throw new Error('a database is already there');
      raise('LIBRARY_CORRUPT', 'The library does not open: its database file is missing.');
    }
    writing = openConnection(options.path, options.key, {
      create: options.create,
      inspect: (connection) => {
        const found = schemaNumber(connection);
        if (!options.create && found === 0) {
          raise('LIBRARY_CORRUPT', 'The library does not open: its database is empty.');
        }
        refuseNewer(found, options.migrations);
      },
    });
    migrate(writing, options);
    reading = openConnection(options.path, options.key, { create: false });
    reading.pragma('query_only=ON');
    return { ok: true, value: databaseOver(reading, writing) };
  } catch (error) {
    reading?.close();
    writing?.close();
    const told = asLibraryError(error);
    if (told instanceof AxialError) return { ok: false, failure: told.failure };
    throw error;
  }
}

function databaseOver(reading: Connection, writing: Connection): Database {
  const listeners = new Set<() => void>();
  let state: 'open' | 'writing' | 'closed' = 'open';
  const checkOpen = (): void => {
    if (state === 'closed') raise('LIBRARY_LOCKED');
  };
  const read = readerOver(reading, checkOpen);
  const tx = writerOver(writing, () => {
    if (state !== 'writing') throw new TypeError('a WritableDb was used outside its transaction');
  });
  const readVersion = reading.prepare<[], { data_version: number }>('PRAGMA data_version');

  const transact = <T>(work: (own: WritableDb) => T): T => {
    try {
      writing.exec('BEGIN IMMEDIATE');
      state = 'writing';
      const value = work(tx);
      if (value instanceof Promise) throw new TypeError('the work of a transaction must be synchronous');
      writing.exec('COMMIT');
      return value;
    } catch (error) {
      // SQLite has already rolled back by itself after some errors (disk full, i/o).
      if (writing.inTransaction) writing.exec('ROLLBACK');
      throw asLibraryError(error);
    } finally {
      state = 'open';
    }
  };

  return {
    read: translated(read),
    write: (work) => {
      checkOpen();
      if (state === 'writing') throw new TypeError('write() inside write(): pass the WritableDb on');
      const value = transact(work);
      for (const listener of listeners) listener();
      return value;
    },
    snapshot: (work) => {
      checkOpen();
      if (reading.inTransaction) return work(read);
      reading.exec('BEGIN');
      try {
        return work(read);
      } catch (error) {
        throw asLibraryError(error);
      } finally {
        if (reading.inTransaction) reading.exec('COMMIT');
      }
    },
    version: () => {
      checkOpen();
      return readVersion.get()?.data_version ?? 0;
    },
    onCommit: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      if (state === 'closed') return;
      if (state === 'writing') throw new TypeError('close() inside write()');
      state = 'closed';
      listeners.clear();
      reading.close();
      writing.close();
    },
  };
}

/** Reading handle whose SQLite errors come as failures. */
function translated(db: Database['read']): Database['read'] {
  const guard = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw asLibraryError(error);
    }
  };
  return {
    all: (sql, parameters) => guard(() => db.all(sql, parameters)),
    get: (sql, parameters) => guard(() => db.get(sql, parameters)),
    each: (sql, parameters) => guard(() => db.each(sql, parameters)),
  };
}
