import type { ReadableDb, WritableDb } from './readableDb.ts';

/** The open, encrypted database of a library: one connection that reads, one that writes. */
export interface Database {
  /** Sees what is committed, never the inside of a running `write`. */
  readonly read: ReadableDb;
  /**
   * Runs `work` in BEGIN IMMEDIATE .. COMMIT and returns what it returns; an exception rolls back. When this returns, the
   * commit survives power loss (`synchronous=FULL`). `work` is synchronous and short: every other writer waits for it.
   * Throws `LIBRARY_BUSY` after the busy timeout, `DISK_FULL`, `LIBRARY_READ_ONLY`, `LIBRARY_CORRUPT`, `LIBRARY_LOCKED`.
   * A `write` inside a `write` is a bug and throws: pass the `WritableDb` on instead.
   */
  write<T>(work: (tx: WritableDb) => T): T;
  /** Several reads of one state: other processes' commits stay invisible until `work` returns. */
  snapshot<T>(work: (db: ReadableDb) => T): T;
  /** Changes when any process has committed; for followers that poll. */
  version(): number;
  /** Called after each commit of this process, outside the transaction. Returns a function that unsubscribes. */
  onCommit(listener: () => void): () => void;
  close(): void;
}
