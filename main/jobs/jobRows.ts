import { canonicalJson, type JsonValue } from '../domain/json.ts';
import type { Failure } from '../domain/failure.ts';
import type { ReadableDb, WritableDb } from '../database/readableDb.ts';
import type { Job, JobProgress, JobState } from './jobs.ts';

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly state: JobState;
  readonly input: string;
  readonly progress: string | null;
  readonly saved: string | null;
  readonly result: string | null;
  readonly failure: string | null;
  readonly actor: string | null;
  readonly attempt: number;
  readonly created_ms: number;
  readonly updated_ms: number;
}

export function jobById(db: ReadableDb, id: string): Job | null {
  const row = db.get<Row>('SELECT * FROM job WHERE id = ?', [id]);
  return row === null ? null : jobOf(row);
}

/** What the last attempt saved to go on from. */
export function savedOf(db: ReadableDb, id: string): JsonValue | null {
  const row = db.get<{ saved: string | null }>('SELECT saved FROM job WHERE id = ?', [id]);
  return parse(row?.saved ?? null);
}

export function saveCheckpoint(tx: WritableDb, id: string, value: JsonValue): void {
  tx.run('UPDATE job SET saved = ? WHERE id = ?', [canonicalJson(value), id]);
}

/** Newest first; `states` empty means all. */
export function listJobs(db: ReadableDb, states: readonly JobState[], limit: number): readonly Job[] {
  return db
    .all<Row>(
      `SELECT * FROM job WHERE ? = '[]' OR state IN (SELECT value FROM json_each(?)) ORDER BY id DESC LIMIT ?`,
      [JSON.stringify(states), JSON.stringify(states), limit],
    )
    .map(jobOf);
}

/** Jobs written at or after a time, oldest first. */
export function jobsSince(db: ReadableDb, updatedMs: number): readonly Job[] {
  return db.all<Row>('SELECT * FROM job WHERE updated_ms >= ? ORDER BY id', [updatedMs]).map(jobOf);
}

export function insertJob(tx: WritableDb, job: Job): void {
  tx.run(
    'INSERT INTO job (id, kind, state, input, actor, attempt, created_ms, updated_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    [
      job.id,
      job.kind,
      job.state,
      canonicalJson(job.input),
      job.actor,
      job.attempt,
      job.createdMs,
      job.updatedMs,
    ],
  );
}

/** Writes all of a job that changes. */
export function updateJob(tx: WritableDb, job: Job): void {
  tx.run(
    'UPDATE job SET state = ?, progress = ?, result = ?, failure = ?, attempt = ?, updated_ms = ? WHERE id = ?',
    [
      job.state,
      job.progress === null ? null : JSON.stringify(job.progress),
      job.result === null ? null : canonicalJson(job.result),
      job.failure === null ? null : JSON.stringify(job.failure),
      job.attempt,
      job.updatedMs,
      job.id,
    ],
  );
}

function jobOf(row: Row): Job {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    input: parse(row.input),
    progress: parse(row.progress) as JobProgress | null,
    result: parse(row.result),
    failure: parse(row.failure) as Failure | null,
    actor: row.actor,
    createdMs: row.created_ms,
    updatedMs: row.updated_ms,
    attempt: row.attempt,
  };
}

function parse(text: string | null): JsonValue {
  return text === null ? null : (JSON.parse(text) as JsonValue);
}
