import { basename } from 'node:path';
import type { Job as StoredJob } from '../jobs/jobs.ts';
import type { Job } from '../../preload/contract/import.ts';

const states = {
  queued: 'waiting',
  running: 'running',
  cancelling: 'running',
  succeeded: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
} as const;

const units: Readonly<Record<Job['kind'], Job['unit']>> = {
  import: 'files',
  export: 'files',
  verify: 'objects',
  backup: 'bytes',
  restore: 'bytes',
  segment: 'steps',
};

/** A job as the page sees it. `interrupted`: its process died and nobody has taken it up. */
export function jobValueOf(job: StoredJob, interrupted: boolean): Job {
  const kind = job.kind as Job['kind'];
  const ended = job.state === 'succeeded' || job.state === 'failed' || job.state === 'cancelled';
  return {
    jobId: job.id,
    kind,
    state: interrupted ? 'interrupted' : states[job.state],
    subject: subjectOf(job),
    done: job.progress?.done ?? 0,
    total: job.progress?.total ?? null,
    unit: units[kind],
    startedAt: job.attempt === 0 ? null : new Date(job.createdMs).toISOString(),
    finishedAt: ended ? new Date(job.updatedMs).toISOString() : null,
    failure: job.failure === null ? null : { ...job.failure, details: { ...job.failure.details } },
    result: job.result as Job['result'],
  };
}

/** The last part of the first path, or what the job says of itself. */
function subjectOf(job: StoredJob): string {
  const input = job.input as { readonly subject?: string; readonly paths?: readonly string[] } | null;
  const [path] = input?.paths ?? [];
  return input?.subject ?? (path === undefined ? '' : basename(path));
}
