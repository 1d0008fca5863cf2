/** Values that SQLite takes and gives. Integers beyond 2^53 are not used in this schema. */
export type SqlValue = string | number | bigint | null | Uint8Array;

/** Positional values for `?`, or named ones for `@name`. */
export type SqlParameters = readonly SqlValue[] | Readonly<Record<string, SqlValue>>;

/**
 * A view of the library that can only be read: a statement that writes throws. Statements are prepared once and cached by
 * their text, so keep values out of the text. Rows are plain objects keyed by column name; `Row` is the caller's claim
 * about a query of its own schema.
 */
export interface ReadableDb {
  all<Row>(sql: string, parameters?: SqlParameters): Row[];
  /** The first row, or null. */
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- same claim as in `all` and `each`
  get<Row>(sql: string, parameters?: SqlParameters): Row | null;
  /** Rows one at a time. Run it to its end or `return` it soon: an open one holds back the checkpoint of the WAL. */
  each<Row>(sql: string, parameters?: SqlParameters): IterableIterator<Row>;
}

/**
 * The same view inside a write transaction, handed out only by `Database.write`. A function that takes a `WritableDb`
 * therefore always runs in its caller's transaction, and all of it commits or none.
 */
export interface WritableDb extends ReadableDb {
  readonly writable: true;
  /** Runs one statement that writes; returns the count of rows it changed. */
  run(sql: string, parameters?: SqlParameters): number;
}
