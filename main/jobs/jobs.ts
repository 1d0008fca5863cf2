import type { Failure, Result } from '../domain/failure.ts';
import type { JsonValue } from '../domain/json.ts';
import type { WritableDb } from '../database/readableDb.ts';

export type JobState = 'queued' | 'running' | 'cancelling' | 'succeeded' | 'failed' | 'cancelled';

export interface JobProgress {
  /** What is being done, as a key for translation: `import.reading`. */
  readonly step: string;
  readonly done: number;
  /** Null where it is not known yet. */
  readonly total: number | null;
}

export interface Job {
  readonly id: string;
  readonly kind: string;
  readonly state: JobState;
  readonly input: JsonValue;
  readonly progress: JobProgress | null;
  readonly result: JsonValue | null;
  readonly failure: Failure | null;
  readonly actor: string | null;
  readonly createdMs: number;
  readonly updatedMs: number;
  /** How many times a process has started on it; above 1 it was resumed. */
  readonly attempt: number;
}

/** What a running job is given. */
export interface JobContext {
  readonly job: Job;
  /** Aborted on cancel, on lock and when the lease was lost: stop soon, leave what is stored. */
  readonly signal: AbortSignal;
  /** Cheap: events go out at once, the row is written at most twice a second. */
  report(progress: JobProgress): void;
  /** What an earlier attempt saved with `checkpoint`; null on the first. */
  readonly saved: JsonValue | null;
  /** Saves where to go on after a crash, in the transaction of the work it speaks of. Fences: throws as `guard` does. */
  checkpoint(tx: WritableDb, value: JsonValue): void;
  /** Throws `CANCELLED` where another process has taken this job over: call it first in every transaction of the job. */
  guard(tx: WritableDb): void;
}

/** Does the work of one kind of job. Returns its result; an `AxialError` becomes the job's failure. */
export type JobHandler = (context: JobContext) => Promise<JsonValue>;

export interface Jobs {
  /** Says how jobs of a kind are done. Once per kind and process. */
  define(kind: string, handler: JobHandler): void;
  submit(job: { readonly kind: string; readonly input: JsonValue; readonly actor: string | null }): Job;
  /** Runs a queued or abandoned job in this process and settles with its end. `CONFLICT` where another process holds it. */
  run(id: string): Promise<Result<JsonValue>>;
  /** Asks for its end, whichever process runs it. */
  cancel(id: string): Result<Job>;
  get(id: string): Job | null;
  /** Newest first. */
  list(options?: { readonly states?: readonly JobState[]; readonly limit?: number }): readonly Job[];
  /** Jobs whose process died: queued ones and running ones with a lapsed lease, of kinds defined here. */
  abandoned(): readonly Job[];
  /** Changes of jobs in this process at once, of other processes when `poll` sees them. */
  onChange(listener: (job: Job) => void): () => void;
  /** Stops the heartbeat and aborts what runs here; those jobs stay resumable. */
  close(): Promise<void>;
}
