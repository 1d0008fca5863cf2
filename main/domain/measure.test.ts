import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ellipseAreaMm2,
  ellipseAreaPixels,
  ellipseStatistics,
  lengthMm,
  lengthPixels,
  type PixelPoint,
} from './measure.ts';

/** Off the grid by a third of a sixteenth, so that no pixel centre lies on a rim by chance. */
const coordinate = fc.integer({ min: -80, max: 400 }).map((sixteenths) => (sixteenths + 1 / 3) / 16);
const point = fc.tuple(coordinate, coordinate) as fc.Arbitrary<PixelPoint>;
const [rows, columns] = [17, 20];
const data = Int16Array.from({ length: rows * columns }, (_, index) => ((index * 7919) % 2048) - 1024);
const toValue = (stored: number): number => stored * 2 - 10;

describe('length', () => {
  it('takes the row distance for rows and the column distance for columns', () => {
    expect(lengthMm([0, 0], [10, 0], [2, 0.5])).toBe(5);
    expect(lengthMm([0, 0], [0, 10], [2, 0.5])).toBe(20);
    expect(lengthPixels([1, 1], [4, 5])).toBe(5);
  });
});

describe('statistics of an ellipse', () => {
  it('are those of a plain loop over pixel centres', () => {
    fc.assert(
      fc.property(point, point, (first, second) => {
        const inside: number[] = [];
        const [cx, cy] = [(first[0] + second[0]) / 2, (first[1] + second[1]) / 2];
        const [rx, ry] = [Math.abs(second[0] - first[0]) / 2, Math.abs(second[1] - first[1]) / 2];
        fc.pre(rx > 0 && ry > 0);
        for (let row = 0; row < rows; row++) {
          for (let column = 0; column < columns; column++) {
            const distance = ((column - cx) / rx) ** 2 + ((row - cy) / ry) ** 2;
            if (distance <= 1) inside.push(toValue(data[row * columns + column] ?? 0));
          }
        }
        const found = ellipseStatistics({ corners: [first, second], rows, columns, data, toValue });
        expect(found?.pixels ?? 0).toBe(inside.length);
        fc.pre(found !== null);
        const mean = inside.reduce((sum, value) => sum + value, 0) / inside.length;
        const variance = inside.reduce((sum, value) => sum + (value - mean) ** 2, 0) / inside.length;
        expect(found.mean).toBeCloseTo(mean, 8);
        expect(found.sd).toBeCloseTo(Math.sqrt(variance), 6);
        expect([found.min, found.max]).toEqual([Math.min(...inside), Math.max(...inside)]);
      }),
    );
  });

  it('leave padding out', () => {
    const found = ellipseStatistics({
      corners: [
        [-0.5, -0.5],
        [2.5, 0.5],
      ],
      rows: 1,
      columns: 3,
      data: [-2000, 5, 7],
      toValue: (stored) => stored,
      isPadding: (stored) => stored === -2000,
    });
    expect(found).toEqual({ pixels: 2, mean: 6, min: 5, max: 7, sd: 1 });
  });

  it('keep their digits far from zero', () => {
    const found = ellipseStatistics({
      corners: [
        [-1, -1],
        [5, 1],
      ],
      rows: 1,
      columns: 5,
      data: [1e9, 1e9 + 1, 1e9 + 2, 1e9 + 3, 1e9 + 4],
      toValue: (stored) => stored,
    });
    expect(found?.sd).toBeCloseTo(Math.SQRT2, 9);
  });

  it('have the area of the drawn ellipse', () => {
    const corners = [
      [0, 0],
      [10, 4],
    ] as const;
    expect(ellipseAreaPixels(corners)).toBeCloseTo(10 * Math.PI);
    expect(ellipseAreaMm2(corners, [0.5, 2])).toBeCloseTo(10 * Math.PI);
  });
});
