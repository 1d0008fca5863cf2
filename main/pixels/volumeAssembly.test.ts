import { describe, expect, test } from 'vitest';
import { fail, succeed } from '../domain/failure.ts';
import type { FrameData, PixelHeader } from '../domain/pixelHeader.ts';
import { stackSlices, type SliceStack } from './sliceStacks.ts';
import { axialSlice } from './testing/slices.ts';
import { assembleVolume, volumeBytes, type AssembleOptions, type SliceRescale } from './volumeAssembly.ts';

const header: PixelHeader = {
  rows: 4,
  columns: 3,
  samplesPerPixel: 1,
  frames: 1,
  bitsAllocated: 16,
  bitsStored: 16,
  highBit: 15,
  signed: true,
  numeric: 'integer',
  planar: false,
  photometricInterpretation: 'MONOCHROME2',
};

const ct: SliceRescale = {
  header,
  modality: 'CT',
  rescaleSlope: 1,
  rescaleIntercept: -1024,
  rescaleType: null,
  imageKind: 'AXIAL',
};

const heights = [10, 0, 5];
const [stack] = stackSlices(heights.map((z) => axialSlice(z))) as [SliceStack];

function frameOf(id: string): FrameData {
  return Int16Array.from({ length: 12 }, (_, index) => 100 * Number(id.slice(1)) + index);
}

function options(other: Partial<AssembleOptions> = {}, rescale: Partial<SliceRescale> = {}): AssembleOptions {
  return {
    stack,
    rescale: new Map(stack.ids.map((id) => [id, { ...ct, ...rescale }])),
    source: (id) =>
      Promise.resolve(
        succeed({
          rows: 4,
          columns: 3,
          samplesPerPixel: 1,
          photometricInterpretation: 'MONOCHROME2',
          data: frameOf(id),
        }),
      ),
    memoryLimitBytes: 1e6,
    ...other,
  };
}

async function codeOf(given: AssembleOptions): Promise<string> {
  const result = await assembleVolume(given);
  return result.ok ? 'OK' : result.failure.code;
}

describe('assembling a volume', () => {
  test('puts rescaled slices in ascending position, 16 bits where all fits', async () => {
    const steps: number[] = [];
    const result = await assembleVolume(options({ onProgress: (done, total) => steps.push(done / total) }));
    expect(result).toMatchObject({
      ok: true,
      value: { dims: [3, 4, 3], unit: 'HU', spacingMm: [0.7, 0.5, 5] },
    });
    const data = result.ok ? result.value.data : [];
    expect(data).toBeInstanceOf(Int16Array);
    expect([data[0], data[11], data[12], data[35]]).toEqual([-1024, -1013, -524, -13]);
    expect(steps.at(-1)).toBe(1);
    expect(steps).toHaveLength(3);
  });

  test('turns to float where a value does not fit 16 bits, clamping nothing', async () => {
    const result = await assembleVolume(options({}, { rescaleIntercept: -32760 }));
    const narrow = await assembleVolume(options({}, { rescaleIntercept: 32700 }));
    expect(result.ok && result.value.data).toBeInstanceOf(Int16Array);
    const data = narrow.ok ? narrow.value.data : [];
    expect(data).toBeInstanceOf(Float32Array);
    expect([data[0], data[11], data[35]]).toEqual([32700, 32711, 33711]);
  });

  test('is float for a broken slope', async () => {
    const result = await assembleVolume(options({}, { rescaleSlope: 0.5, rescaleIntercept: 0 }));
    expect(result.ok && result.value.data).toBeInstanceOf(Float32Array);
    expect(result.ok && result.value.data[1]).toBe(0.5);
  });

  test('uses the memory it is given', async () => {
    const memory: ArrayBufferLike[] = [];
    const allocate = (size: number): ArrayBufferLike => {
      memory.push(new SharedArrayBuffer(size));
      return memory[0] as ArrayBufferLike;
    };
    const result = await assembleVolume(options({ allocate }));
    expect(result.ok && result.value.data.buffer).toBe(memory[0]);
  });

  test.each([
    ['CT without a rescale type', {}, 'HU'],
    ['CT that says HU', { rescaleType: 'HU' }, 'HU'],
    ['CT of another quantity', { rescaleType: 'US' }, null],
    ['a localizer', { imageKind: 'LOCALIZER' }, null],
    ['CT without a rescale', { rescaleSlope: null, rescaleIntercept: null }, null],
    ['MR', { modality: 'MR' }, null],
    ['what says HU itself', { modality: 'OT', rescaleType: 'HU' }, 'HU'],
  ] as const)('has the unit of the header: %s', async (_, rescale, unit) => {
    expect(await assembleVolume(options({}, rescale))).toMatchObject({ ok: true, value: { unit } });
  });

  test('says before it decodes what it will take, and refuses more than is allowed', async () => {
    expect(volumeBytes(stack, options().rescale)).toBe(72);
    let asked = 0;
    const source: AssembleOptions['source'] = () => {
      asked += 1;
      return Promise.resolve(fail('INTERNAL'));
    };
    expect(await codeOf(options({ memoryLimitBytes: 71, source }))).toBe('PIXELS_TOO_LARGE');
    expect(asked).toBe(0);
  });

  test('refuses what is no volume with the reason', async () => {
    const [gap] = stackSlices([0, 5, 20].map((z) => axialSlice(z))) as [SliceStack];
    const result = await assembleVolume(options({ stack: gap }));
    expect(result).toMatchObject({ ok: false, failure: { code: 'NOT_A_VOLUME' } });
    expect(!result.ok && result.failure.message).toContain('missing');
    expect(await codeOf(options({}, { header: { ...header, samplesPerPixel: 3 } }))).toBe('NOT_A_VOLUME');
    expect(
      await codeOf(options({}, { header: { ...header, photometricInterpretation: 'PALETTE COLOR' } })),
    ).toBe('NOT_A_VOLUME');
  });

  test('fails with the slice that does not decode and cancels the others', async () => {
    const signals: boolean[] = [];
    const source: AssembleOptions['source'] = async (id, signal) => {
      if (id === 'z5') return fail('PIXELS_MALFORMED');
      await new Promise((resolve) => {
        signal?.addEventListener('abort', resolve, { once: true });
      });
      signals.push(signal?.aborted === true);
      return fail('CANCELLED');
    };
    expect(await codeOf(options({ source }))).toBe('PIXELS_MALFORMED');
    expect(signals).toEqual([true, true]);
  });

  test('stops when cancelled', async () => {
    expect(await codeOf(options({ signal: AbortSignal.abort() }))).toBe('CANCELLED');
  });

  test('refuses a slice of another size than its header says', async () => {
    const source: AssembleOptions['source'] = (id) =>
      Promise.resolve(
        succeed({
          rows: 3,
          columns: 3,
          samplesPerPixel: 1,
          photometricInterpretation: 'MONOCHROME2',
          data: frameOf(id),
        }),
      );
    expect(await codeOf(options({ source }))).toBe('NOT_A_VOLUME');
  });
});
