import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { voiFunctionOf, windowVoi, type VoiFunction } from './greyVoi.ts';

function shade(voiFunction: VoiFunction, center: number, width: number): (value: number) => number {
  const transform = windowVoi(center, width, voiFunction);
  if (transform === null) throw new Error('not a window');
  return voiFunctionOf(transform);
}

// Worked out by hand from the pseudo-code of PS3.3 C.11.2.1.2.1 for the standard's own examples.
describe('LINEAR', () => {
  test('center 2048, width 4096: 0 is black, 4095 white, the middle half way', () => {
    const grey = shade('LINEAR', 2048, 4096);
    expect(grey(0)).toBe(0);
    expect(grey(4095)).toBe(1);
    expect(grey(2047.5)).toBe(0.5);
    expect(grey(1)).toBeCloseTo(1 / 4095, 12);
  });

  test('center 2048, width 1: a step between 2047 and 2048', () => {
    const grey = shade('LINEAR', 2048, 1);
    expect([grey(2047), grey(2047.5), grey(2048)]).toEqual([0, 0, 1]);
  });

  test('center 0, width 100: -50 is black, 49 white', () => {
    const grey = shade('LINEAR', 0, 100);
    expect([grey(-51), grey(-50), grey(49), grey(50)]).toEqual([0, 0, 1, 1]);
    expect(grey(0)).toBeCloseTo(50 / 99, 12);
  });
});

describe('LINEAR_EXACT', () => {
  test('center 2048, width 4096: 0 is black, 4096 white', () => {
    const grey = shade('LINEAR_EXACT', 2048, 4096);
    expect([grey(0), grey(2048), grey(4096)]).toEqual([0, 0.5, 1]);
    expect(grey(4095)).toBeCloseTo(4095 / 4096, 12);
  });

  test('takes widths below 1', () => {
    const grey = shade('LINEAR_EXACT', 0.5, 0.5);
    expect([grey(0.25), grey(0.375), grey(0.75)]).toEqual([0, 0.25, 1]);
  });
});

describe('SIGMOID', () => {
  test('is half way at the center and 1 / (1 + e^-2) at half the width beyond', () => {
    const grey = shade('SIGMOID', 100, 50);
    expect(grey(100)).toBe(0.5);
    expect(grey(125)).toBeCloseTo(1 / (1 + Math.exp(-2)), 12);
    expect(grey(75)).toBeCloseTo(1 / (1 + Math.exp(2)), 12);
  });
});

test.each([
  ['LINEAR', 0],
  ['LINEAR', 0.5],
  ['LINEAR', -1],
  ['LINEAR', NaN],
  ['LINEAR_EXACT', 0],
  ['SIGMOID', -3],
] as const)('%s with a width of %s is no window', (voiFunction, width) => {
  expect(windowVoi(40, width, voiFunction)).toBeNull();
  expect(windowVoi(NaN, 400, voiFunction)).toBeNull();
});

test('every function rises from 0 to 1 and never falls', () => {
  const cases = fc.record({
    voiFunction: fc.constantFrom<VoiFunction>('LINEAR', 'LINEAR_EXACT', 'SIGMOID'),
    center: fc.double({ min: -5000, max: 5000, noNaN: true }),
    width: fc.double({ min: 1, max: 10000, noNaN: true }),
    values: fc.array(fc.double({ min: -40000, max: 70000, noNaN: true }), { minLength: 2 }),
  });
  fc.assert(
    fc.property(cases, ({ voiFunction, center, width, values }) => {
      const grey = shade(voiFunction, center, width);
      const greys = values.toSorted((a, b) => a - b).map((value) => grey(value));
      expect(
        greys.every((value, index) => value >= 0 && value <= 1 && value >= (greys[index - 1] ?? 0)),
      ).toBe(true);
    }),
  );
});

test('a table gives its entry over its largest, its ends beyond', () => {
  const grey = voiFunctionOf({
    kind: 'table',
    table: { firstInput: -2, entries: Uint16Array.of(0, 1023, 4095), bits: 12 },
  });
  expect([-9, -2, -1, 0, 7].map((value) => grey(value))).toEqual([0, 0, 1023 / 4095, 1, 1]);
});
