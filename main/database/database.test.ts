import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { unwrap } from '../domain/failure.ts';
import { temporaryFolder } from '../library/testLibrary.ts';
import { nodeFiles } from '../ports/nodeFiles.ts';
import type { Database } from './database.ts';
import { hotCopy } from './hotCopy.ts';
import type { Migration } from './migration.ts';
import { migrations } from './migrations.ts';
import { openDatabase } from './openDatabase.ts';

const first: Migration = { number: 1, name: 'first', sql: 'CREATE TABLE word (text TEXT NOT NULL) STRICT' };
const second: Migration = {
  number: 2,
  name: 'second',
  sql: 'ALTER TABLE word ADD COLUMN length INTEGER',
  fill: (tx) => {
    tx.run('UPDATE word SET length = length(text)');
  },
};
const key = randomBytes(32);

const open = (path: string, known: readonly Migration[] = [first], own = key) =>
  openDatabase({ path, key: own, create: !existsSync(path), migrations: known });
const fresh = (): Database => unwrap(open(join(temporaryFolder(), 'a.db')));

describe('a database', () => {
  test('commits what a transaction wrote, and nothing of one that threw', () => {
    const db = fresh();
    let commits = 0;
    db.onCommit(() => (commits += 1));
    expect(db.write((tx) => tx.run('INSERT INTO word VALUES (?), (?)', ['one', 'two']))).toBe(2);
    expect(() =>
      db.write((tx) => {
        tx.run('DELETE FROM word');
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(db.read.all('SELECT text FROM word ORDER BY text')).toEqual([{ text: 'one' }, { text: 'two' }]);
    expect(db.read.get('SELECT text FROM word WHERE text = @text', { text: 'two' })).toEqual({ text: 'two' });
    expect(db.read.get('SELECT text FROM word WHERE text = ?', ['three'])).toBeNull();
    expect(commits).toBe(1);
    db.close();
  });

  test('keeps readers from writing, writers to their transaction, and transactions synchronous', () => {
    const db = fresh();
    expect(() => db.read.all('DELETE FROM word')).toThrow(TypeError);
    const kept = db.write((tx) => tx);
    expect(() => kept.run('DELETE FROM word')).toThrow(/outside its transaction/);
    expect(() => db.write(() => db.write(() => 1))).toThrow(/inside write/);
    expect(() => db.write(() => Promise.resolve(1))).toThrow(/synchronous/);
    expect(db.write((tx) => tx.get('SELECT count(*) AS n FROM word'))).toEqual({ n: 0 });
    db.close();
    expect(() => db.read.all('SELECT 1')).toThrow(/locked/);
    expect(() => db.write(() => 1)).toThrow(/locked/);
  });

  test('reads what is committed while a write runs, and one state within a snapshot', () => {
    const db = fresh();
    db.write((tx) => {
      tx.run('INSERT INTO word VALUES (?)', ['new']);
      expect(db.read.get('SELECT count(*) AS n FROM word')).toEqual({ n: 0 });
    });
    db.snapshot((view) => {
      expect(view.get('SELECT count(*) AS n FROM word')).toEqual({ n: 1 });
      db.write((tx) => tx.run('INSERT INTO word VALUES (?)', ['newer']));
      expect(view.get('SELECT count(*) AS n FROM word')).toEqual({ n: 1 });
    });
    expect(db.read.get('SELECT count(*) AS n FROM word')).toEqual({ n: 2 });
    const words = db.read.each<{ text: string }>('SELECT text FROM word');
    words.next();
    db.write((tx) => tx.run('DELETE FROM word'));
    expect([...words]).toHaveLength(1);
    db.close();
  });

  test('shows another process’s commit in its version', () => {
    const path = join(temporaryFolder(), 'a.db');
    const [here, there] = [unwrap(open(path)), unwrap(open(path))];
    const before = here.version();
    there.write((tx) => tx.run('INSERT INTO word VALUES (?)', ['x']));
    expect(here.version()).not.toBe(before);
    here.close();
    there.close();
  });

  test('is unreadable on disk: no text of a row, not in the log either', () => {
    const path = join(temporaryFolder(), 'a.db');
    const db = unwrap(open(path));
    db.write((tx) => tx.run('INSERT INTO word VALUES (?)', ['NOBODY^NOWHERE'.repeat(1000)]));
    for (const file of [path, `${path}-wal`]) {
      const bytes = readFileSync(file);
      expect(bytes.includes('NOBODY')).toBe(false);
      expect(bytes.includes('SQLite format')).toBe(false);
    }
    db.close();
  });

  test('is damaged, not mistaken, when the proved key does not open it, and stays as it is', () => {
    const path = join(temporaryFolder(), 'a.db');
    unwrap(open(path)).close();
    const bytes = readFileSync(path);
    expect(open(path, [first], randomBytes(32))).toMatchObject({ failure: { code: 'LIBRARY_CORRUPT' } });
    expect(readFileSync(path).equals(bytes)).toBe(true);
    writeFileSync(path, '');
    expect(open(path)).toMatchObject({ failure: { code: 'LIBRARY_CORRUPT' } });
    expect(readFileSync(path)).toHaveLength(0);
    const absent = openDatabase({ path: `${path}x`, key, create: false, migrations: [first] });
    expect(absent).toMatchObject({ failure: { code: 'LIBRARY_CORRUPT' } });
    expect(existsSync(`${path}x`)).toBe(false);
  });
});

describe('a migration', () => {
  test('keeps a copy of the library as it was, and fills what it adds', () => {
    const path = join(temporaryFolder(), 'a.db');
    const old = unwrap(open(path));
    old.write((tx) => tx.run('INSERT INTO word VALUES (?)', ['four']));
    old.close();
    const migrated = unwrap(open(path, [first, second]));
    expect(migrated.read.all('SELECT * FROM word')).toEqual([{ text: 'four', length: 4 }]);
    migrated.close();
    const copy = unwrap(open(`${path}.before-2`));
    expect(copy.read.all('SELECT * FROM word')).toEqual([{ text: 'four' }]);
    copy.close();
  });

  test('of a later program is refused, and the file is not touched', () => {
    const path = join(temporaryFolder(), 'a.db');
    unwrap(open(path, [first, second])).close();
    const bytes = readFileSync(path);
    expect(open(path)).toMatchObject({ failure: { code: 'LIBRARY_NEWER', details: { found: 2, known: 1 } } });
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });

  test('that fails leaves the library as it was', () => {
    const path = join(temporaryFolder(), 'a.db');
    unwrap(open(path)).close();
    const broken: Migration = { ...second, sql: `${second.sql}; CREATE TABLE word (x)` };
    expect(() => open(path, [first, broken])).toThrow(/already exists/);
    const db = unwrap(open(path));
    expect(db.read.all('SELECT * FROM word')).toEqual([]);
    db.close();
  });

  test('numbers run without gaps in this program', () => {
    expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, index) => index + 1));
    expect(new Set(migrations.map(({ name }) => name)).size).toBe(migrations.length);
  });
});

test('a hot copy made while others write opens as one committed state', async () => {
  const path = join(temporaryFolder(), 'a.db');
  const db = unwrap(open(path));
  const add = (n: number): void => {
    // Two rows a transaction: a torn copy would hold an odd number.
    db.write((tx) => tx.run('INSERT INTO word VALUES (?), (?)', [`a${n}`.padEnd(3000, '.'), `b${n}`]));
  };
  for (let n = 0; n < 200; n += 1) add(n);
  const to = join(temporaryFolder(), 'copy.db');
  const stop = new AbortController();
  const writing = (async () => {
    for (let n = 0; !stop.signal.aborted; n += 1) {
      add(n);
      await new Promise(setImmediate);
    }
  })();
  await hotCopy({ path, key, files: nodeFiles, to });
  stop.abort();
  await writing;
  const copy = unwrap(open(to));
  expect(copy.read.get('PRAGMA integrity_check')).toEqual({ integrity_check: 'ok' });
  const count = copy.read.get<{ n: number }>('SELECT count(*) AS n FROM word')?.n ?? 0;
  expect(count).toBeGreaterThanOrEqual(400);
  expect(count % 2).toBe(0);
  copy.close();
  db.close();
});
