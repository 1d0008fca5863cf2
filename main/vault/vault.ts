import type { Result } from '../domain/failure.ts';
import type { WritableDb } from '../database/readableDb.ts';

/** SHA-256 of an object's plain stream: 64 lower-case hex digits. */
export type Identity = string & { readonly __brand: 'Identity' };

/** Bytes that can be read from the start more than once: identity first, encryption second. */
export interface ReplayableSource {
  readonly sizeBytes: number;
  /** Starts over. Chunks of any size; the vault does not keep them. */
  open(): AsyncIterable<Uint8Array>;
}

export interface StoredObject {
  readonly identity: Identity;
  readonly sizeBytes: number;
  /** False where the vault already held it: nothing was written. */
  readonly isNew: boolean;
}

/**
 * A group of objects that become durable together: write many, `sync` once, then record them in the transaction that
 * refers to them. Until `record` commits nothing is stored: a batch that is dropped or dies leaves only leftovers that the
 * next start removes.
 */
export interface VaultBatch {
  /**
   * Hashes, encrypts and writes one object. `patientId` is the catalog's patient key (a UUID); its encryption key is made
   * on first use. Calls may run concurrently. Rejects with `DISK_FULL`, `LIBRARY_READ_ONLY`, `DISK_ERROR`.
   * `bytes` must not change until the promise settles.
   */
  put(object: { readonly patientId: string; readonly bytes: Uint8Array }): Promise<StoredObject>;
  /**
   * The same for what is too large to hold: reads the source twice, holds a few MiB. Rejects with `FILE_UNREADABLE`
   * where the second reading differs from the first.
   */
  putSource(object: { readonly patientId: string; readonly source: ReplayableSource }): Promise<StoredObject>;
  /** Makes everything put so far survive power loss: files fsynced in parallel, renamed, folders fsynced. */
  sync(): Promise<void>;
  /**
   * Adds the rows of the synced objects, in the caller's transaction. Throws `CONFLICT` where an object was purged by
   * another process meanwhile (put it again), and if something was put after the last `sync`.
   */
  record(tx: WritableDb): void;
  /** Removes what was written and not recorded. Safe to call always, also after `record`. */
  close(): Promise<void>;
}

/** Random access to one stored object; a read touches only the 1 MiB chunks that it overlaps. */
export interface ObjectReader {
  readonly identity: Identity;
  readonly sizeBytes: number;
  /**
   * Plain bytes `[offset, offset + length)`, in a buffer of their own. A range beyond the end is a `RangeError`.
   * Rejects with `OBJECT_CORRUPT` where a chunk does not authenticate.
   */
  read(offset: number, length: number): Promise<Uint8Array>;
  /** The whole object in order, in pieces of at most 1 MiB. */
  stream(): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

/** Plain bytes that arrive once (a ZIP entry, a network body), kept encrypted under a throw-away key until they are filed. */
export interface Spool extends ReplayableSource {
  readonly identity: Identity;
  read(offset: number, length: number): Promise<Uint8Array>;
  /** Removes it. Not closed, it goes when the process does. */
  close(): Promise<void>;
}

export interface VaultReport {
  /** Objects that the index says are here. */
  readonly objects: number;
  readonly missing: readonly Identity[];
  readonly corrupt: readonly Identity[];
  /** Files in the store that no row names. Harmless: left by a crash, removed by `removeOrphans`. */
  readonly orphans: number;
}

/** The encrypted, content-addressed object store of a library (FORMAT.md). */
export interface Vault {
  batch(): VaultBatch;
  /** Fails with `NOT_FOUND` (never stored, or evicted) or `OBJECT_CORRUPT`. */
  open(identity: Identity): Promise<Result<ObjectReader>>;
  /** The whole object; for those known to be small. */
  read(identity: Identity): Promise<Result<Uint8Array>>;
  has(identity: Identity): boolean;
  /** Plain size in bytes; null where it is not held. */
  sizeOf(identity: Identity): number | null;
  /** Takes a stream that comes only once; memory stays at a few MiB. */
  spool(stream: AsyncIterable<Uint8Array>): Promise<Spool>;
  /**
   * Deletes objects that nothing refers to any more. `stillUsed` is asked inside the transaction that removes the rows;
   * those it answers true for stay. Returns how many went.
   */
  purge(identities: readonly Identity[], stillUsed: (tx: WritableDb, identity: Identity) => boolean): number;
  /** Makes every object of a patient unreadable, here and (the tombstone syncs) everywhere. Objects' rows stay. */
  destroyPatientKeys(tx: WritableDb, patientId: string, actor: string | null): void;
  /** Bytes stored, as the index says. */
  storedBytes(): number;
  /** Reads, authenticates and hashes every object. Progress in objects. */
  verify(options?: {
    readonly signal?: AbortSignal;
    readonly onProgress?: (done: number, total: number) => void;
  }): Promise<VaultReport>;
  removeOrphans(): Promise<number>;
}
