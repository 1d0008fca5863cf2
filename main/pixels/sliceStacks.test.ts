import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cross, dot, invertAffine, scale, add, transformPoint, type Vec3 } from '../domain/space.ts';
import type { SliceFacts } from './sliceFacts.ts';
import { stackSlices, type SliceStack } from './sliceStacks.ts';
import { axialSlice } from './testing/slices.ts';

const codesOf = (stack: SliceStack | undefined): readonly string[] =>
  stack?.findings.map(({ code }) => code) ?? [];
const findingOf = (stack: SliceStack | undefined, code: string) =>
  stack?.findings.find((finding) => finding.code === code);

function only(slices: readonly SliceFacts[]): SliceStack {
  const stacks = stackSlices(slices);
  expect(stacks).toHaveLength(1);
  return stacks[0] as SliceStack;
}

describe('an even stack', () => {
  test('is ordered by position along the normal, not by InstanceNumber', () => {
    const stack = only([10, 0, 5].map((z, index) => axialSlice(z, { instanceNumber: index })));
    expect(stack.ids).toEqual(['z0', 'z5', 'z10']);
    expect(stack.findings).toEqual([]);
    expect(stack.geometry).toEqual({
      dims: [3, 4, 3],
      spacingMm: [0.7, 0.5, 5],
      ijkToLps: [0.7, 0, 0, 0, 0, 0.5, 0, 0, 0, 0, 5, 0, -100, -120, 0, 1],
      sliceDistanceMm: 5,
      tiltDeg: 0,
    });
  });

  test('ascends along row x column, whichever way that points', () => {
    const feetFirst = [0, 5, 10].map((z) => axialSlice(z, { imageOrientationPatient: [1, 0, 0, 0, -1, 0] }));
    expect(only(feetFirst).ids).toEqual(['z10', 'z5', 'z0']);
  });

  test('stays even when positions are written rounded', () => {
    const stack = only([0, 0.6, 1.3, 1.9, 2.5].map((z) => axialSlice(z)));
    expect(stack.findings).toEqual([]);
    expect(stack.geometry?.sliceDistanceMm).toBeCloseTo(0.625, 10);
  });

  test('maps voxels where the slices say, for any orientation, spacing and tilt', () => {
    const number = (min: number, max: number): fc.Arbitrary<number> =>
      fc.double({ min, max, noNaN: true, noDefaultInfinity: true });
    const cases = fc.record({
      yaw: number(-3, 3),
      pitch: number(-1.5, 1.5),
      origin: fc.tuple(number(-300, 300), number(-300, 300), number(-300, 300)),
      spacing: fc.tuple(number(0.1, 3), number(0.1, 3)),
      step: number(0.5, 10),
      shear: number(-0.5, 0.5),
      count: fc.integer({ min: 2, max: 12 }),
    });
    fc.assert(
      fc.property(cases, ({ yaw, pitch, origin, spacing, step, shear, count }) => {
        const row: Vec3 = [Math.cos(yaw), Math.sin(yaw), 0];
        const column: Vec3 = [
          -Math.sin(yaw) * Math.cos(pitch),
          Math.cos(yaw) * Math.cos(pitch),
          Math.sin(pitch),
        ];
        const axis = add(scale(cross(row, column), step), scale(column, shear * step));
        const slices = Array.from({ length: count }, (_, k) =>
          axialSlice(k, {
            imagePositionPatient: add(origin, scale(axis, k)),
            imageOrientationPatient: [...row, ...column],
            pixelSpacingMm: spacing,
          }),
        );
        const stack = only(slices.toReversed());
        expect(stack.ids).toEqual(slices.map(({ id }) => id));
        const { ijkToLps, sliceDistanceMm } = stack.geometry ?? { ijkToLps: [], sliceDistanceMm: 0 };
        expect(sliceDistanceMm).toBeCloseTo(step, 6);
        const last = add(origin, scale(axis, count - 1));
        const corner = add(add(last, scale(row, 2 * spacing[1])), scale(column, 3 * spacing[0]));
        const mapped = transformPoint(ijkToLps, [2, 3, count - 1]);
        for (const axisIndex of [0, 1, 2] as const)
          expect(mapped[axisIndex]).toBeCloseTo(corner[axisIndex], 6);
        const back = transformPoint(invertAffine(ijkToLps) ?? [], mapped);
        expect(back[0]).toBeCloseTo(2, 6);
        expect(back[2]).toBeCloseTo(count - 1, 6);
      }),
      { numRuns: 200 },
    );
  });
});

describe('what keeps slices from being a volume', () => {
  test('a gap is told with its size and place count, and not bridged', () => {
    const stack = only([0, 5, 10, 20, 25, 45].map((z) => axialSlice(z)));
    expect(stack.geometry).toBeNull();
    expect(findingOf(stack, 'GAP')?.details).toEqual({ places: 2, missing: 4, largestMm: 20, spacingMm: 5 });
  });

  test('uneven distances are told with the smallest and largest', () => {
    const stack = only([0, 5, 11, 16, 22].map((z) => axialSlice(z)));
    expect(stack.geometry).toBeNull();
    expect(findingOf(stack, 'UNEVEN_SPACING')?.details).toEqual({ smallestMm: 5, largestMm: 6 });
  });

  test('slices in one place that nothing tells apart are told and stay together', () => {
    const slices = [0, 5, 5, 10].map((z, index) =>
      axialSlice(z, { id: `s${index}`, instanceNumber: 4 - index }),
    );
    const stack = only(slices);
    expect(stack.ids).toEqual(['s0', 's2', 's1', 's3']);
    expect(stack.geometry).toBeNull();
    expect(findingOf(stack, 'DUPLICATE_POSITIONS')?.details).toEqual({ places: 1, extra: 1 });
  });

  test('slices shifted sideways are told', () => {
    const slices = [0, 5, 10, 15].map((z, index) =>
      axialSlice(z, { imagePositionPatient: [index === 2 ? -90 : -100, -120, z] }),
    );
    expect(findingOf(only(slices), 'SHIFTED_SLICES')?.details).toEqual({ shiftMm: 10 });
  });

  test('a single slice, a missing spacing and a spacing of zero are told', () => {
    expect(codesOf(only([axialSlice(0)]))).toEqual(['SINGLE_SLICE']);
    const withSpacing = (pixelSpacingMm: SliceFacts['pixelSpacingMm']) =>
      only([0, 5, 10].map((z) => axialSlice(z, { pixelSpacingMm })));
    expect(codesOf(withSpacing(null))).toEqual(['NO_SPACING']);
    expect(codesOf(withSpacing([0, 0]))).toEqual(['NO_SPACING']);
    expect(withSpacing([0.5, NaN]).geometry).toBeNull();
  });

  test.each([
    ['zero', [0, 0, 0, 0, 0, 0]],
    ['sheared', [1, 0, 0, 0.5, 0.866, 0]],
    ['no unit vectors', [2, 0, 0, 0, 2, 0]],
    ['too short', [1, 0, 0]],
    ['not numbers', [NaN, 0, 0, 0, 1, 0]],
  ])('an orientation that is %s is told and not used', (_, imageOrientationPatient) => {
    const slices = [2, 1, 3].map((instanceNumber) =>
      axialSlice(instanceNumber, { imageOrientationPatient, instanceNumber }),
    );
    const stack = only(slices);
    expect(codesOf(stack)).toContain('ORIENTATION_INVALID');
    expect(stack.geometry).toBeNull();
    expect(stack.ids).toEqual(['z1', 'z2', 'z3']);
  });

  test('images without a position are in order of number and frame', () => {
    const image = (id: string, instanceNumber: number, frameIndex: number): SliceFacts =>
      axialSlice(0, {
        id,
        instanceNumber,
        frameIndex,
        imagePositionPatient: null,
        imageOrientationPatient: null,
      });
    const stack = only([image('c', 2, 0), image('b', 1, 1), image('a', 1, 0)]);
    expect(stack.ids).toEqual(['a', 'b', 'c']);
    expect(codesOf(stack)).toEqual(['NO_POSITION', 'NO_ORIENTATION']);
  });
});

describe('a tilted gantry', () => {
  const tilt = (20 * Math.PI) / 180;
  const orientation = [1, 0, 0, 0, Math.cos(tilt), Math.sin(tilt)];

  test('is told in degrees and kept as a sheared volume', () => {
    const slices = [0, 5, 10, 15].map((z) =>
      axialSlice(z, { imageOrientationPatient: orientation, gantryDetectorTiltDeg: -20 }),
    );
    const stack = only(slices);
    expect(findingOf(stack, 'GANTRY_TILT')?.details).toEqual({ tiltDeg: 20, headerTiltDeg: -20 });
    expect(stack.geometry?.tiltDeg).toBeCloseTo(20, 6);
    expect(stack.geometry?.sliceDistanceMm).toBeCloseTo(5 * Math.cos(tilt), 6);
    expect(transformPoint(stack.geometry?.ijkToLps ?? [], [0, 0, 3])).toEqual([-100, -120, 15]);
  });

  test('is none where the positions follow the tilted normal', () => {
    const normal = cross([1, 0, 0], [0, Math.cos(tilt), Math.sin(tilt)]);
    const slices = [0, 5, 10].map((distance) =>
      axialSlice(distance, {
        imageOrientationPatient: orientation,
        imagePositionPatient: scale(normal, distance),
        gantryDetectorTiltDeg: 20,
      }),
    );
    const stack = only(slices);
    expect(stack.findings).toEqual([]);
    const axis = transformPoint(stack.geometry?.ijkToLps ?? [], [0, 0, 1]);
    expect(dot(axis, normal)).toBeCloseTo(5, 9);
  });
});

describe('a series of several stacks', () => {
  test('is split where orientation, size, spacing or frame of reference differ, and says so', () => {
    const axial = [0, 5, 10].map((z) => axialSlice(z));
    const sagittal = [0, 4].map((x) =>
      axialSlice(x, {
        id: `x${x}`,
        imagePositionPatient: [x, 0, 0],
        imageOrientationPatient: [0, 1, 0, 0, 0, -1],
      }),
    );
    const large = [0, 5].map((z) => axialSlice(z, { id: `large${z}`, rows: 8 }));
    const coarse = axialSlice(0, { id: 'coarse', pixelSpacingMm: [1, 1.4] });
    const elsewhere = axialSlice(0, { id: 'elsewhere', frameOfReferenceUid: '9.9' });
    const stacks = stackSlices([coarse, ...sagittal, ...large, elsewhere, ...axial]);
    expect(stacks.map(({ ids }) => ids)).toEqual([
      ['z0', 'z5', 'z10'],
      ['x0', 'x4'].toReversed(),
      ['large0', 'large5'],
      ['coarse'],
      ['elsewhere'],
    ]);
    expect(codesOf(stacks[0])).toEqual([
      'MIXED_ORIENTATION',
      'MIXED_SIZE',
      'MIXED_SPACING',
      'MIXED_FRAME_OF_REFERENCE',
    ]);
    expect(stacks[0]?.geometry).not.toBeNull();
  });

  test.each([
    ['temporalPositionIndex', [1, 2, 3]],
    ['echoTimeMs', [10, 30, 90]],
    ['diffusionBValue', [0, 500, 1000]],
    ['triggerTimeMs', [0, 40, 80]],
    ['acquisitionNumber', [1, 2, 3]],
    ['imageType', ['ORIGINAL\\PRIMARY\\IN_PHASE', 'ORIGINAL\\PRIMARY\\OUT_PHASE', 'DERIVED\\PRIMARY\\WATER']],
  ])('is split by %s where slices coincide', (attribute, values) => {
    const slices = [0, 5, 10, 15].flatMap((z) =>
      values.map((value) => axialSlice(z, { id: `${value}@${z}`, [attribute]: value })),
    );
    const stacks = stackSlices(slices);
    expect(stacks.map(({ distinctBy }) => distinctBy)).toEqual(
      values.toSorted((a, b) => (a < b ? -1 : 1)).map((value) => ({ [attribute]: value })),
    );
    expect(stacks.every(({ geometry }) => geometry?.dims[2] === 4)).toBe(true);
    expect(codesOf(stacks[0])).toEqual(['SEVERAL_PHASES']);
  });

  test('is split by two attributes where one does not do', () => {
    const slices = [0, 5].flatMap((z) =>
      [10, 30].flatMap((echoTimeMs) =>
        [1, 2].map((acquisitionNumber) =>
          axialSlice(z, { id: `${z}/${echoTimeMs}/${acquisitionNumber}`, echoTimeMs, acquisitionNumber }),
        ),
      ),
    );
    expect(stackSlices(slices).map(({ distinctBy }) => distinctBy)).toEqual([
      { echoTimeMs: 10, acquisitionNumber: 1 },
      { echoTimeMs: 10, acquisitionNumber: 2 },
      { echoTimeMs: 30, acquisitionNumber: 1 },
      { echoTimeMs: 30, acquisitionNumber: 2 },
    ]);
  });

  test('is split by the order of acquisition where every slice has a time of its own', () => {
    const slices = [0, 5, 10].flatMap((z, place) =>
      [0, 1].map((phase) =>
        axialSlice(z, { id: `${phase}@${z}`, acquisitionTime: `1200${phase}${place}`, acquisitionNumber: 1 }),
      ),
    );
    expect(stackSlices(slices).map(({ ids, distinctBy }) => [ids, distinctBy])).toEqual([
      [['0@0', '0@5', '0@10'], { phase: 1 }],
      [['1@0', '1@5', '1@10'], { phase: 2 }],
    ]);
  });

  test('is not split by times that differ from slice to slice of one stack', () => {
    const slices = [0, 5, 10].map((z) =>
      axialSlice(z, { acquisitionTime: `12000${z}`, acquisitionNumber: z }),
    );
    expect(only(slices).findings).toEqual([]);
  });

  test('every slice is in exactly one stack, whatever the headers say', () => {
    const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { nil: null });
    const slice = fc.record({
      imagePositionPatient: maybe(fc.tuple(fc.double(), fc.constant(0), fc.integer({ min: -3, max: 3 }))),
      imageOrientationPatient: maybe(
        fc.oneof(fc.constant([1, 0, 0, 0, 1, 0]), fc.array(fc.double(), { maxLength: 7 })),
      ),
      pixelSpacingMm: maybe(fc.tuple(fc.double(), fc.double())),
      echoTimeMs: maybe(fc.integer({ min: 0, max: 2 })),
      acquisitionTime: maybe(fc.string({ maxLength: 1 })),
      rows: fc.integer({ min: 1, max: 2 }),
    });
    fc.assert(
      fc.property(fc.array(slice, { maxLength: 20 }), (others) => {
        const slices = others.map((other, index) => axialSlice(0, { ...other, id: `s${index}` }));
        const ids = stackSlices(slices).flatMap((stack) => stack.ids);
        expect(ids.toSorted()).toEqual(slices.map(({ id }) => id).toSorted());
      }),
    );
  });
});
