import { randomBytes } from 'node:crypto';
import { fail, succeed, type Result } from '../domain/failure.ts';
import { uuidV7 } from '../domain/id.ts';
import type { JsonValue } from '../domain/json.ts';
import type { ReadableDb, WritableDb } from '../database/readableDb.ts';
import type { AuditAction } from '../audit/auditLog.ts';
import type { DigestPart } from '../changes/changeLog.ts';
import type { Library } from '../library/library.ts';
import type { Session } from '../library/users.ts';
import type { Clock } from '../ports/clock.ts';
import type { Finding, FindingContent, FindingOrigin, FindingStatus, Measurement } from './finding.ts';

interface FindingRecord {
  readonly finding_id: string;
  readonly study_key: string;
  readonly status: FindingStatus;
  readonly origin: string;
  readonly created_ms: number;
  readonly content: string;
  readonly measurements: string;
}

const columns = 'finding_id, study_key, status, origin, created_ms, content, measurements';

/** Who writes findings, and where. */
export interface FindingWriter {
  readonly library: Library;
  readonly session: Session;
  readonly clock: Clock;
}

/** Findings of a study that were not removed, oldest first. */
export function listFindings(db: ReadableDb, studyKey: string): readonly Finding[] {
  return db
    .all<FindingRecord>(
      `SELECT ${columns} FROM finding WHERE study_key = ? AND removed_ms IS NULL ORDER BY created_ms, finding_id`,
      [studyKey],
    )
    .map(toFinding);
}

/** DICOM SEG objects of a study that findings were made of or written as, those of removed findings too. */
export function filedSegmentations(db: ReadableDb, studyKey: string): ReadonlySet<string> {
  const rows = db.all<{ readonly content: string }>('SELECT content FROM finding WHERE study_key = ?', [
    studyKey,
  ]);
  return new Set(
    rows.flatMap(({ content }) => {
      const parsed = JSON.parse(content) as FindingContent;
      return parsed.kind === 'segmentation' ? parsed.filedAs : [];
    }),
  );
}

/** One finding, also a removed one; null where there is none of that id. */
export function getFinding(db: ReadableDb, findingId: string): Finding | null {
  const record = db.get<FindingRecord>(`SELECT ${columns} FROM finding WHERE finding_id = ?`, [findingId]);
  return record === null ? null : toFinding(record);
}

/** What a new finding is made of. */
export interface FindingDraft {
  readonly studyKey: string;
  readonly status: FindingStatus;
  readonly origin: FindingOrigin;
  readonly content: FindingContent;
  readonly measurements: readonly Measurement[];
}

/** Adds a finding in the caller's transaction, with its change and its line in the audit log. */
export function addFinding(writer: FindingWriter, tx: WritableDb, draft: FindingDraft): Finding {
  const createdMs = writer.clock.nowMs();
  const finding: Finding = { ...draft, findingId: uuidV7(createdMs, randomBytes(10)), createdMs };
  tx.run(`INSERT INTO finding (${columns}, removed_ms) VALUES (?, ?, ?, ?, ?, ?, ?, NULL)`, [
    finding.findingId,
    finding.studyKey,
    finding.status,
    JSON.stringify(finding.origin),
    createdMs,
    JSON.stringify(finding.content),
    JSON.stringify(finding.measurements),
  ]);
  recordDeed(writer, tx, { finding, operation: 'add', action: 'finding.add' });
  return finding;
}

/** Replaces what a finding says; `NOT_FOUND` where it is not there or was removed. */
export function replaceContent(
  writer: FindingWriter,
  tx: WritableDb,
  change: {
    readonly findingId: string;
    readonly content: FindingContent;
    readonly measurements: readonly Measurement[];
  },
): Result<Finding> {
  const before = presentFinding(tx, change.findingId);
  if (!before.ok) return before;
  const finding: Finding = { ...before.value, content: change.content, measurements: change.measurements };
  tx.run('UPDATE finding SET content = ?, measurements = ? WHERE finding_id = ?', [
    JSON.stringify(finding.content),
    JSON.stringify(finding.measurements),
    finding.findingId,
  ]);
  recordDeed(writer, tx, { finding, operation: 'edit', action: 'finding.edit' });
  return succeed(finding);
}

/** Accepts, rejects or reopens a proposal. The reason of a rejection is kept in the change, not in the audit log. */
export function decideFinding(
  writer: FindingWriter,
  decision: {
    readonly findingId: string;
    readonly status: FindingStatus;
    readonly reason: string | null;
  },
): Result<Finding> {
  const actions = {
    accepted: 'finding.accept',
    rejected: 'finding.reject',
    proposed: 'finding.edit',
  } as const satisfies Record<FindingStatus, AuditAction>;
  return writer.library.db.write((tx) => {
    const before = presentFinding(tx, decision.findingId);
    if (!before.ok) return before;
    const finding: Finding = { ...before.value, status: decision.status };
    tx.run('UPDATE finding SET status = ? WHERE finding_id = ?', [finding.status, finding.findingId]);
    const action = actions[decision.status];
    recordDeed(writer, tx, { finding, operation: 'decide', action, reason: decision.reason });
    return succeed(finding);
  });
}

/** Takes a finding away or brings it back. */
export function setRemoved(writer: FindingWriter, findingId: string, removed: boolean): Result<Finding> {
  return writer.library.db.write((tx) => {
    const finding = getFinding(tx, findingId);
    if (finding === null) return notFound();
    const removedMs = removed ? writer.clock.nowMs() : null;
    tx.run('UPDATE finding SET removed_ms = ? WHERE finding_id = ?', [removedMs, findingId]);
    const operation = removed ? 'remove' : 'restore';
    recordDeed(writer, tx, { finding, operation, action: removed ? 'finding.remove' : 'finding.edit' });
    return succeed(finding);
  });
}

/** The findings' part of the library's digest. */
export const findingsDigest: DigestPart = {
  name: 'findings',
  *rows(db) {
    const records = db.each<FindingRecord & { readonly removed: number }>(
      `SELECT ${columns}, removed_ms IS NOT NULL AS removed FROM finding ORDER BY finding_id`,
    );
    for (const { finding_id, study_key, status, origin, content, measurements, removed } of records) {
      yield [finding_id, study_key, status, origin, content, measurements, removed];
    }
  },
};

function presentFinding(db: ReadableDb, findingId: string): Result<Finding> {
  const record = db.get<FindingRecord>(
    `SELECT ${columns} FROM finding WHERE finding_id = ? AND removed_ms IS NULL`,
    [findingId],
  );
  return record === null ? notFound() : succeed(toFinding(record));
}

function notFound(): Result<Finding> {
  return fail('NOT_FOUND', 'This finding is not in the library, or it was removed.');
}

function toFinding(record: FindingRecord): Finding {
  return {
    findingId: record.finding_id,
    studyKey: record.study_key,
    status: record.status,
    origin: JSON.parse(record.origin) as FindingOrigin,
    createdMs: record.created_ms,
    content: JSON.parse(record.content) as FindingContent,
    measurements: JSON.parse(record.measurements) as readonly Measurement[],
  };
}

function recordDeed(
  writer: FindingWriter,
  tx: WritableDb,
  deed: {
    readonly finding: Finding;
    readonly operation: string;
    readonly action: AuditAction;
    readonly reason?: string | null;
  },
): void {
  const { finding, operation, action } = deed;
  writer.library.changes.append(tx, {
    resource: { kind: 'finding', id: finding.findingId },
    operation,
    schema: 1,
    body: { ...finding, reason: deed.reason ?? null } as unknown as JsonValue,
    actor: writer.session.user.id,
  });
  writer.session.record(
    { action, resource: { kind: 'finding', id: finding.findingId }, outcome: 'success' },
    tx,
  );
}
