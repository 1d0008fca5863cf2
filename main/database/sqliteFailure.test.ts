import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AxialError } from '../domain/failure.ts';
import { temporaryFolder } from '../library/testLibrary.ts';
import { openConnection } from './connection.ts';
import { asLibraryError } from './sqliteFailure.ts';

function caught(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return asLibraryError(error);
  }
}

test('a database that cannot grow says that the disk is full, and keeps what it had', () => {
  const db = openConnection(join(temporaryFolder(), 'a.db'), Buffer.alloc(32, 1), { create: true });
  db.exec('CREATE TABLE a (b)');
  db.exec(`INSERT INTO a VALUES ('kept')`);
  db.pragma('max_page_count=3');
  const failed = caught(() => db.prepare('INSERT INTO a VALUES (zeroblob(100000))').run());
  expect(failed).toMatchObject({ failure: { code: 'DISK_FULL', details: { sqlite: 'SQLITE_FULL' } } });
  expect(db.prepare('SELECT b FROM a').all()).toEqual([{ b: 'kept' }]);
  db.pragma('query_only=ON');
  expect(caught(() => db.exec('DELETE FROM a'))).toMatchObject({ failure: { code: 'LIBRARY_READ_ONLY' } });
  db.close();
});

test('another process that holds the library too long is told as such', () => {
  const path = join(temporaryFolder(), 'a.db');
  const [one, two] = [1, 2].map(() => openConnection(path, Buffer.alloc(32, 1), { create: true }));
  two?.pragma('busy_timeout=20');
  one?.exec('BEGIN IMMEDIATE');
  expect(caught(() => two?.exec('BEGIN IMMEDIATE'))).toMatchObject({ failure: { code: 'LIBRARY_BUSY' } });
  one?.close();
  two?.close();
});

test('what is no error of SQLite passes through', () => {
  const error = new TypeError('x');
  expect(asLibraryError(error)).toBe(error);
  expect(asLibraryError(error)).not.toBeInstanceOf(AxialError);
});
