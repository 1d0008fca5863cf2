import type BetterSqlite3 from 'better-sqlite3';
import type { Connection } from './connection.ts';
import type { ReadableDb, SqlParameters, WritableDb } from './readableDb.ts';

type Statement = BetterSqlite3.Statement;

/** Statements are few and fixed in the source; a cache that grows past this is fed with values in the text. */
const maxStatements = 2000;

function cacheOf(connection: Connection): (sql: string) => Statement {
  const cache = new Map<string, Statement>();
  return (sql) => {
    const known = cache.get(sql);
    if (known !== undefined) return known;
    if (cache.size >= maxStatements) cache.clear();
    const made = connection.prepare(sql);
    cache.set(sql, made);
    return made;
  };
}

function bound(parameters: SqlParameters | undefined): readonly unknown[] {
  if (parameters === undefined) return [];
  return isList(parameters) ? parameters : [parameters];
}

function isList(parameters: SqlParameters): parameters is Extract<SqlParameters, readonly unknown[]> {
  return Array.isArray(parameters);
}

/** The reading face of a connection. `check` runs before each use and throws once the library is locked. */
export function readerOver(connection: Connection, check: () => void): ReadableDb {
  const prepare = cacheOf(connection);
  const query = (sql: string): Statement => {
    check();
    const statement = prepare(sql);
    if (!statement.readonly) throw new TypeError('a reading handle was given a statement that writes');
    return statement;
  };
  return {
    all: <Row>(sql: string, parameters?: SqlParameters) => query(sql).all(...bound(parameters)) as Row[],
    get: <Row>(sql: string, parameters?: SqlParameters) =>
      (query(sql).get(...bound(parameters)) as Row | undefined) ?? null,
    each: <Row>(sql: string, parameters?: SqlParameters) =>
      query(sql).iterate(...bound(parameters)) as IterableIterator<Row>,
  };
}

/** The writing face of a connection, usable while `check` does not throw. */
export function writerOver(connection: Connection, check: () => void): WritableDb {
  const prepare = cacheOf(connection);
  const query = (sql: string): Statement => {
    check();
    return prepare(sql);
  };
  return {
    writable: true,
    all: <Row>(sql: string, parameters?: SqlParameters) => query(sql).all(...bound(parameters)) as Row[],
    get: <Row>(sql: string, parameters?: SqlParameters) =>
      (query(sql).get(...bound(parameters)) as Row | undefined) ?? null,
    each: <Row>(sql: string, parameters?: SqlParameters) =>
      query(sql).iterate(...bound(parameters)) as IterableIterator<Row>,
    run: (sql, parameters) => query(sql).run(...bound(parameters)).changes,
  };
}
