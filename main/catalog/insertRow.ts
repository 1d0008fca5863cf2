import type { SqlParameters, WritableDb } from '../database/readableDb.ts';

/** Runs an INSERT that ends in `RETURNING id`; answers the id. */
export function insertRow(tx: WritableDb, sql: string, values: SqlParameters): number {
  const row = tx.get<{ id: number }>(sql, values);
  if (row === null) throw new Error('an inserted row has an id');
  return row.id;
}
