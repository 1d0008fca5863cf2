import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Connectivity, GridDims, Kernels, StructuringElement } from '../kernels.ts';
import { makeTwinKernels } from './twinKernels.ts';

const twin: Kernels = makeTwinKernels('test');

const grids = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 5 }))
  .chain(([ni, nj, nk]) =>
    fc.record({
      dims: fc.constant<GridDims>([ni, nj, nk]),
      mask: fc.uint8Array({ minLength: ni * nj * nk, maxLength: ni * nj * nk, max: 1 }),
    }),
  );

interface Offset {
  readonly di: number;
  readonly dj: number;
  readonly dk: number;
}

function offsets(element: StructuringElement): Offset[] {
  const far = element === 6 ? 1 : element === 18 ? 2 : 3;
  const steps = [-1, 0, 1];
  return steps
    .flatMap((dk) => steps.flatMap((dj) => steps.map((di) => ({ di, dj, dk }))))
    .filter(({ di, dj, dk }) => Math.abs(di) + Math.abs(dj) + Math.abs(dk) <= far)
    .filter(({ di, dj, dk }) => di !== 0 || dj !== 0 || dk !== 0);
}

function neighbours(p: number, [ni, nj, nk]: GridDims, element: StructuringElement): number[] {
  const i = p % ni;
  const j = Math.floor(p / ni) % nj;
  const k = Math.floor(p / (ni * nj));
  return offsets(element)
    .filter(
      ({ di, dj, dk }) =>
        i + di >= 0 && i + di < ni && j + dj >= 0 && j + dj < nj && k + dk >= 0 && k + dk < nk,
    )
    .map(({ di, dj, dk }) => p + di + ni * (dj + nj * dk));
}

/** Components voxel by voxel, in raster order: slow and plain. */
function bruteLabel(mask: Uint8Array, dims: GridDims, connectivity: Connectivity): number[] {
  const labels = Array.from<number>({ length: mask.length }).fill(0);
  let count = 0;
  for (let seed = 0; seed < mask.length; seed++) {
    if (mask[seed] === 0 || labels[seed] !== 0) continue;
    const queue = [seed];
    labels[seed] = ++count;
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      for (const next of neighbours(at, dims, connectivity)) {
        if (mask[next] === 0 || labels[next] !== 0) continue;
        labels[next] = count;
        queue.push(next);
      }
    }
  }
  return labels;
}

function bruteDilate(mask: Uint8Array, dims: GridDims, element: StructuringElement): Uint8Array {
  return mask.map((value, p) =>
    value !== 0 || neighbours(p, dims, element).some((q) => mask[q] !== 0) ? 1 : 0,
  );
}

describe('labelling', () => {
  it.each([6, 26] as const)(
    'numbers %i-connected components by their first voxel in raster order',
    (connectivity) => {
      fc.assert(
        fc.property(grids, ({ mask, dims }) => {
          const labels = new Uint32Array(mask.length).fill(7);
          const count = twin.label({ mask, dims, connectivity, labels });
          const expected = bruteLabel(mask, dims, connectivity);
          expect([...labels]).toEqual(expected);
          expect(count).toBe(Math.max(0, ...expected));
        }),
      );
    },
  );

  it('refuses a buffer that does not fit the grid', () => {
    const task = {
      mask: new Uint8Array(8),
      dims: [2, 2, 2],
      connectivity: 6,
      labels: new Uint32Array(7),
    } as const;
    expect(() => twin.label(task)).toThrow(RangeError);
  });
});

describe('growing', () => {
  it.each([6, 26] as const)('reaches what is %i-connected to a seed within bounds', (connectivity) => {
    fc.assert(
      fc.property(grids, fc.nat(), fc.nat(), ({ mask, dims }, first, second) => {
        const seeds = Uint32Array.of(first % mask.length, second % mask.length);
        const values = Int16Array.from(mask, (value) => (value === 0 ? -1000 : 40));
        const out = new Uint8Array(mask.length).fill(9);
        const reached = twin.grow({ values, dims, lower: 0, upper: 40, seeds, connectivity, out });
        const labels = bruteLabel(mask, dims, connectivity);
        const wanted = new Set([...seeds].map((seed) => labels[seed] ?? 0));
        expect([...out]).toEqual(labels.map((label) => (label !== 0 && wanted.has(label) ? 1 : 0)));
        expect(reached).toBe(out.filter((value) => value === 1).length);
      }),
    );
  });

  it('never enters NaN', () => {
    const out = new Uint8Array(3);
    const task = {
      values: Float32Array.of(1, Number.NaN, 1),
      dims: [3, 1, 1],
      connectivity: 6,
      out,
    } as const;
    expect(twin.grow({ ...task, lower: -Infinity, upper: Infinity, seeds: Uint32Array.of(0) })).toBe(1);
  });

  it('refuses a seed outside the grid', () => {
    const task = {
      values: new Int16Array(3),
      dims: [3, 1, 1],
      connectivity: 6,
      out: new Uint8Array(3),
    } as const;
    expect(() => twin.grow({ ...task, lower: 0, upper: 0, seeds: Uint32Array.of(3) })).toThrow(RangeError);
  });
});

describe('morphology', () => {
  it.each([6, 18, 26] as const)('dilates by element %i as often as asked', (element) => {
    fc.assert(
      fc.property(grids, fc.integer({ min: 0, max: 3 }), ({ mask, dims }, iterations) => {
        const out = new Uint8Array(mask.length);
        twin.morphology({ operation: 'dilate', mask, dims, element, iterations, out });
        let expected: Uint8Array = mask;
        for (let repeat = 0; repeat < iterations; repeat++) expected = bruteDilate(expected, dims, element);
        expect([...out]).toEqual([...expected]);
      }),
    );
  });

  it('erodes as the dual of dilation, so that the border of the grid erodes nothing', () => {
    fc.assert(
      fc.property(grids, fc.constantFrom<StructuringElement>(6, 18, 26), ({ mask, dims }, element) => {
        const eroded = new Uint8Array(mask.length);
        twin.morphology({ operation: 'erode', mask, dims, element, iterations: 1, out: eroded });
        const background = mask.map((value) => 1 - value);
        expect([...eroded]).toEqual([...bruteDilate(background, dims, element)].map((value) => 1 - value));
      }),
    );
  });

  it('opens and closes in place, and a second time changes nothing', () => {
    fc.assert(
      fc.property(grids, fc.constantFrom('open', 'close'), ({ mask, dims }, operation) => {
        const once = mask.slice();
        twin.morphology({ operation, mask: once, dims, element: 18, iterations: 1, out: once });
        const twice = new Uint8Array(mask.length);
        twin.morphology({ operation, mask: once, dims, element: 18, iterations: 1, out: twice });
        expect([...twice]).toEqual([...once]);
      }),
    );
  });

  it('works on rows longer than a word', () => {
    const mask = new Uint8Array(70);
    mask[31] = 1;
    mask[64] = 1;
    const out = new Uint8Array(70);
    twin.morphology({ operation: 'dilate', mask, dims: [70, 1, 1], element: 6, iterations: 2, out });
    expect([...out.keys()].filter((p) => out[p] === 1)).toEqual([29, 30, 31, 32, 33, 62, 63, 64, 65, 66]);
  });
});

describe('hole filling', () => {
  it('fills cavities that do not reach the border, in the volume', () => {
    fc.assert(
      fc.property(grids, ({ mask, dims }) => {
        const [ni, nj, nk] = dims;
        const background = mask.map((value) => 1 - value);
        const labels = bruteLabel(background, dims, 6);
        const open = new Set<number>();
        labels.forEach((label, p) => {
          const [i, j, k] = [p % ni, Math.floor(p / ni) % nj, Math.floor(p / (ni * nj))];
          if (i === 0 || j === 0 || k === 0 || i === ni - 1 || j === nj - 1 || k === nk - 1) open.add(label);
        });
        const out = new Uint8Array(mask.length);
        const filled = twin.fillHoles({ mask, dims, mode: 'volume', maxHoleVoxels: null, out });
        const expected = labels.map((label) => (label === 0 || !open.has(label) ? 1 : 0));
        expect([...out]).toEqual(expected);
        expect(filled).toBe(
          expected.filter((value) => value === 1).length - mask.filter((v) => v === 1).length,
        );
      }),
    );
  });

  it('fills a ring slice by slice although the tube is open at both ends, and only small holes when asked', () => {
    const ring = [1, 1, 1, 1, 0, 1, 1, 1, 1];
    const mask = Uint8Array.from([...ring, ...ring]);
    const out = new Uint8Array(18);
    const task = { mask, dims: [3, 3, 2], out } as const;
    expect(twin.fillHoles({ ...task, mode: 'volume', maxHoleVoxels: null })).toBe(0);
    expect(twin.fillHoles({ ...task, mode: 'slice', maxHoleVoxels: 0 })).toBe(0);
    expect(twin.fillHoles({ ...task, mode: 'slice', maxHoleVoxels: null })).toBe(2);
  });
});

describe('distance', () => {
  it('is that to the nearest background voxel, in mm', () => {
    const spacings = fc.tuple(...[1, 2, 3].map(() => fc.constantFrom(0.5, 0.7, 1, 3, 5))) as fc.Arbitrary<
      [number, number, number]
    >;
    fc.assert(
      fc.property(grids, spacings, ({ mask, dims }, spacingMm) => {
        const [ni, nj] = dims;
        const out = new Float32Array(mask.length);
        twin.distance({ mask, dims, spacingMm, out });
        const place = (p: number): number[] => [p % ni, Math.floor(p / ni) % nj, Math.floor(p / (ni * nj))];
        for (const [p, value] of out.entries()) {
          let nearest = mask[p] === 0 ? 0 : Infinity;
          mask.forEach((other, q) => {
            if (other !== 0) return;
            const [a, b] = [place(p), place(q)];
            nearest = Math.min(
              nearest,
              Math.hypot(...spacingMm.map((mm, axis) => mm * (a[axis]! - b[axis]!))),
            );
          });
          expect(value === nearest || Math.abs(value - nearest) < 1e-4).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('keeping components', () => {
  it('keeps those that are large enough or marked, or only the largest', () => {
    const mask = Uint8Array.of(1, 0, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1);
    const keep = (options: { minVoxels?: number; largestOnly?: boolean; marker?: Uint8Array }): string => {
      const out = new Uint8Array(12);
      const { minVoxels = 0, largestOnly = false, marker = null } = options;
      twin.keepComponents({ mask, dims: [12, 1, 1], connectivity: 6, minVoxels, largestOnly, marker, out });
      return out.join('');
    };
    expect(keep({})).toBe('101101110111');
    expect(keep({ minVoxels: 2 })).toBe('001101110111');
    expect(keep({ largestOnly: true })).toBe('000001110000');
    expect(keep({ marker: Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1) })).toBe('100000000111');
    expect(keep({ minVoxels: 4, largestOnly: true })).toBe('000000000000');
  });
});
