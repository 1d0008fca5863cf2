import { fail, succeed, type Result } from '../domain/failure.ts';
import type { ReadableDb, WritableDb } from '../database/readableDb.ts';

/**
 * The labelmap of a segmentation as an append-only list of sparse run-length deltas (domain/labelDelta.ts), the first one
 * against an empty grid. A stroke is one delta in one transaction: a kill loses at most the stroke that was not finished.
 */
export function appendDelta(
  tx: WritableDb,
  delta: {
    readonly findingId: string;
    /** The revision that the delta was made on; the new one is one more. */
    readonly onRevision: number;
    readonly bytes: Uint8Array;
  },
): Result<number> {
  const current = latestRevision(tx, delta.findingId);
  if (current !== delta.onRevision) {
    return fail(
      'CONFLICT',
      'The segmentation was changed meanwhile. It is loaded again; repeat the stroke.',
      {
        revision: current,
      },
    );
  }
  const revision = current + 1;
  tx.run('INSERT INTO labelmap_delta (finding_id, revision, bytes) VALUES (?, ?, ?)', [
    delta.findingId,
    revision,
    delta.bytes,
  ]);
  return succeed(revision);
}

/** The deltas in order. */
export function readDeltas(db: ReadableDb, findingId: string): readonly Uint8Array[] {
  return db
    .all<{ readonly bytes: Uint8Array }>(
      'SELECT bytes FROM labelmap_delta WHERE finding_id = ? ORDER BY revision',
      [findingId],
    )
    .map(({ bytes }) => bytes);
}

/** 0 where nothing was drawn yet. */
export function latestRevision(db: ReadableDb, findingId: string): number {
  const row = db.get<{ readonly revision: number | null }>(
    'SELECT max(revision) AS revision FROM labelmap_delta WHERE finding_id = ?',
    [findingId],
  );
  return row?.revision ?? 0;
}
