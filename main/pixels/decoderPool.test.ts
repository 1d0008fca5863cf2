import { afterEach, describe, expect, test } from 'vitest';
import type { PixelHeader } from '../domain/pixelHeader.ts';
import { nodeProcesses } from '../ports/nodeProcesses.ts';
import { residentBytes } from '../ports/residentMemory.ts';
import type { ChildHandle, Processes } from '../ports/processes.ts';
import { createDecoderPool, type DecoderPool, type DecoderPoolOptions } from './decoderPool.ts';

const header: PixelHeader = {
  rows: 2,
  columns: 2,
  samplesPerPixel: 1,
  frames: 1,
  bitsAllocated: 8,
  bitsStored: 8,
  highBit: 7,
  signed: false,
  numeric: 'integer',
  planar: false,
  photometricInterpretation: 'MONOCHROME2',
};

const frameOf = (...bytes: readonly number[]) => ({
  header,
  transferSyntaxUid: '1.2.840.10008.1.2.5',
  bytes: Uint8Array.from(bytes),
});

const allocates = frameOf(1, 0, 0, 0);
const loops = frameOf(2, 0, 0, 0);
const aborts = frameOf(3, 0, 0, 0);
const good = frameOf(0, 7, 8, 9);

/** The real port, with every child it started kept for looking at. */
function watchedProcesses(): { readonly processes: Processes; readonly started: ChildHandle[] } {
  const started: ChildHandle[] = [];
  const start: Processes['start'] = (options) => {
    const child = nodeProcesses.start(options);
    started.push(child);
    return child;
  };
  return { processes: { start }, started };
}

const open: DecoderPool[] = [];

function poolWith(options: Partial<DecoderPoolOptions> = {}): { pool: DecoderPool; started: ChildHandle[] } {
  const { processes, started } = watchedProcesses();
  const pool = createDecoderPool({
    processes,
    size: 1,
    memoryCapBytes: 400 * 2 ** 20,
    timeoutMs: 5000,
    entry: new URL('./testing/hostileProcess.ts', import.meta.url),
    ...options,
  });
  open.push(pool);
  return { pool, started };
}

afterEach(() => {
  for (const pool of open.splice(0)) pool.close();
});

const codeOf = (result: Awaited<ReturnType<DecoderPool['decode']>>): string =>
  result.ok ? 'OK' : result.failure.code;

describe('the decoder pool', () => {
  test('decodes in a process of its own and keeps it for the next frame', async () => {
    const { pool, started } = poolWith();
    const results = [await pool.decode(good), await pool.decode(good)];
    expect(results.map(codeOf)).toEqual(['OK', 'OK']);
    const [first] = results;
    expect(first?.ok === true && [...first.value.data]).toEqual([0, 7, 8, 9]);
    expect(first?.ok === true && first.value.data.buffer.byteLength).toBe(4);
    expect(started).toHaveLength(1);
  });

  test('a codec that takes 8 GB costs one frame, within the cap', async () => {
    const { pool, started } = poolWith();
    let largest = 0;
    const watch = setInterval(() => {
      largest = Math.max(largest, residentBytes(started[0]?.pid ?? 0) ?? 0);
    }, 10);
    const results = await Promise.all([pool.decode(allocates), pool.decode(good)]);
    clearInterval(watch);
    expect(results.map(codeOf)).toEqual(['DECODER_MEMORY', 'OK']);
    expect(largest).toBeLessThan(2 * 2 ** 30);
  });

  test('a codec that loops costs one frame', async () => {
    const { pool } = poolWith({ timeoutMs: 1500 });
    const results = await Promise.all([pool.decode(loops), pool.decode(good)]);
    expect(results.map(codeOf)).toEqual(['DECODER_TIMEOUT', 'OK']);
  });

  test('a codec that aborts costs one frame', async () => {
    const { pool } = poolWith();
    const results = await Promise.all([
      pool.decode(aborts),
      pool.decode(good),
      pool.decode(aborts),
      pool.decode(good),
    ]);
    expect(results.map(codeOf)).toEqual(['DECODER_CRASHED', 'OK', 'DECODER_CRASHED', 'OK']);
  });

  test('a codec that throws costs one frame and not the process', async () => {
    const { pool, started } = poolWith();
    expect(codeOf(await pool.decode(frameOf(4, 0, 0, 0)))).toBe('PIXELS_MALFORMED');
    expect(codeOf(await pool.decode(good))).toBe('OK');
    expect(started).toHaveLength(1);
  });

  test('a decoder sees nothing of the environment', async () => {
    process.env['AXIAL_PASSPHRASE'] = 'secret';
    const { pool } = poolWith();
    const result = await pool.decode(frameOf(5, 0, 0, 0));
    delete process.env['AXIAL_PASSPHRASE'];
    const told = result.ok ? new TextDecoder().decode(result.value.data) : '';
    const allowed = [
      '__CF_USER_TEXT_ENCODING',
      'AXIAL_MEMORY_CAP_BYTES',
      'NODE_CHANNEL_FD',
      'NODE_CHANNEL_SERIALIZATION_MODE',
    ];
    expect(Object.keys(JSON.parse(told) as object).filter((name) => !allowed.includes(name))).toEqual([]);
  });

  test('decodes on as many processes as it may and no more', async () => {
    const { pool, started } = poolWith({ size: 2 });
    const results = await Promise.all(Array.from({ length: 8 }, () => pool.decode(frameOf(6, 20, 0, 0))));
    expect(results.every(({ ok }) => ok)).toBe(true);
    expect(started).toHaveLength(2);
  });

  test('takes the urgent frame first, equal ones in order', async () => {
    const { pool } = poolWith();
    const order: string[] = [];
    const note = async (name: string, priority: number): Promise<void> => {
      await pool.decode(frameOf(6, 10, 0, 0), { priority });
      order.push(name);
    };
    await Promise.all([
      note('under way', 0),
      note('a', 0),
      note('b', 0),
      note('urgent', 5),
      note('idle', -1),
    ]);
    expect(order).toEqual(['under way', 'urgent', 'a', 'b', 'idle']);
  });

  test('refuses more than may wait', async () => {
    const { pool } = poolWith({ queueLimit: 2 });
    const results = await Promise.all(Array.from({ length: 5 }, () => pool.decode(frameOf(6, 10, 0, 0))));
    expect(results.map(codeOf)).toEqual(['OK', 'OK', 'OK', 'DECODER_BUSY', 'DECODER_BUSY']);
  });

  test('a cancelled frame is answered at once, waiting or under way, and the others go on', async () => {
    const { pool } = poolWith();
    const underWay = new AbortController();
    const waiting = new AbortController();
    await pool.decode(good);
    const results = Promise.all([
      pool.decode(loops, { signal: underWay.signal }),
      pool.decode(good, { signal: waiting.signal }),
      pool.decode(good),
    ]);
    waiting.abort();
    underWay.abort();
    expect((await results).map(codeOf)).toEqual(['CANCELLED', 'CANCELLED', 'OK']);
    expect(codeOf(await pool.decode(good, { signal: AbortSignal.abort() }))).toBe('CANCELLED');
  });

  test('cancelling a frame that is soon done keeps the process', async () => {
    const { pool, started } = poolWith();
    await pool.decode(good);
    const cancel = new AbortController();
    const cancelled = pool.decode(frameOf(6, 50, 0, 0), { signal: cancel.signal });
    cancel.abort();
    expect(codeOf(await cancelled)).toBe('CANCELLED');
    expect(codeOf(await pool.decode(good))).toBe('OK');
    expect(started).toHaveLength(1);
  });

  test('closing answers every frame and ends the processes; the pool can be used again', async () => {
    const { pool, started } = poolWith();
    await pool.decode(good);
    const ended = new Promise<string>((resolve) => started[0]?.onExit(({ reason }) => resolve(reason)));
    const results = Promise.all([pool.decode(loops), pool.decode(good)]);
    pool.close();
    expect((await results).map(codeOf)).toEqual(['CANCELLED', 'CANCELLED']);
    expect(await ended).toBe('killed');
    expect(codeOf(await pool.decode(good))).toBe('OK');
  });

  test('a process started ahead takes the first frame, and ends when none comes', async () => {
    const { pool, started } = poolWith({ idleMs: 300 });
    pool.warm();
    pool.warm();
    expect(codeOf(await pool.decode(good))).toBe('OK');
    expect(started).toHaveLength(1);
    const unused = poolWith({ idleMs: 20 });
    unused.pool.warm();
    const reason = await new Promise<string>((resolve) =>
      unused.started[0]?.onExit((exit) => resolve(exit.reason)),
    );
    expect(reason).toBe('killed');
  });

  test('a process without work ends', async () => {
    const { pool, started } = poolWith({ idleMs: 20 });
    await pool.decode(good);
    const reason = await new Promise<string>((resolve) => started[0]?.onExit((exit) => resolve(exit.reason)));
    expect(reason).toBe('killed');
  });

  test('refuses by the header what cannot fit, starting nothing', async () => {
    const { pool, started } = poolWith();
    const huge = { ...good, header: { ...header, rows: 65535, columns: 65535 } };
    expect(codeOf(await pool.decode(huge))).toBe('PIXELS_TOO_LARGE');
    expect(codeOf(await pool.decode({ ...good, transferSyntaxUid: '1.2.840.10008.1.2.4.102' }))).toBe(
      'VIDEO_NOT_DECODED',
    );
    expect(codeOf(await pool.decode({ ...good, transferSyntaxUid: '1.2.3' }))).toBe('PIXELS_UNSUPPORTED');
    expect(started).toHaveLength(0);
  });

  test('a process that does not start is a crash, not a wait', async () => {
    const { pool } = poolWith({ entry: new URL('./testing/absent.ts', import.meta.url) });
    expect(codeOf(await pool.decode(good))).toBe('DECODER_CRASHED');
  });

  test('unpacks native frames without a process', async () => {
    const { pool, started } = poolWith();
    const native = { ...good, transferSyntaxUid: '1.2.840.10008.1.2.1' };
    expect(codeOf(await pool.decode(native))).toBe('OK');
    expect(started).toHaveLength(0);
  });
});
