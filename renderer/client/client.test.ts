import { describe, expect, it, vi } from 'vitest';
import { eventFixtures, fixtures } from '../../preload/contract/fixtures.ts';
import { makeFailure } from '../../main/domain/failure.ts';
import { bridgeConnection } from './bridgeConnection.ts';
import { createListeners } from './listeners.ts';
import { parseResult } from './parseResult.ts';

describe('an answer', () => {
  it('is taken where it keeps the contract', () => {
    const value = fixtures['app.info'].output;
    expect(parseResult('app.info', { ok: true, value })).toEqual({ ok: true, value });
  });

  it('is a failure of its own where it breaks the contract', () => {
    for (const answer of [null, {}, { ok: true, value: { version: 1 } }, { ok: false }, 'yes']) {
      const result = parseResult('app.info', answer);
      expect(result.ok).toBe(false);
    }
  });

  it('carries failures through, also those of the HTTP face', () => {
    const failure = makeFailure('DISK_FULL');
    expect(parseResult('app.info', { ok: false, failure })).toEqual({ ok: false, failure });
    expect(parseResult('app.info', { error: failure })).toEqual({ ok: false, failure });
  });
});

describe('events', () => {
  it('reach their listeners only while they listen and only where they keep the contract', () => {
    const listeners = createListeners();
    const heard = vi.fn<(payload: unknown) => void>();
    const stop = listeners.add('job.changed', heard);
    listeners.emit('job.changed', eventFixtures['job.changed']);
    listeners.emit('job.changed', { jobId: 3 });
    listeners.emit('toString', {});
    stop();
    listeners.emit('job.changed', eventFixtures['job.changed']);
    expect(heard).toHaveBeenCalledOnce();
  });
});

describe('the bridge', () => {
  it('answers a failure where the main process is gone', async () => {
    const connection = bridgeConnection({
      call: () => Promise.reject(new Error('gone')),
      on: () => () => undefined,
      pathsOf: () => ['/a'],
    });
    expect(await connection.call('app.info', {})).toMatchObject({ ok: false, failure: { code: 'INTERNAL' } });
    expect(connection.pathsOf([])).toEqual(['/a']);
  });
});
