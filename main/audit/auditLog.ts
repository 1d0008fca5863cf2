import type { JsonValue } from '../domain/json.ts';
import type { WritableDb } from '../database/readableDb.ts';

/** What is recorded. Added to, never renamed: the log outlives the program. */
export const auditActions = [
  'library.create',
  'library.open',
  'library.unlock-failed',
  'library.lock',
  'library.verify',
  'library.backup',
  'library.restore',
  'library.clock-behind',
  'user.add',
  'user.change',
  'user.login',
  'user.login-failed',
  'study.view',
  'study.import',
  'study.export',
  'study.remove',
  'study.restore',
  'study.purge',
  'study.evict',
  'study.edit',
  'patient.edit',
  'patient.link',
  'charset.accept',
  'charset.reject',
  'finding.add',
  'finding.edit',
  'finding.accept',
  'finding.reject',
  'finding.remove',
  'segment.run',
  'report.edit',
  'report.sign',
  'record.view',
  'record.edit',
  'sync.run',
  'settings.change',
] as const;

export type AuditAction = (typeof auditActions)[number];

export interface AuditEntry {
  /** User id (a UUID); null for the program itself. */
  readonly actor: string | null;
  readonly action: AuditAction;
  /** What it was done to: a UID or an id; null where it is the library. */
  readonly resource: { readonly kind: string; readonly id: string } | null;
  readonly outcome: 'success' | 'failure';
  /**
   * Counts, codes and ids. A text value may hold only the characters of those (letters, digits and `. _ : / + -`, at most
   * 128): names of people, file names and free text throw.
   */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}

export interface RecordedEntry extends AuditEntry {
  /** From 1, without gaps. */
  readonly seq: number;
  readonly timeMs: number;
  readonly deviceId: string;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
  /** SHA-256, hex, over the previous hash and this entry. */
  readonly hash: string;
}

/** The hash-chained record of who saw and did what; the only door to it. */
export interface AuditLog {
  /**
   * Appends one entry; durable on return. With `tx` it joins the caller's transaction, so that the deed and its record
   * commit together: use that for everything that writes.
   */
  record(entry: AuditEntry, tx?: WritableDb): void;
  /** Newest first. */
  list(options: { readonly limit: number; readonly before?: number }): readonly RecordedEntry[];
  /**
   * Walks the whole chain. `firstBroken` is the number of the first entry that was changed, is missing (also at the end)
   * or does not fit; null where all is well.
   */
  verify(): { readonly entries: number; readonly firstBroken: number | null };
}

export type AuditDetails = Readonly<Record<string, JsonValue>>;
