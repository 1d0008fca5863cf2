import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { raise, unwrap } from '../domain/failure.ts';
import type { JsonValue } from '../domain/json.ts';
import { testLibrary } from '../library/testLibrary.ts';
import { fakeClock } from '../ports/clock.ts';
import type { Job, JobState } from './jobs.ts';
import { isEnded, nextState, type JobEvent } from './jobStates.ts';
import { guardLease, leaseHeld, leaseMs, releaseLease, renewLease, takeLease } from './leases.ts';
import { openJobs } from './openJobs.ts';

const job = (kind: string, input: JsonValue = null) => ({ kind, input, actor: null });

describe('a job', () => {
  test('runs, tells its progress, and keeps its result', async () => {
    const library = await testLibrary();
    const { jobs } = library;
    const told: Job[] = [];
    jobs.onChange((changed) => told.push(changed));
    jobs.define('double', ({ job: { input }, report }) => {
      report({ step: 'double.counting', done: 1, total: 2 });
      return Promise.resolve(Number(input) * 2);
    });
    const submitted = jobs.submit(job('double', 21));
    expect(submitted.state).toBe('queued');
    expect(unwrap(await jobs.run(submitted.id))).toBe(42);
    expect(jobs.get(submitted.id)).toMatchObject({
      state: 'succeeded',
      result: 42,
      attempt: 1,
      progress: { step: 'double.counting', done: 1, total: 2 },
    });
    expect(told.map(({ state }) => state)).toEqual(['queued', 'running', 'running', 'succeeded']);
    expect(await jobs.run(submitted.id)).toMatchObject({ failure: { code: 'CONFLICT' } });
    expect(jobs.list({ states: ['succeeded'] })).toHaveLength(1);
    expect(jobs.list({ states: ['failed'] })).toHaveLength(0);
    await library.close();
  });

  test('keeps an expected failure as data, and a bug as INTERNAL that is thrown as well', async () => {
    const library = await testLibrary();
    const { jobs } = library;
    jobs.define('full', () => Promise.resolve().then(() => raise('DISK_FULL')));
    jobs.define('bug', () => Promise.reject(new TypeError('oops')));
    const full = jobs.submit(job('full'));
    expect(await jobs.run(full.id)).toMatchObject({ failure: { code: 'DISK_FULL' } });
    expect(jobs.get(full.id)).toMatchObject({ state: 'failed', failure: { code: 'DISK_FULL' } });
    const bug = jobs.submit(job('bug'));
    await expect(jobs.run(bug.id)).rejects.toThrow('oops');
    expect(jobs.get(bug.id)).toMatchObject({ state: 'failed', failure: { code: 'INTERNAL' } });
    await library.close();
  });

  test('stops when it is cancelled, before it starts and while it runs, from this process or another', async () => {
    const library = await testLibrary();
    const { jobs } = library;
    const untilAborted = ({ signal }: { readonly signal: AbortSignal }): Promise<JsonValue> =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(new Error('stopped')));
      });
    jobs.define('long', untilAborted);
    const waiting = jobs.submit(job('long'));
    expect(unwrap(jobs.cancel(waiting.id)).state).toBe('cancelled');
    const running = jobs.submit(job('long'));
    const end = jobs.run(running.id);
    expect(unwrap(jobs.cancel(running.id)).state).toBe('cancelling');
    expect(await end).toMatchObject({ failure: { code: 'CANCELLED' } });
    expect(jobs.get(running.id)?.state).toBe('cancelled');

    const other = openJobs({ db: library.db, clock: fakeClock(Date.now()) });
    const third = jobs.submit(job('long'));
    const thirdEnd = jobs.run(third.id);
    unwrap(other.cancel(third.id));
    expect(await thirdEnd).toMatchObject({ failure: { code: 'CANCELLED' } });
    expect(jobs.cancel('none')).toMatchObject({ failure: { code: 'NOT_FOUND' } });
    await other.close();
    await library.close();
  });

  test('is resumed from its checkpoint by another process when the first stops', async () => {
    const library = await testLibrary();
    const first = library.jobs;
    const reached = Promise.withResolvers<void>();
    first.define('count', async ({ checkpoint, signal }) => {
      library.db.write((tx) => checkpoint(tx, { done: 3 }));
      reached.resolve();
      while (!signal.aborted) await delay(5);
      return raise('CANCELLED');
    });
    const second = openJobs({ db: library.db, clock: fakeClock(Date.now()) });
    second.define('count', ({ saved, job: { attempt } }) => Promise.resolve([saved, attempt]));
    const { id } = first.submit(job('count'));
    const running = first.run(id);
    await reached.promise;
    expect(second.abandoned()).toEqual([]);
    expect(await second.run(id)).toMatchObject({ failure: { code: 'CONFLICT' } });
    await first.close();
    expect(await running).toMatchObject({ failure: { code: 'CANCELLED' } });
    expect(second.abandoned().map((left) => left.id)).toEqual([id]);
    expect(unwrap(await second.run(id))).toEqual([{ done: 3 }, 2]);
    await second.close();
    await library.close();
  });

  test('that was taken over can neither checkpoint nor end', async () => {
    const library = await testLibrary();
    const clock = fakeClock(Date.now());
    const [slow, quick] = [openJobs({ db: library.db, clock }), openJobs({ db: library.db, clock })];
    const release = Promise.withResolvers<void>();
    let fenced: unknown = null;
    slow.define('work', async ({ guard }) => {
      await release.promise;
      try {
        library.db.write((tx) => guard(tx));
      } catch (error) {
        fenced = error;
      }
      return 'slow';
    });
    quick.define('work', () => Promise.resolve('quick'));
    const { id } = slow.submit(job('work'));
    const slowEnd = slow.run(id);
    clock.advance(leaseMs + 1);
    expect(unwrap(await quick.run(id))).toBe('quick');
    release.resolve();
    expect(await slowEnd).toMatchObject({ failure: { code: 'CANCELLED' } });
    expect(fenced).toMatchObject({ failure: { code: 'CANCELLED' } });
    expect(quick.get(id)?.result).toBe('quick');
    await Promise.all([slow.close(), quick.close()]);
    await library.close();
  });

  test('of another process is seen by those who listen', async () => {
    const library = await testLibrary();
    const other = openJobs({ db: library.db, clock: fakeClock(Date.now()) });
    const seen = Promise.withResolvers<Job>();
    library.jobs.onChange((changed) => seen.resolve(changed));
    const submitted = other.submit(job('elsewhere'));
    expect((await seen.promise).id).toBe(submitted.id);
    await other.close();
    await library.close();
  });
});

test('job states move along the table only', () => {
  const states: readonly JobState[] = ['queued', 'running', 'cancelling', 'succeeded', 'failed', 'cancelled'];
  const events: readonly JobEvent[] = ['start', 'cancel', 'succeed', 'fail', 'stop'];
  const moves = states.flatMap((state) =>
    events.flatMap((event) => {
      const next = nextState(state, event);
      return next === null ? [] : [`${state} ${event} ${next}`];
    }),
  );
  expect(moves).toEqual([
    'queued start running',
    'queued cancel cancelled',
    'running start running',
    'running cancel cancelling',
    'running succeed succeeded',
    'running fail failed',
    'cancelling succeed succeeded',
    'cancelling fail failed',
    'cancelling stop cancelled',
  ]);
  expect(states.filter(isEnded)).toEqual(['succeeded', 'failed', 'cancelled']);
});

describe('a lease', () => {
  test('is held by one, renewed, given back, lost when it lapses, and fences rise', async () => {
    const library = await testLibrary();
    const clock = fakeClock();
    library.db.write((tx) => {
      const one = takeLease(tx, clock, 'log', 'one');
      expect(one?.fence).toBe(1);
      expect(takeLease(tx, clock, 'log', 'two')).toBeNull();
      clock.advance(leaseMs - 1);
      expect(one !== null && renewLease(tx, clock, one)).toBe(true);
      clock.advance(leaseMs - 1);
      expect(leaseHeld(tx, clock, 'log')).toBe(true);
      clock.advance(2);
      expect(leaseHeld(tx, clock, 'log')).toBe(false);
      const two = takeLease(tx, clock, 'log', 'two');
      expect(two?.fence).toBe(2);
      expect(one !== null && renewLease(tx, clock, one)).toBe(false);
      expect(() => one !== null && guardLease(tx, one)).toThrow(/taken/);
      if (two !== null) releaseLease(tx, two);
      expect(takeLease(tx, clock, 'log', 'one')?.fence).toBe(3);
    });
    await library.close();
  });

  test('does not outlive a clock that was set back', async () => {
    const library = await testLibrary();
    const clock = fakeClock();
    library.db.write((tx) => {
      takeLease(tx, clock, 'log', 'one');
      clock.set(clock.nowMs() - 3_600_000);
      expect(takeLease(tx, clock, 'log', 'two')?.fence).toBe(2);
    });
    await library.close();
  });
});
