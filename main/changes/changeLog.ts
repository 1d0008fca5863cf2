import type { ChangeDraft, ResourceRef } from '../domain/change.ts';
import type { JsonValue } from '../domain/json.ts';
import type { ReadableDb, WritableDb } from '../database/readableDb.ts';

/** Per device the number of its last change that the writer of a version had seen. */
export type VersionVector = Readonly<Record<string, number>>;

export interface Change extends ChangeDraft {
  readonly deviceId: string;
  /** From 1 per device, without gaps. */
  readonly seq: number;
  /** Shown, never compared. */
  readonly timeMs: number;
  /** Of the resource, after this change. */
  readonly vector: VersionVector;
  /** SHA-256, hex, over the device's previous change and this one. */
  readonly hash: string;
}

/** The change log: `append` is the only way to write anything that syncs, in the transaction of that write. */
export interface ChangeLog {
  append(tx: WritableDb, draft: ChangeDraft): Change;
  /** The version of a resource as this library knows it; empty where it never changed. */
  vectorOf(resource: ResourceRef, db?: ReadableDb): VersionVector;
  /** Changes of a device with number > `afterSeq`, in order, at most `limit`. */
  list(options: {
    readonly deviceId: string;
    readonly afterSeq: number;
    readonly limit: number;
  }): readonly Change[];
  /** Per known device the last number held. */
  heads(): VersionVector;
  /** The device and number of the first change that does not fit its chain; null where all do. */
  verify(): { readonly deviceId: string; readonly seq: number } | null;
}

/**
 * One owner's part of the library's digest: rows of logical state (no local ids, no paths, no local times), in an order
 * that depends on nothing but their content. Libraries that have synced all changes must give equal rows.
 */
export interface DigestPart {
  /** Unique and stable: `users`, `catalog.instances`. */
  readonly name: string;
  rows(db: ReadableDb): Iterable<JsonValue>;
}
