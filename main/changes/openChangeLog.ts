import { createHash } from 'node:crypto';
import type { ResourceRef } from '../domain/change.ts';
import { canonicalJson, type JsonValue } from '../domain/json.ts';
import type { Database } from '../database/database.ts';
import type { ReadableDb } from '../database/readableDb.ts';
import type { Clock } from '../ports/clock.ts';
import type { Change, ChangeLog, VersionVector } from './changeLog.ts';

/** What a device's first change follows. */
const chainStart: Uint8Array = new Uint8Array(32);

interface Row {
  readonly device_id: string;
  readonly seq: number;
  readonly time_ms: number;
  readonly resource_kind: string;
  readonly resource_id: string;
  readonly operation: string;
  readonly schema: number;
  readonly body: string;
  readonly actor: string | null;
  readonly vector: string;
  readonly hash: Uint8Array;
}

/** The change log of an open library; `deviceId` is the device that writes from here. */
export function openChangeLog(options: {
  readonly db: Database;
  readonly clock: Clock;
  readonly deviceId: string;
}): ChangeLog {
  const { db, clock, deviceId } = options;
  return {
    append: (tx, draft) => {
      const head = tx.get<{ seq: number; hash: Uint8Array }>(
        'SELECT seq, hash FROM change_head WHERE device_id = ?',
        [deviceId],
      );
      const seq = (head?.seq ?? 0) + 1;
      const vector = { ...vectorIn(tx, draft.resource), [deviceId]: seq };
      const unhashed = { ...draft, deviceId, seq, timeMs: clock.nowMs(), vector };
      const hash = changeHash(head?.hash ?? chainStart, unhashed);
      const { kind, id } = draft.resource;
      const vectorText = canonicalJson(vector);
      tx.run(
        `INSERT INTO change
           (device_id, seq, time_ms, resource_kind, resource_id, operation, schema, body, actor, vector, hash)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        [
          deviceId,
          seq,
          unhashed.timeMs,
          kind,
          id,
          draft.operation,
          draft.schema,
          canonicalJson(draft.body),
          draft.actor,
          vectorText,
          hash,
        ],
      );
      tx.run(
        'INSERT OR REPLACE INTO resource_version (resource_kind, resource_id, vector) VALUES (?, ?, ?)',
        [kind, id, vectorText],
      );
      tx.run('INSERT OR REPLACE INTO change_head (device_id, seq, hash) VALUES (?, ?, ?)', [
        deviceId,
        seq,
        hash,
      ]);
      return { ...unhashed, hash: Buffer.from(hash).toString('hex') };
    },
    vectorOf: (resource, view = db.read) => vectorIn(view, resource),
    list: ({ deviceId: of, afterSeq, limit }) =>
      db.read
        .all<Row>('SELECT * FROM change WHERE device_id = ? AND seq > ? ORDER BY seq LIMIT ?', [
          of,
          afterSeq,
          limit,
        ])
        .map(changeOf),
    heads: () =>
      Object.fromEntries(
        db.read
          .all<{ device_id: string; seq: number }>(
            'SELECT device_id, seq FROM change_head ORDER BY device_id',
          )
          .map(({ device_id, seq }) => [device_id, seq]),
      ),
    verify: () => db.snapshot(firstMisfit),
  };
}

/** SHA-256 over the hash of the device's previous change and the canonical JSON of this one; 32 bytes. */
export function changeHash(previous: Uint8Array, change: Omit<Change, 'hash'>): Uint8Array {
  const { deviceId, seq, timeMs, resource, operation, schema, body, actor, vector } = change;
  const text = canonicalJson({
    deviceId,
    seq,
    timeMs,
    resource: { kind: resource.kind, id: resource.id },
    operation,
    schema,
    body,
    actor,
    vector,
  });
  return createHash('sha256').update(previous).update(text).digest();
}

function vectorIn(view: ReadableDb, resource: ResourceRef): VersionVector {
  const row = view.get<{ vector: string }>(
    'SELECT vector FROM resource_version WHERE resource_kind = ? AND resource_id = ?',
    [resource.kind, resource.id],
  );
  return row === null ? {} : (JSON.parse(row.vector) as VersionVector);
}

function firstMisfit(view: ReadableDb): { readonly deviceId: string; readonly seq: number } | null {
  const ends = new Map<string, { readonly seq: number; readonly hash: Uint8Array }>();
  for (const row of view.each<Row>('SELECT * FROM change ORDER BY device_id, seq')) {
    const { hash: _, ...change } = changeOf(row);
    const end = ends.get(row.device_id) ?? { seq: 0, hash: chainStart };
    const fits = row.seq === end.seq + 1 && same(row.hash, changeHash(end.hash, change));
    if (!fits) return { deviceId: row.device_id, seq: end.seq + 1 };
    ends.set(row.device_id, { seq: row.seq, hash: row.hash });
  }
  const heads = view.each<{ device_id: string; seq: number; hash: Uint8Array }>('SELECT * FROM change_head');
  for (const head of heads) {
    const end = ends.get(head.device_id);
    if (end === undefined || end.seq !== head.seq || !same(end.hash, head.hash)) {
      return { deviceId: head.device_id, seq: (end?.seq ?? 0) + 1 };
    }
  }
  return null;
}

function changeOf(row: Row): Change {
  return {
    deviceId: row.device_id,
    seq: row.seq,
    timeMs: row.time_ms,
    resource: { kind: row.resource_kind, id: row.resource_id },
    operation: row.operation,
    schema: row.schema,
    body: JSON.parse(row.body) as JsonValue,
    actor: row.actor,
    vector: JSON.parse(row.vector) as VersionVector,
    hash: Buffer.from(row.hash).toString('hex'),
  };
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.from(a.buffer, a.byteOffset, a.length).equals(b);
}
