import { existsSync, rmSync } from 'node:fs';
import { raise } from '../domain/failure.ts';
import type { Connection } from './connection.ts';
import type { Migration } from './migration.ts';
import { writerOver } from './statements.ts';

/** How many safety copies stay beside the database; older ones go when a new one is made. */
const keptNumber = 2;

/**
 * Brings the schema up to date; the number reached is SQLite's `user_version`. Any number of processes may start this at
 * once: the first to hold the write lock does the work. A database that already holds a schema is first copied to
 * `<path>.before-<number>` (encrypted with the same key). Throws `LIBRARY_NEWER` and touches nothing where the schema is
 * of a later program.
 */
export function migrate(
  connection: Connection,
  options: { readonly path: string; readonly migrations: readonly Migration[] },
): void {
  const target = options.migrations.length;
  options.migrations.forEach((migration, index) => {
    if (migration.number !== index + 1) throw new Error(`migration ${migration.name} is out of order`);
  });
  const found = schemaNumber(connection);
  refuseNewer(found, options.migrations);
  if (found === target) return;
  if (found > 0) keepCopy(connection, options.path, found);
  for (const migration of options.migrations) apply(connection, migration);
}

/** Throws `LIBRARY_NEWER` where the schema is of a later program. */
export function refuseNewer(found: number, known: readonly Migration[]): void {
  if (found > known.length) raise('LIBRARY_NEWER', undefined, { found, known: known.length });
}

/** The schema's number; 0 for a database without one. */
export function schemaNumber(connection: Connection): number {
  return Number(connection.pragma('user_version', { simple: true }));
}

function apply(connection: Connection, migration: Migration): void {
  connection.exec('BEGIN IMMEDIATE');
  try {
    if (schemaNumber(connection) < migration.number) {
      connection.exec(migration.sql);
      migration.fill?.(writerOver(connection, () => undefined));
      connection.pragma(`user_version=${migration.number}`);
    }
    connection.exec('COMMIT');
  } catch (error) {
    if (connection.inTransaction) connection.exec('ROLLBACK');
    throw error;
  }
}

function keepCopy(connection: Connection, path: string, found: number): void {
  const copy = `${path}.before-${found + 1}`;
  // A copy of this step is already there when an earlier attempt was cut off: it may be partial, so make it anew.
  rmSync(copy, { force: true });
  connection.prepare('VACUUM INTO ?').run(copy);
  for (let old = found + 1 - keptNumber; old > 0; old -= 1) {
    const path1 = `${path}.before-${old}`;
    if (!existsSync(path1)) break;
    rmSync(path1);
  }
}
