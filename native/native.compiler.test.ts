import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureKernels } from './build.ts';
import { findKernels, makeTwinKernels, type GridDims, type GridValues, type Kernels } from './index.ts';

const twin = makeTwinKernels('test');
const folder = mkdtempSync(join(tmpdir(), 'axial-kernels-'));
let native: Kernels;

beforeAll(() => {
  ensureKernels(folder);
  native = findKernels(folder);
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Long enough along i for words of 64 bits, deep enough along k for several threads. */
const grids = fc
  .tuple(fc.integer({ min: 1, max: 140 }), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
  .chain(([ni, nj, nk]) =>
    fc.record({
      dims: fc.constant<GridDims>([ni, nj, nk]),
      seed: fc.integer(),
      density: fc.constantFrom(0.02, 0.2, 0.5, 0.8, 0.98, 1),
    }),
  )
  .map(({ dims, seed, density }) => ({ dims, mask: randomMask(dims[0] * dims[1] * dims[2], seed, density) }));

function randomMask(voxels: number, seed: number, density: number): Uint8Array {
  let state = seed | 0;
  return new Uint8Array(voxels).map(() => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 8) / 0x1000000 < density ? 1 : 0;
  });
}

const connectivities = fc.constantFrom<6 | 26>(6, 26);

describe('the compiled kernels equal their twins', () => {
  it('labelling', () => {
    fc.assert(
      fc.property(grids, connectivities, ({ dims, mask }, connectivity) => {
        const [a, b] = [new Uint32Array(mask.length).fill(5), new Uint32Array(mask.length)];
        expect(native.label({ mask, dims, connectivity, labels: a })).toBe(
          twin.label({ mask, dims, connectivity, labels: b }),
        );
        expect(a).toEqual(b);
      }),
    );
  });

  it('growing, in every element type', () => {
    const types = [Int8Array, Uint8Array, Int16Array, Uint16Array, Int32Array, Float32Array];
    fc.assert(
      fc.property(
        grids,
        connectivities,
        fc.nat(),
        fc.constantFrom(...types),
        ({ dims, mask }, connectivity, at, Type) => {
          const values: GridValues = new Type(
            Array.from(mask, (value) => value * 100 - 3 * Number(value === 0)),
          );
          const seeds = Uint32Array.of(at % mask.length, (at * 7) % mask.length);
          const task = { values, dims, lower: 50, upper: 100, seeds, connectivity };
          const [a, b] = [new Uint8Array(mask.length).fill(5), new Uint8Array(mask.length)];
          expect(native.grow({ ...task, out: a })).toBe(twin.grow({ ...task, out: b }));
          expect(a).toEqual(b);
        },
      ),
    );
  });

  it('morphology, also in place', () => {
    fc.assert(
      fc.property(
        grids,
        fc.constantFrom('erode', 'dilate', 'open', 'close'),
        fc.constantFrom<6 | 18 | 26>(6, 18, 26),
        fc.integer({ min: 0, max: 3 }),
        ({ dims, mask }, operation, element, iterations) => {
          const a = mask.slice();
          const b = new Uint8Array(mask.length);
          native.morphology({ operation, mask: a, dims, element, iterations, out: a });
          twin.morphology({ operation, mask, dims, element, iterations, out: b });
          expect(a).toEqual(b);
        },
      ),
    );
  });

  it('hole filling', () => {
    const limits = fc.constantFrom(null, 0, 1, 3);
    fc.assert(
      fc.property(
        grids,
        fc.constantFrom('slice', 'volume'),
        limits,
        ({ dims, mask }, mode, maxHoleVoxels) => {
          const [a, b] = [mask.slice(), new Uint8Array(mask.length)];
          expect(native.fillHoles({ mask: a, dims, mode, maxHoleVoxels, out: a })).toBe(
            twin.fillHoles({ mask, dims, mode, maxHoleVoxels, out: b }),
          );
          expect(a).toEqual(b);
        },
      ),
    );
  });

  it('distance, to the last bit', () => {
    const spacings = fc.tuple(
      fc.double({ min: 0.1, max: 5 }),
      fc.double({ min: 0.1, max: 5 }),
      fc.double({ min: 0.1, max: 5 }),
    );
    fc.assert(
      fc.property(
        grids,
        spacings.filter((mm) => mm.every(Number.isFinite)),
        ({ dims, mask }, spacingMm) => {
          const [a, b] = [new Float32Array(mask.length), new Float32Array(mask.length)];
          native.distance({ mask, dims, spacingMm, out: a });
          twin.distance({ mask, dims, spacingMm, out: b });
          expect(a).toEqual(b);
        },
      ),
    );
  });

  it('keeping components', () => {
    fc.assert(
      fc.property(
        grids,
        connectivities,
        fc.boolean(),
        fc.boolean(),
        fc.integer({ min: 0, max: 4 }),
        (grid, connectivity, largestOnly, marked, minVoxels) => {
          const { dims, mask } = grid;
          const marker = marked ? randomMask(mask.length, mask.length, 0.1) : null;
          const task = { mask, dims, connectivity, largestOnly, minVoxels, marker };
          const [a, b] = [new Uint8Array(mask.length), new Uint8Array(mask.length)];
          expect(native.keepComponents({ ...task, out: a })).toBe(twin.keepComponents({ ...task, out: b }));
          expect(a).toEqual(b);
        },
      ),
    );
  });
});

describe('the compiled kernels', () => {
  it('write into shared memory', () => {
    const mask = new Uint8Array(new SharedArrayBuffer(8)).fill(1);
    const labels = new Uint32Array(new SharedArrayBuffer(32));
    expect(native.label({ mask, dims: [2, 2, 2], connectivity: 6, labels })).toBe(1);
    expect([...labels]).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
  });

  it('write into a window of a larger buffer and nowhere else', () => {
    const whole = new Uint8Array(12).fill(7);
    native.morphology({
      operation: 'dilate',
      mask: Uint8Array.of(0, 1, 0, 0),
      dims: [4, 1, 1],
      element: 6,
      iterations: 1,
      out: whole.subarray(4, 8),
    });
    expect([...whole]).toEqual([7, 7, 7, 7, 1, 1, 1, 0, 7, 7, 7, 7]);
  });

  it('are built once and found again', () => {
    expect(native.engine).toBe('native');
    expect(ensureKernels(folder).kind).toBe('cached');
  });
});
