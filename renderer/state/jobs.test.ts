import { describe, expect, it } from 'vitest';
import type { Job } from '../../preload/contract/import.ts';
import { isActive, orderJobs, withJob, withoutJob } from './jobs.ts';

const job = (part: Partial<Job>): Job => ({
  jobId: 'a',
  kind: 'import',
  state: 'running',
  subject: 'folder',
  done: 0,
  total: 10,
  unit: 'files',
  startedAt: '2026-11-23T08:00:00.000Z',
  finishedAt: null,
  failure: null,
  result: null,
  ...part,
});

describe('the jobs of a window', () => {
  it('never step back when events arrive out of order', () => {
    const jobs = withJob(withJob(new Map(), job({ done: 7 })), job({ done: 5 }));
    expect(jobs.get('a')?.done).toBe(7);
  });

  it('run again when they are resumed', () => {
    const jobs = withJob(withJob(new Map(), job({ state: 'failed', done: 7 })), job({ done: 0 }));
    expect(jobs.get('a')).toMatchObject({ state: 'running', done: 0 });
  });

  it('stand with the running first and the newest end after them', () => {
    const jobs = [
      job({ jobId: 'old', state: 'done', finishedAt: '2026-11-23T08:01:00.000Z' }),
      job({ jobId: 'new', state: 'failed', finishedAt: '2026-11-23T08:05:00.000Z' }),
      job({ jobId: 'wait', state: 'waiting' }),
      job({ jobId: 'run' }),
    ].reduce(withJob, new Map<string, Job>() as ReadonlyMap<string, Job>);
    expect(orderJobs(jobs).map(({ jobId }) => jobId)).toEqual(['run', 'wait', 'new', 'old']);
    expect(orderJobs(jobs).filter(isActive)).toHaveLength(2);
    expect(withoutJob(jobs, 'run').size).toBe(3);
  });
});
