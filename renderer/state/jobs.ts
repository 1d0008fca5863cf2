import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Failure, Result } from '../../main/domain/failure.ts';
import type { Transport } from '../../preload/contract/contract.ts';
import type { Job } from '../../preload/contract/import.ts';

/** Long work that the services told of, by job id. */
export interface JobsState {
  readonly byId: ReadonlyMap<string, Job>;
  readonly failure: Failure | null;
}

/** Takes a job in. Progress within one state never steps back: events may arrive out of order. */
export function withJob(jobs: ReadonlyMap<string, Job>, job: Job): ReadonlyMap<string, Job> {
  const before = jobs.get(job.jobId);
  const isLate = before !== undefined && before.state === job.state && job.done < before.done;
  if (isLate) return jobs;
  return new Map(jobs).set(job.jobId, job);
}

export function withoutJob(jobs: ReadonlyMap<string, Job>, jobId: string): ReadonlyMap<string, Job> {
  const next = new Map(jobs);
  next.delete(jobId);
  return next;
}

/** Whether work is still to come of it. */
export function isActive(job: Job): boolean {
  return job.state === 'running' || job.state === 'waiting';
}

/** Active ones first, then the newest end first. */
export function orderJobs(jobs: ReadonlyMap<string, Job>): readonly Job[] {
  const rank = (job: Job): number => (job.state === 'running' ? 0 : job.state === 'waiting' ? 1 : 2);
  const time = (job: Job): string => job.finishedAt ?? job.startedAt ?? '';
  return [...jobs.values()].toSorted((a, b) => rank(a) - rank(b) || time(b).localeCompare(time(a)));
}

export interface JobsStore extends StoreApi<JobsState> {
  readonly load: () => Promise<void>;
  readonly clear: () => void;
  readonly cancel: (jobId: string) => Promise<Failure | null>;
  readonly resume: (jobId: string) => Promise<Failure | null>;
  readonly dismiss: (jobId: string) => Promise<Failure | null>;
}

export function createJobsStore(transport: Transport): JobsStore {
  const store = createStore<JobsState>(() => ({ byId: new Map(), failure: null }));
  const take = (job: Job): void => store.setState(({ byId }) => ({ byId: withJob(byId, job) }));
  transport.on('job.changed', take);
  const settle = (result: Result<Job>): Failure | null => {
    if (!result.ok) return result.failure;
    take(result.value);
    return null;
  };
  return {
    ...store,
    load: async () => {
      const result = await transport.call('jobs.list', {});
      if (!result.ok) return store.setState({ failure: result.failure });
      store.setState({ byId: new Map(result.value.map((job) => [job.jobId, job])), failure: null });
    },
    clear: () => store.setState({ byId: new Map(), failure: null }),
    cancel: async (jobId) => settle(await transport.call('jobs.cancel', { jobId })),
    resume: async (jobId) => settle(await transport.call('jobs.resume', { jobId })),
    dismiss: async (jobId) => {
      const result = await transport.call('jobs.dismiss', { jobId });
      if (!result.ok) return result.failure;
      store.setState(({ byId }) => ({ byId: withoutJob(byId, jobId) }));
      return null;
    },
  };
}
