import { describe, expect, it } from 'vitest';
import { makeTwinKernels } from '../../native/index.ts';
import type { Mat4 } from '../domain/space.ts';
import type { Volume } from '../domain/volume.ts';
import { segmentVolume, type SegmentRequest } from './segment.ts';
import { seedBounds } from './seedBounds.ts';

const kernels = makeTwinKernels('test');
/** Slices lean: the volume of a voxel is 0.5 x 0.5 x 2 mm3 although the step is longer. */
const ijkToLps: Mat4 = [0.5, 0, 0, 0, 0, 0.5, 0, 0, 0, 1, 2, 0, 10, 20, 30, 1];

function volumeOf(data: Volume['data'], unit: Volume['unit'] = 'HU'): Volume {
  return { dims: [4, 2, 2], spacingMm: [0.5, 0.5, Math.hypot(1, 2)], ijkToLps, data, unit };
}

const values = Int16Array.of(0, 10, 20, 30, 0, 0, 0, 0, 10, 10, 99, 99, 0, 0, 99, 99);
const run = (request: SegmentRequest, volume = volumeOf(values), modality = 'CT') =>
  segmentVolume({ volume, modality, request, kernels });

describe('threshold', () => {
  it('takes values within bounds, both ends included, and measures them by the slice positions', async () => {
    const result = await run({ method: 'threshold', lower: 10, upper: 20 });
    expect(result).toMatchObject({
      ok: true,
      value: {
        engine: 'twin',
        bounds: { lower: 10, upper: 20 },
        segments: [{ number: 1, voxels: 4, mean: 12.5, unit: 'HU' }],
      },
    });
    expect(result.ok && result.value.segments[0]?.volumeMl).toBeCloseTo((4 * 0.5 * 0.5 * 2) / 1000, 12);
    expect(result.ok && [...result.value.labelmap.data]).toEqual([
      0, 1, 1, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0,
    ]);
  });

  it('may be open at one end, not at both', async () => {
    expect(await run({ method: 'threshold', lower: 30, upper: null })).toMatchObject({
      value: { segments: [{ voxels: 5 }] },
    });
    expect(await run({ method: 'threshold', lower: null, upper: null })).toMatchObject({
      failure: { code: 'INVALID_INPUT' },
    });
    expect(await run({ method: 'threshold', lower: 2, upper: 1 })).toMatchObject({
      failure: { code: 'INVALID_INPUT' },
    });
  });

  it('says where nothing lies within bounds', async () => {
    expect(await run({ method: 'threshold', lower: 500, upper: null })).toMatchObject({
      failure: { code: 'NOTHING_FOUND' },
    });
  });

  it('leaves NaN out, and a unit that is not known', async () => {
    const data = Float32Array.from(values, (value) => (value === 99 ? Number.NaN : value));
    const result = await run({ method: 'threshold', lower: 1, upper: null }, volumeOf(data, null), 'MR');
    expect(result).toMatchObject({ value: { segments: [{ voxels: 5, mean: 16, unit: null }] } });
  });
});

describe('grow', () => {
  it('takes what the seed reaches through faces', async () => {
    const result = await run({ method: 'grow', seedIjk: [1, 0, 0], lower: 10, upper: 30 });
    expect(result.ok && [...result.value.labelmap.data]).toEqual(
      [0, 1, 1, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0].map((v, p) => (p === 8 ? 1 : v)),
    );
  });

  it('refuses a seed that is no voxel', async () => {
    for (const seedIjk of [
      [4, 0, 0],
      [0, -1, 0],
      [0, 0, 0.5],
    ] as const) {
      expect(await run({ method: 'grow', seedIjk, lower: 0, upper: 1 })).toMatchObject({
        failure: { code: 'SEED_OUTSIDE' },
      });
    }
  });

  it('says where the seed itself lies outside the bounds', async () => {
    expect(await run({ method: 'grow', seedIjk: [0, 0, 0], lower: 50, upper: 60 })).toMatchObject({
      failure: { code: 'NOTHING_FOUND' },
    });
  });

  it('derives bounds from the surroundings of the seed, at least 30 HU either side', () => {
    const even = volumeOf(new Int16Array(16).fill(40));
    expect(seedBounds(even, [1, 1, 1])).toEqual({ lower: 10, upper: 70 });
  });

  it('derives bounds that contain the seed', () => {
    const data = new Int16Array(16).fill(40);
    data[0] = 900;
    const { lower, upper } = seedBounds(volumeOf(data), [0, 0, 0]);
    expect(lower).toBeLessThan(40);
    expect(upper).toBeGreaterThanOrEqual(900);
  });
});

describe('every method', () => {
  it.each(['lungs', 'bone'] as const)('%s refuses what is not CT', async (method) => {
    expect(await run({ method }, volumeOf(values), 'MR')).toMatchObject({
      failure: { code: 'WRONG_MODALITY' },
    });
  });

  it.each([
    { method: 'lungs' },
    { method: 'bone' },
    { method: 'body' },
    { method: 'threshold', lower: 0, upper: null },
    { method: 'grow', seedIjk: [0, 0, 0], lower: null, upper: null },
  ] as const)('stops when asked: $method', async (request) => {
    const volume = volumeOf(values);
    const result = await segmentVolume({
      volume,
      modality: 'CT',
      request,
      kernels,
      signal: AbortSignal.abort(),
    });
    expect(result).toMatchObject({ ok: false, failure: { code: 'CANCELLED' } });
  });

  it('reports progress that never falls', async () => {
    const seen: number[] = [];
    const request = { method: 'threshold', lower: 0, upper: null } as const;
    await segmentVolume({
      volume: volumeOf(values),
      modality: 'CT',
      request,
      kernels,
      onProgress: (part) => seen.push(part),
    });
    expect(seen.length).toBeGreaterThan(0);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toBeLessThanOrEqual(1);
  });
});
