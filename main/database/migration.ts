import type { WritableDb } from './readableDb.ts';

/** One step of the schema. Numbers run from 1 without gaps; a step that was released never changes. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  /** Statements, separated by semicolons, run in the transaction of the migration. */
  readonly sql: string;
  /** For what SQL alone cannot do; runs after `sql` in the same transaction. */
  readonly fill?: (tx: WritableDb) => void;
}
