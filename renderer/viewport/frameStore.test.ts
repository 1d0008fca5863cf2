import { describe, expect, it } from 'vitest';
import { makeFailure, type Result } from '../../main/domain/failure.ts';
import type { FrameInfo } from '../../preload/contract/pixels.ts';
import type { BytesReader, ReadBuffer, ReadJob } from './bytesReader.ts';
import { createFrameStore } from './frameStore.ts';

function frame(number: number): FrameInfo {
  return {
    instanceKey: `i${number}`,
    sopInstanceUid: `1.${number}`,
    frame: 0,
    instanceNumber: number,
    url: `/bytes/frame/i${number}/0`,
    rows: 2,
    columns: 2,
    samplesPerPixel: 1,
    dataType: 'u8',
    grey: 0,
    pixelSpacingMm: null,
    spacingKind: null,
    positionLps: null,
    rowDirection: null,
    columnDirection: null,
    patientOrientation: null,
    pixelAspectRatio: null,
    sliceLocationMm: null,
    sliceThicknessMm: null,
    lossy: null,
    conflictingCopies: 0,
    ultrasoundRegions: [],
  };
}

/** A reader whose answers the test gives by hand. */
function handReader(): {
  readonly reader: BytesReader;
  readonly asked: string[];
  answer(url: string, failure?: true): Promise<Uint8Array>;
} {
  const waiting = new Map<string, (result: Result<ReadBuffer>) => void>();
  const asked: string[] = [];
  return {
    asked,
    reader: {
      read: (job: ReadJob) => {
        asked.push(job.url);
        const result = new Promise<Result<ReadBuffer>>((settle) => waiting.set(job.url, settle));
        const cancel = (): void => waiting.get(job.url)?.({ ok: false, failure: makeFailure('CANCELLED') });
        return { result, cancel };
      },
      dispose: () => undefined,
    },
    answer: async (url, failure) => {
      const data = Uint8Array.from([1, 2, 3, 4]);
      waiting.get(url)?.(
        failure === true
          ? { ok: false, failure: makeFailure('PIXELS_MALFORMED') }
          : { ok: true, value: { buffer: data.buffer, range: { min: 1, max: 4 } } },
      );
      await new Promise((settle) => setTimeout(settle));
      return data;
    },
  };
}

describe('the frame store', () => {
  it('asks for what is wanted in its order and never twice', async () => {
    const { reader, asked, answer } = handReader();
    const store = createFrameStore({ reader, budgetBytes: 1000 });
    const frames = Array.from({ length: 8 }, (_, index) => frame(index));
    store.want('a', frames);
    store.want('a', frames);
    expect(asked).toEqual(frames.slice(0, 6).map(({ url }) => url));
    await answer(frames[0]?.url ?? '');
    expect(asked.at(-1)).toBe(frames[6]?.url);
    expect(store.state(frame(0)).kind).toBe('ready');
    expect(store.state(frame(1)).kind).toBe('loading');
  });

  it('stays within its budget and overwrites what leaves with zero', async () => {
    const { reader, answer } = handReader();
    const store = createFrameStore({ reader, budgetBytes: 8 });
    store.want('a', [frame(0), frame(1)]);
    const first = await answer(frame(0).url);
    await answer(frame(1).url);
    store.want('a', [frame(2)]);
    await answer(frame(2).url);
    expect(store.usedBytes()).toBe(8);
    expect(store.state(frame(0)).kind).toBe('absent');
    expect([...first]).toEqual([0, 0, 0, 0]);
    expect(store.state(frame(2)).kind).toBe('ready');
  });

  it('leaves nothing behind when it is wiped, not even what arrives later', async () => {
    const { reader, answer } = handReader();
    const store = createFrameStore({ reader, budgetBytes: 1000 });
    store.want('a', [frame(0), frame(1)]);
    const kept = await answer(frame(0).url);
    store.wipe();
    await answer(frame(1).url);
    expect([...kept]).toEqual([0, 0, 0, 0]);
    expect(store.usedBytes()).toBe(0);
    expect(store.state(frame(1)).kind).toBe('absent');
  });

  it('tells a failure once, and tries again only when asked', async () => {
    const { reader, asked, answer } = handReader();
    const store = createFrameStore({ reader, budgetBytes: 1000 });
    const told: string[] = [];
    store.onChange((url) => told.push(url));
    store.want('a', [frame(0)]);
    await answer(frame(0).url, true);
    store.want('a', [frame(0)]);
    expect(told).toEqual([frame(0).url]);
    expect(asked.length).toBe(1);
    store.retry(frame(0));
    expect(asked.length).toBe(2);
  });
});
