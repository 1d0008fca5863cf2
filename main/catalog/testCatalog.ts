import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { Database } from '../database/database.ts';
import { migrations } from '../database/migrations.ts';
import { openDatabase } from '../database/openDatabase.ts';
import { unwrap } from '../domain/failure.ts';
import { temporaryFolder } from '../library/testLibrary.ts';
import { addInstances, type FiledInstances } from './addInstances.ts';
import type { NewInstance } from './newInstance.ts';

/** For tests: an empty catalog. */
export function testCatalog(): Database {
  const path = join(temporaryFolder(), 'catalog.db');
  const db = unwrap(openDatabase({ path, key: new Uint8Array(32).fill(7), create: true, migrations }));
  afterAll(() => db.close());
  return db;
}

/** For tests: files objects in one transaction. */
export function file(
  db: Database,
  instances: readonly NewInstance[],
  nowMs = 1_700_000_000_000,
): FiledInstances {
  return db.write((tx) => addInstances(tx, { instances, nowMs }));
}
