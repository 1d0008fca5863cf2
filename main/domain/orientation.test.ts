import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  directionLetters,
  edgeLetters,
  lettersDirection,
  planeName,
  screenDirections,
} from './orientation.ts';
import { cross, dot, normalize, scale, type Vec3 } from './space.ts';

/** On a grid: components are equal or clearly different, never apart by a rounding error. */
const component = fc.integer({ min: -50, max: 50 }).map((fiftieths) => fiftieths / 50);
const direction = fc
  .tuple(component, component, component)
  .filter((v) => Math.hypot(...v) > 0.05) as fc.Arbitrary<Vec3>;
const opposite: Readonly<Record<string, string>> = { L: 'R', R: 'L', A: 'P', P: 'A', H: 'F', F: 'H' };
const swap = (letters: string): string =>
  letters
    .split('')
    .map((letter) => opposite[letter])
    .join('');

/** Identity, mirrorings and quarter turns of an axial image, with the letters a reader must see: left, right, top, bottom. */
const views = [
  { name: 'as acquired', toCanvas: { a: 2, b: 0, c: 0, d: 2 }, letters: ['R', 'L', 'A', 'P'] },
  { name: 'flipped horizontally', toCanvas: { a: -2, b: 0, c: 0, d: 2 }, letters: ['L', 'R', 'A', 'P'] },
  { name: 'flipped vertically', toCanvas: { a: 2, b: 0, c: 0, d: -2 }, letters: ['R', 'L', 'P', 'A'] },
  { name: 'turned clockwise', toCanvas: { a: 0, b: 2, c: -2, d: 0 }, letters: ['P', 'A', 'R', 'L'] },
  { name: 'turned by half', toCanvas: { a: -2, b: 0, c: 0, d: -2 }, letters: ['L', 'R', 'P', 'A'] },
] as const;

describe('orientation letters', () => {
  it.each(views)('of an axial image $name are those of the patient', ({ toCanvas, letters }) => {
    const found = screenDirections({ toCanvas, columnStepLps: [0.7, 0, 0], rowStepLps: [0, 0.7, 0] });
    if (found === null) throw new Error('singular');
    const edges = edgeLetters(found.rightLps, found.downLps);
    expect([edges.left, edges.right, edges.top, edges.bottom]).toEqual(letters);
  });

  it('of opposite edges are opposite', () => {
    fc.assert(
      fc.property(direction, direction, (right, down) => {
        const edges = edgeLetters(right, down);
        expect(edges.left).toBe(swap(edges.right));
        expect(edges.top).toBe(swap(edges.bottom));
      }),
    );
  });

  it('name the strongest axis first, one to three of them, each axis once', () => {
    fc.assert(
      fc.property(direction, (v) => {
        const letters = directionLetters(v);
        expect(letters).toMatch(/^[LRAPHF]{1,3}$/);
        const strongest = v.map(Math.abs).indexOf(Math.max(...v.map(Math.abs)));
        expect(['LR', 'PA', 'HF'][strongest]).toContain(letters[0]);
        expect(new Set(letters.split('').map((letter) => 'LRPAHF'.indexOf(letter) >> 1)).size).toBe(
          letters.length,
        );
      }),
    );
  });

  it('do not depend on the size of the pixels or the zoom', () => {
    fc.assert(
      fc.property(direction, fc.double({ min: 0.01, max: 100, noNaN: true }), (v, factor) => {
        expect(directionLetters(scale(v, factor))).toBe(directionLetters(v));
      }),
    );
  });

  it('follow an oblique plane under any turn: canvas right and down stay perpendicular and keep their handedness', () => {
    const turn = fc.double({ min: 0, max: 2 * Math.PI, noNaN: true });
    fc.assert(
      fc.property(direction, direction, turn, fc.boolean(), (first, second, angleRad, mirrored) => {
        const row = normalize(first);
        const normal = row === null ? null : normalize(cross(row, second));
        if (row === null || normal === null) return;
        const column = cross(normal, row);
        const sign = mirrored ? -1 : 1;
        const [cosine, sine] = [Math.cos(angleRad), Math.sin(angleRad)];
        const found = screenDirections({
          toCanvas: { a: sign * cosine, b: sign * sine, c: -sine, d: cosine },
          columnStepLps: row,
          rowStepLps: column,
        });
        if (found === null) throw new Error('singular');
        expect(dot(found.rightLps, found.downLps)).toBeCloseTo(0, 9);
        expect(dot(cross(found.rightLps, found.downLps), normal)).toBeCloseTo(sign, 9);
      }),
    );
  });

  it('are absent for no direction and for a singular transform', () => {
    expect(directionLetters([0, 0, 0])).toBe('');
    expect(directionLetters([Number.NaN, 0, 1])).toBe('');
    const flat = { a: 1, b: 1, c: 1, d: 1 };
    expect(screenDirections({ toCanvas: flat, columnStepLps: [1, 0, 0], rowStepLps: [0, 1, 0] })).toBeNull();
  });

  it('read back what Patient Orientation says', () => {
    for (const letters of ['L', 'R', 'A', 'P', 'H', 'F', 'LP', 'AFR', 'HLP']) {
      const found = lettersDirection(letters);
      expect(found === null ? null : directionLetters(found)).toBe(letters);
    }
    for (const wrong of ['', 'X', 'LR', 'AA', 'LPHA', 'l']) expect(lettersDirection(wrong)).toBeNull();
  });

  it('name the plane by its normal', () => {
    expect(planeName([0, 0, -2])).toBe('axial');
    expect(planeName([0, 1, 0])).toBe('coronal');
    expect(planeName([1, 0, 0.05])).toBe('sagittal');
    expect(planeName([0, 1, 1])).toBe('oblique');
    expect(planeName([0, 0, 0])).toBeNull();
  });
});
