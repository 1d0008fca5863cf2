import { describe, expect, it } from 'vitest';
import { applyLabelDelta, decodeLabelDelta, invertLabelDelta } from '../../main/domain/labelDelta.ts';
import type { BytesInit } from '../../preload/contract/contract.ts';
import { revisionHeader } from '../../preload/contract/bytes.ts';
import { planSlices } from '../viewport/slicePlane.ts';
import { beginStroke } from './brushStroke.ts';
import { createLabelmaps } from './labelmaps.ts';

const dims = [10, 8, 3] as const;
const grid = { dims, ijkToLps: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 3, 0, 0, 0, 0, 1] };
const voxels = 240;

function axialPlan(): NonNullable<ReturnType<typeof planSlices>> {
  const plan = planSlices(grid, 'axial');
  if (plan === null) throw new Error('no plane');
  return plan;
}

describe('a brush stroke', () => {
  const stroke = (data: Uint8Array, label: number): ReturnType<typeof beginStroke> =>
    beginStroke({
      grid,
      data,
      plan: axialPlan(),
      slice: 1,
      label,
      only: 1,
      radiusMm: 2,
      columnSizeMm: 1,
      rowSizeMm: 1,
    });

  it('changes one slice only, and its inverse takes all of it back', () => {
    const data = new Uint8Array(voxels);
    const made = stroke(data, 1);
    made.moveTo([2, 3]);
    made.moveTo([6, 3]);
    const delta = made.finish();
    expect(data.subarray(0, 80).every((label) => label === 0)).toBe(true);
    expect(data.subarray(160).every((label) => label === 0)).toBe(true);
    expect(data.reduce((sum, label) => sum + label, 0)).toBe(
      delta.reduce((sum, { length }) => sum + length, 0),
    );
    applyLabelDelta(data, invertLabelDelta(delta));
    expect(data.every((label) => label === 0)).toBe(true);
  });

  it('leaves other segments alone, painting and erasing', () => {
    const data = new Uint8Array(voxels).fill(2, 80, 120).fill(1, 120, 160);
    const before = data.slice();
    const painted = stroke(data, 1);
    painted.moveTo([5, 3]);
    expect(painted.finish()).toEqual([]);
    expect(data).toEqual(before);
    const erased = stroke(data, 0);
    erased.moveTo([5, 4]);
    erased.finish();
    expect(data.subarray(80, 120)).toEqual(before.subarray(80, 120));
    expect(data.subarray(120, 160).includes(0)).toBe(true);
  });

  it('puts back what was there when it is given up', () => {
    const data = new Uint8Array(voxels);
    const made = stroke(data, 1);
    made.moveTo([5, 5]);
    made.cancel();
    expect(data.every((label) => label === 0)).toBe(true);
  });
});

describe('labelmaps', () => {
  /** Services that hold one labelmap, as the contract describes. */
  function services(): {
    revision: number;
    readonly data: Uint8Array<ArrayBuffer>;
    readonly bytes: (url: string, init?: BytesInit) => Promise<Response>;
  } {
    const held = {
      revision: 1,
      data: new Uint8Array(voxels),
      bytes: async (_: string, init?: BytesInit): Promise<Response> => {
        if (init?.method !== 'PUT') {
          return new Response(held.data.slice(), { headers: { [revisionHeader]: String(held.revision) } });
        }
        if (Number(init.headers?.[revisionHeader]) !== held.revision)
          return new Response('{}', { status: 409 });
        const delta = decodeLabelDelta(init.body ?? new Uint8Array(), voxels);
        if (!delta.ok) return new Response('{}', { status: 400 });
        applyLabelDelta(held.data, delta.value);
        held.revision += 1;
        return Response.json({ revision: held.revision });
      },
    };
    return held;
  }
  const load = { findingId: 'f', url: '/bytes/labelmap/f', revision: 1, grid };
  const change = [{ start: 5, length: 3, before: 0, after: 1 }];

  it('send one change after the other, each on the revision that the one before brought', async () => {
    const held = services();
    const labelmaps = createLabelmaps(held);
    await labelmaps.load(load);
    const results = await Promise.all([
      labelmaps.apply('f', change),
      labelmaps.apply('f', invertLabelDelta(change)),
      labelmaps.apply('f', change),
    ]);
    expect(results).toEqual([null, null, null]);
    expect(held.revision).toBe(4);
    expect(labelmaps.get('f')?.revision).toBe(4);
    expect(labelmaps.get('f')?.data).toEqual(held.data);
  });

  it('are not read back over what this page sent itself', async () => {
    const held = services();
    const labelmaps = createLabelmaps(held);
    await labelmaps.load(load);
    const before = labelmaps.get('f')?.data;
    const sent = labelmaps.apply('f', change);
    await labelmaps.load({ ...load, revision: 2 });
    await sent;
    expect(labelmaps.get('f')?.data).toBe(before);
  });

  it('read anew and say CONFLICT when someone else changed them', async () => {
    const held = services();
    const labelmaps = createLabelmaps(held);
    await labelmaps.load(load);
    held.revision = 7;
    held.data[100] = 3;
    const failure = await labelmaps.apply('f', change);
    expect(failure?.code).toBe('CONFLICT');
    expect(labelmaps.get('f')?.revision).toBe(7);
    expect(labelmaps.get('f')?.data).toEqual(held.data);
  });

  it('refuse bytes that do not fit the grid', async () => {
    const held = services();
    const labelmaps = createLabelmaps(held);
    const failure = await labelmaps.load({ ...load, grid: { ...grid, dims: [10, 8, 4] } });
    expect(failure?.code).toBe('PIXELS_TRUNCATED');
    expect(labelmaps.get('f')).toBeNull();
  });
});
