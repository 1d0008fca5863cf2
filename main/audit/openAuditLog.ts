import type { JsonValue } from '../domain/json.ts';
import { canonicalJson } from '../domain/json.ts';
import type { Database } from '../database/database.ts';
import type { ReadableDb, WritableDb } from '../database/readableDb.ts';
import type { Clock } from '../ports/clock.ts';
import type { AuditAction, AuditEntry, AuditLog, RecordedEntry } from './auditLog.ts';
import { chainStart, entryHash, headCode } from './entryHash.ts';
import { checkEntry } from './entryRules.ts';

interface Row {
  readonly seq: number;
  readonly time_ms: number;
  readonly device_id: string;
  readonly actor: string | null;
  readonly action: string;
  readonly resource_kind: string | null;
  readonly resource_id: string | null;
  readonly outcome: 'success' | 'failure';
  readonly details: string;
  readonly hash: Uint8Array;
}

interface Head {
  readonly entries: number;
  readonly hash: Uint8Array;
  readonly code: Uint8Array;
}

/** The log of an open library. `key` authenticates its head; `anchored` is the head that was noted outside the database. */
export function openAuditLog(options: {
  readonly db: Database;
  readonly clock: Clock;
  readonly deviceId: string;
  readonly key: Uint8Array;
  /** Count and hash noted beside the database (anchor.ts); null where there is none. */
  readonly anchored: { readonly entries: number; readonly hash: Uint8Array } | null;
}): AuditLog {
  const { db, clock, deviceId, key, anchored } = options;

  const append = (tx: WritableDb, entry: AuditEntry): void => {
    const head = headOf(tx);
    const recorded: Omit<RecordedEntry, 'hash'> = {
      actor: entry.actor,
      action: entry.action,
      resource: entry.resource,
      outcome: entry.outcome,
      details: entry.details ?? {},
      seq: (head?.entries ?? 0) + 1,
      timeMs: clock.nowMs(),
      deviceId,
    };
    const hash = entryHash(head?.hash ?? chainStart, recorded);
    tx.run(
      `INSERT INTO audit_entry (seq, time_ms, device_id, actor, action, resource_kind, resource_id, outcome, details, hash)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        recorded.seq,
        recorded.timeMs,
        deviceId,
        recorded.actor,
        recorded.action,
        recorded.resource?.kind ?? null,
        recorded.resource?.id ?? null,
        recorded.outcome,
        canonicalJson(recorded.details),
        hash,
      ],
    );
    tx.run('INSERT OR REPLACE INTO audit_head (one, entries, hash, code) VALUES (1, ?, ?, ?)', [
      recorded.seq,
      hash,
      headCode(key, recorded.seq, hash),
    ]);
  };

  return {
    record: (entry, tx) => {
      checkEntry(entry);
      if (tx === undefined) db.write((own) => append(own, entry));
      else append(tx, entry);
    },
    list: ({ limit, before }) =>
      db.read
        .all<Row>('SELECT * FROM audit_entry WHERE seq < ? ORDER BY seq DESC LIMIT ?', [
          before ?? Number.MAX_SAFE_INTEGER,
          limit,
        ])
        .map(recordedOf),
    verify: () => db.snapshot((view) => verifyChain(view, key, anchored)),
  };
}

/** Count, hash and code of the log's end; null where nothing was ever recorded. */
export function headOf(view: ReadableDb): Head | null {
  return view.get<Head>('SELECT entries, hash, code FROM audit_head');
}

function verifyChain(
  view: ReadableDb,
  key: Uint8Array,
  anchored: { readonly entries: number; readonly hash: Uint8Array } | null,
): { readonly entries: number; readonly firstBroken: number | null } {
  let previous = chainStart;
  let entries = 0;
  let firstBroken: number | null = null;
  for (const row of view.each<Row>('SELECT * FROM audit_entry ORDER BY seq')) {
    const expected = entries + 1;
    entries += 1;
    if (firstBroken !== null) continue;
    const { hash: _, ...entry } = recordedOf(row);
    const fits = row.seq === expected && same(row.hash, entryHash(previous, entry));
    const asNoted = anchored?.entries !== expected || same(anchored.hash, row.hash);
    if (!fits || !asNoted) firstBroken = expected;
    previous = row.hash;
  }
  if (firstBroken !== null) return { entries, firstBroken };
  // The chain holds as far as it goes: now whether its tail was cut off.
  const head = headOf(view);
  const known = Math.max(head?.entries ?? 0, anchored?.entries ?? 0);
  const headFits =
    head === null
      ? entries === 0
      : head.entries === entries &&
        same(head.hash, previous) &&
        same(head.code, headCode(key, entries, previous));
  if (known > entries) return { entries, firstBroken: entries + 1 };
  return { entries, firstBroken: headFits ? null : Math.max(1, entries) };
}

function recordedOf(row: Row): RecordedEntry {
  const { resource_kind: kind, resource_id: id } = row;
  return {
    seq: row.seq,
    timeMs: row.time_ms,
    deviceId: row.device_id,
    actor: row.actor,
    action: row.action as AuditAction,
    resource: kind === null || id === null ? null : { kind, id },
    outcome: row.outcome,
    details: detailsOf(row.details),
    hash: Buffer.from(row.hash).toString('hex'),
  };
}

/** Details that were tampered into something else than an object hash differently and break the chain. */
function detailsOf(text: string): RecordedEntry['details'] {
  try {
    const parsed = JSON.parse(text) as JsonValue;
    if (typeof parsed === 'object' && parsed !== null) return parsed as RecordedEntry['details'];
  } catch {
    // Falls through.
  }
  return { unreadable: true };
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.from(a.buffer, a.byteOffset, a.length).equals(b);
}
