import { randomBytes } from 'node:crypto';
import { AxialError, fail, failureOf, makeFailure, succeed, type Result } from '../domain/failure.ts';
import { uuidV7 } from '../domain/id.ts';
import type { JsonValue } from '../domain/json.ts';
import type { Database } from '../database/database.ts';
import type { WritableDb } from '../database/readableDb.ts';
import type { Clock } from '../ports/clock.ts';
import { insertJob, jobById, jobsSince, listJobs, saveCheckpoint, savedOf, updateJob } from './jobRows.ts';
import { nextState, type JobEvent } from './jobStates.ts';
import type { Job, JobHandler, JobProgress, Jobs } from './jobs.ts';
import {
  guardLease,
  heartbeatMs,
  leaseHeld,
  newHolder,
  releaseLease,
  renewLease,
  takeLease,
  type Lease,
} from './leases.ts';

/** How often the database is asked what other processes did, and progress is written to it. */
const pollMs = 500;

interface Running {
  readonly lease: Lease;
  readonly abort: AbortController;
  progress: JobProgress | null;
  progressWrittenMs: number;
  renewedMs: number;
  ended: Promise<unknown>;
}

/** The queue of an open library. */
export function openJobs(options: { readonly db: Database; readonly clock: Clock }): Jobs {
  const { db, clock } = options;
  const handlers = new Map<string, JobHandler>();
  const listeners = new Set<(job: Job) => void>();
  const running = new Map<string, Running>();
  const holder = newHolder();
  let closed = false;
  let seenVersion = db.version();
  let seenMs = clock.nowMs();
  let timer: NodeJS.Timeout | null = null;

  const tell = (job: Job): void => {
    for (const listener of listeners) listener(job);
  };

  /** Moves a job along the table and writes it; null where the event does not apply. */
  const step = (tx: WritableDb, job: Job, event: JobEvent, more: Partial<Job> = {}): Job | null => {
    const state = nextState(job.state, event);
    if (state === null) return null;
    const next: Job = { ...job, ...more, state, updatedMs: clock.nowMs() };
    updateJob(tx, next);
    return next;
  };

  const tend = (): void => {
    for (const [id, own] of running) tendRunning(id, own);
    if (listeners.size === 0) return;
    const version = db.version();
    if (version === seenVersion) return;
    seenVersion = version;
    // The reading connection sees own commits as changes too: those were told at once, and telling twice does no harm.
    const since = seenMs;
    seenMs = clock.nowMs();
    for (const job of jobsSince(db.read, since - pollMs)) if (!running.has(job.id)) tell(job);
  };

  const tendRunning = (id: string, own: Running): void => {
    const now = clock.monotonicMs();
    if (now - own.renewedMs >= heartbeatMs) {
      own.renewedMs = now;
      if (!db.write((tx) => renewLease(tx, clock, own.lease))) own.abort.abort();
    }
    if (jobById(db.read, id)?.state === 'cancelling') own.abort.abort();
  };

  const keepTime = (): void => {
    if (timer !== null || closed) return;
    timer = setInterval(() => {
      try {
        tend();
      } catch (error) {
        // A busy or full database: the next beat tries again, and the lease's end is the worst that follows.
        if (!(error instanceof AxialError)) throw error;
      }
    }, pollMs);
    timer.unref();
  };

  const report = (id: string, own: Running, progress: JobProgress): void => {
    own.progress = progress;
    const job = jobById(db.read, id);
    if (job === null) return;
    const now = clock.monotonicMs();
    if (now - own.progressWrittenMs >= pollMs) {
      own.progressWrittenMs = now;
      const updatedMs = clock.nowMs();
      db.write((tx) => {
        guardLease(tx, own.lease);
        const current = jobById(tx, id);
        if (current !== null) updateJob(tx, { ...current, progress, updatedMs });
      });
    }
    tell({ ...job, progress });
  };

  /** Writes how it ended, unless another process has taken it over or this one is closing. */
  const finish = (id: string, own: Running, outcome: Result<JsonValue>): Result<JsonValue> => {
    running.delete(id);
    if (closed) return fail('CANCELLED');
    let ended: Job | null;
    try {
      ended = db.write((tx) => settle(tx, id, own, outcome));
    } catch (error) {
      if (error instanceof AxialError) return { ok: false, failure: error.failure };
      throw error;
    }
    if (ended !== null) tell(ended);
    return outcome;
  };

  const settle = (tx: WritableDb, id: string, own: Running, outcome: Result<JsonValue>): Job | null => {
    guardLease(tx, own.lease);
    const job = jobById(tx, id);
    if (job === null) return null;
    releaseLease(tx, own.lease);
    const { progress } = own;
    if (outcome.ok) return step(tx, job, 'succeed', { progress, result: outcome.value });
    const stopped = job.state === 'cancelling' && outcome.failure.code === 'CANCELLED';
    return step(tx, job, stopped ? 'stop' : 'fail', { progress, failure: outcome.failure });
  };

  const perform = async (job: Job, lease: Lease, handler: JobHandler): Promise<Result<JsonValue>> => {
    const now = clock.monotonicMs();
    const own: Running = {
      lease,
      abort: new AbortController(),
      progress: job.progress,
      progressWrittenMs: now,
      renewedMs: now,
      ended: Promise.resolve(),
    };
    running.set(job.id, own);
    keepTime();
    tell(job);
    let unexpected: unknown = null;
    const work = handler({
      job,
      signal: own.abort.signal,
      saved: savedOf(db.read, job.id),
      report: (progress) => report(job.id, own, progress),
      guard: (tx) => guardLease(tx, lease),
      checkpoint: (tx, value) => {
        guardLease(tx, lease);
        saveCheckpoint(tx, job.id, value);
      },
    }).then(succeed, (error: unknown): Result<JsonValue> => {
      if (error instanceof AxialError) return { ok: false, failure: error.failure };
      if (own.abort.signal.aborted) return { ok: false, failure: makeFailure('CANCELLED') };
      unexpected = error;
      return { ok: false, failure: failureOf(error) };
    });
    own.ended = work;
    const outcome = finish(job.id, own, await work);
    // A bug is written as the job's failure and still thrown: it must not look like an expected end.
    if (unexpected !== null) throw unexpected;
    return outcome;
  };

  return {
    define: (kind, handler) => {
      if (handlers.has(kind)) throw new TypeError(`jobs of kind ${kind} are defined twice`);
      handlers.set(kind, handler);
    },
    submit: ({ kind, input, actor }) => {
      const now = clock.nowMs();
      const job: Job = {
        id: uuidV7(now, randomBytes(10)),
        kind,
        state: 'queued',
        input,
        progress: null,
        result: null,
        failure: null,
        actor,
        createdMs: now,
        updatedMs: now,
        attempt: 0,
      };
      db.write((tx) => insertJob(tx, job));
      tell(job);
      return job;
    },
    run: async (id) => {
      const started = db.write((tx): Result<{ job: Job; lease: Lease; handler: JobHandler }> => {
        const job = jobById(tx, id);
        if (job === null) return fail('NOT_FOUND');
        const handler = handlers.get(job.kind);
        if (handler === undefined) throw new TypeError(`no one knows how to do jobs of kind ${job.kind}`);
        if (running.has(id)) return fail('CONFLICT', 'This job is running.');
        const lease = takeLease(tx, clock, `job/${id}`, holder);
        if (lease === null) return fail('CONFLICT', 'Another process does this job.');
        // Cancelled, and then its process died: there is nothing left to wait for.
        if (job.state === 'cancelling') {
          step(tx, job, 'stop');
          return fail('CANCELLED');
        }
        const next = step(tx, job, 'start', { attempt: job.attempt + 1 });
        return next === null
          ? fail('CONFLICT', 'This job has ended.')
          : succeed({ job: next, lease, handler });
      });
      if (!started.ok) return started;
      const { job, lease, handler } = started.value;
      return perform(job, lease, handler);
    },
    cancel: (id) => {
      const cancelled = db.write((tx): Result<Job> => {
        const job = jobById(tx, id);
        if (job === null) return fail('NOT_FOUND');
        return succeed(step(tx, job, 'cancel') ?? job);
      });
      if (!cancelled.ok) return cancelled;
      running.get(id)?.abort.abort();
      tell(cancelled.value);
      return cancelled;
    },
    get: (id) => jobById(db.read, id),
    list: ({ states = [], limit = 100 } = {}) => listJobs(db.read, states, limit),
    abandoned: () =>
      listJobs(db.read, ['queued', 'running', 'cancelling'], 1000).filter(
        (job) =>
          handlers.has(job.kind) && !running.has(job.id) && !leaseHeld(db.read, clock, `job/${job.id}`),
      ),
    onChange: (listener) => {
      if (listeners.size === 0) {
        seenVersion = db.version();
        seenMs = clock.nowMs();
      }
      listeners.add(listener);
      keepTime();
      return () => listeners.delete(listener);
    },
    close: async () => {
      if (closed) return;
      closed = true;
      if (timer !== null) clearInterval(timer);
      const ending = [...running.values()];
      for (const own of ending) own.abort.abort();
      await Promise.allSettled(ending.map(({ ended }) => ended));
      if (ending.length > 0) {
        db.write((tx) => {
          for (const { lease } of ending) releaseLease(tx, lease);
        });
      }
      listeners.clear();
    },
  };
}
