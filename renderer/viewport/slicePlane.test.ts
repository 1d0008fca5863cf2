import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { affine, transformPoint, type Vec3 } from '../../main/domain/space.ts';
import { fitView, imageToCanvas, lettersOf } from '../tools/viewTransform.ts';
import { planOfFrame } from './planOfFrame.ts';
import {
  geometryOfSlice,
  placeOfVoxel,
  planeNames,
  planSlices,
  readSlice,
  slabSlices,
  voxelAt,
  type PlaneName,
  type VoxelGrid,
} from './slicePlane.ts';

const dims = [5, 4, 3] as const;
const signs = fc.constantFrom(1, -1);
const orders = fc.constantFrom([0, 1, 2], [1, 2, 0], [2, 0, 1], [0, 2, 1], [2, 1, 0], [1, 0, 2]);

/** A grid whose voxel axes run along patient axes in any order and direction, as scanners make them. */
const anyGrid: fc.Arbitrary<VoxelGrid> = fc
  .tuple(orders, signs, signs, signs)
  .map(([order, ...directions]) => {
    const axes = order.map((axis, place): Vec3 => {
      const step = [0, 0, 0] as [number, number, number];
      step[axis] = (directions[place] ?? 1) * (0.5 + place);
      return step;
    });
    return {
      dims,
      ijkToLps: affine(axes[0] ?? [1, 0, 0], axes[1] ?? [0, 1, 0], axes[2] ?? [0, 0, 1], [7, 8, 9]),
    };
  });
const anyPlane = fc.constantFrom<PlaneName>(...planeNames);

/** Values that say where they lie in the patient: x + 100 y + 10000 z. */
function valueAt([x, y, z]: Vec3): number {
  return Math.round(x * 2 + 100 * y * 2 + 10_000 * z * 2);
}

function volumeOf(grid: VoxelGrid): VoxelGrid & { readonly data: Int32Array } {
  const data = new Int32Array(60);
  for (let k = 0, at = 0; k < 3; k++) {
    for (let j = 0; j < 4; j++) {
      for (let i = 0; i < 5; i++) data[at++] = valueAt(transformPoint(grid.ijkToLps, [i, j, k]));
    }
  }
  return { ...grid, data };
}

const expected: Readonly<Record<PlaneName, string>> = {
  axial: 'R L A P',
  coronal: 'R L H F',
  sagittal: 'A P H F',
};

describe('the planes of a volume', () => {
  it('show the patient as readers expect, however the voxels run', () => {
    fc.assert(
      fc.property(anyGrid, anyPlane, (grid, name) => {
        const plan = planSlices(grid, name);
        const geometry = plan === null ? null : geometryOfSlice(plan, grid, 0);
        if (geometry === null) throw new Error('no plane');
        const map = imageToCanvas(geometry, fitView, { width: 300, height: 300 });
        const letters = lettersOf(geometry, map);
        expect([letters?.left, letters?.right, letters?.top, letters?.bottom].join(' ')).toBe(expected[name]);
      }),
    );
  });

  it('read the voxel that lies where they say', () => {
    fc.assert(
      fc.property(anyGrid, anyPlane, fc.nat(2), (grid, name, number) => {
        const volume = volumeOf(grid);
        const plan = planSlices(grid, name);
        if (plan === null) throw new Error('no plane');
        const slice = number % plan.count;
        const geometry = geometryOfSlice(plan, grid, slice);
        const pixels = readSlice(volume, plan, { slice, slices: 1, projection: 'maximum' });
        for (let row = 0; row < plan.rows; row++) {
          for (let column = 0; column < plan.columns; column++) {
            const ijk = voxelAt(plan, grid, { column, row, slice });
            expect(placeOfVoxel(plan, grid, ijk)).toEqual({ column, row, slice });
            const shown = pixels.data[row * plan.columns + column];
            expect(shown).toBe(valueAt(transformPoint(grid.ijkToLps, ijk)));
            const right = geometry?.columnStepLps ?? [0, 0, 0];
            const down = geometry?.rowStepLps ?? [0, 0, 0];
            const origin = geometry?.positionLps ?? [0, 0, 0];
            const lps = [0, 1, 2].map(
              (axis) => (origin[axis] ?? 0) + column * (right[axis] ?? 0) + row * (down[axis] ?? 0),
            ) as unknown as Vec3;
            expect(shown).toBe(valueAt(lps));
          }
        }
      }),
    );
  });

  it('count the slices of the acquired plane as the stack does', () => {
    fc.assert(
      fc.property(anyGrid, anyPlane, (grid, name) => {
        const plan = planSlices(grid, name);
        fc.pre(plan?.axes[2].voxelAxis === 2);
        expect(plan?.axes[2].backwards).toBe(false);
      }),
    );
  });

  it('keep a tilted gantry sheared as it lies in the patient', () => {
    const grid = { dims, ijkToLps: affine([1, 0, 0], [0, 1, 0], [0, 0.5, 2], [0, 0, 0]) };
    const plan = planSlices(grid, 'sagittal');
    const geometry = plan === null ? null : geometryOfSlice(plan, grid, 0);
    expect(geometry?.columnStep).toEqual([1, 0]);
    expect(geometry?.rowStep[0]).toBeCloseTo(-0.5, 9);
    expect(geometry?.rowStep[1]).toBeCloseTo(2, 9);
  });
});

describe('a slab', () => {
  const grid = { dims, ijkToLps: affine([1, 0, 0], [0, 1, 0], [0, 0, 2], [0, 0, 0]) };
  const plan = planSlices(grid, 'axial');
  if (plan === null) throw new Error('no plane');

  it('is an odd number of slices within its thickness', () => {
    expect([0, 1, 3.9, 4, 8, 9].map((mm) => slabSlices(plan, mm))).toEqual([1, 1, 1, 3, 5, 5]);
  });

  it('projects what its slices hold, and no more at the ends of the volume', () => {
    const data = Int16Array.from({ length: 60 }, (_, index) => ((index * 37) % 101) - 50);
    for (const slice of [0, 1, 2]) {
      const members = [slice - 1, slice, slice + 1].filter((k) => k >= 0 && k < 3);
      for (let at = 0; at < 20; at++) {
        const values = members.map((k) => data[k * 20 + at] ?? 0);
        const shown = (['maximum', 'minimum', 'mean'] as const).map(
          (projection) => readSlice({ ...grid, data }, plan, { slice, slices: 3, projection }).data[at],
        );
        const mean = Math.round(values.reduce((sum, value) => sum + value, 0) / values.length) + 0;
        expect(shown).toEqual([Math.max(...values), Math.min(...values), mean]);
      }
    }
  });
});

describe('labels on a frame', () => {
  it('are found on the slice that lies on it, whichever way the frame runs', () => {
    fc.assert(
      fc.property(anyGrid, fc.nat(2), fc.boolean(), (grid, slice, reversed) => {
        const steps = [0, 4].map((at) => grid.ijkToLps.slice(at, at + 3) as unknown as Vec3);
        const [columnStepLps = [0, 0, 0], rowStepLps = [0, 0, 0]] = steps;
        const first: Vec3 = [reversed ? 4 : 0, 0, slice];
        const found = planOfFrame(grid, {
          columns: 5,
          rows: 4,
          columnStep: [1, 0],
          rowStep: [0, 1],
          spacingMm: [1, 1],
          columnStepLps: reversed ? [-columnStepLps[0], -columnStepLps[1], -columnStepLps[2]] : columnStepLps,
          rowStepLps,
          positionLps: transformPoint(grid.ijkToLps, first),
        });
        expect(found?.slice).toBe(slice);
        expect(found === null ? null : voxelAt(found.plan, grid, { column: 0, row: 0, slice })).toEqual(
          first,
        );
      }),
    );
  });

  it('are not drawn where the frame lies between slices', () => {
    const grid = { dims, ijkToLps: affine([1, 0, 0], [0, 1, 0], [0, 0, 2], [0, 0, 0]) };
    const frame = {
      columns: 5,
      rows: 4,
      columnStep: [1, 0] as const,
      rowStep: [0, 1] as const,
      spacingMm: [1, 1] as const,
      columnStepLps: [1, 0, 0] as const,
      rowStepLps: [0, 1, 0] as const,
    };
    expect(planOfFrame(grid, { ...frame, positionLps: [0, 0, 1] })).toBeNull();
    expect(planOfFrame(grid, { ...frame, positionLps: [0.4, 0, 2] })).toBeNull();
    expect(planOfFrame(grid, { ...frame, positionLps: [0, 0, 2] })?.slice).toBe(1);
  });
});
