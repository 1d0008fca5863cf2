import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GreySpec } from '../../preload/contract/pixels.ts';
import { computedVoi, firstVoi, headerVois, pipelineOf } from './greyFromSpec.ts';
import type { ImagePixels } from './imagePixels.ts';
import { labelContours } from './labelContours.ts';
import { paintLabels } from './labelOverlay.ts';
import { prefetchOrder } from './prefetchOrder.ts';
import { reducePixels, reductionFactor } from './reducePixels.ts';
import { greyFunction } from '../../main/domain/greyLut.ts';
import { paintPixels, shadingOf } from './shading.ts';

const spec: GreySpec = {
  slope: 1,
  intercept: -1024,
  modalityLut: null,
  unit: 'HU',
  windows: [{ center: 40, width: 400, explanation: null }],
  voiFunction: 'linear',
  voiLuts: [],
  inverse: false,
  padding: null,
  palette: null,
};

function imageOf(data: ImagePixels['data'], columns: number, samplesPerPixel: 1 | 3 | 4 = 1): ImagePixels {
  const values = [...data];
  return {
    columns,
    rows: data.length / columns / samplesPerPixel,
    samplesPerPixel,
    data,
    range: { min: Math.min(...values), max: Math.max(...values) },
  };
}

const grey = (word: number): number => word & 0xff;

describe('painting', () => {
  it('is exact to the grey level for every element type and window', () => {
    const window = fc.record({
      center: fc.integer({ min: -900, max: 900 }),
      width: fc.integer({ min: 1, max: 3000 }),
    });
    const data = fc.array(fc.integer({ min: 0, max: 4095 }), { minLength: 4, maxLength: 40 });
    fc.assert(
      fc.property(data, window, fc.boolean(), (values, { center, width }, invert) => {
        const voi = { kind: 'window', center, width, function: 'LINEAR', origin: 'reader' } as const;
        const exact = greyFunction(pipelineOf(spec, voi, invert));
        for (const typed of [Int16Array.from(values), Uint16Array.from(values), Float32Array.from(values)]) {
          const image = imageOf(typed, typed.length);
          const out = new Uint32Array(typed.length);
          paintPixels(image, shadingOf(image, spec, voi, invert), out);
          expect([...out].map(grey)).toEqual(values.map((value) => Math.floor(exact(value) + 0.5)));
          expect([...out].every((word) => word >>> 24 === 255)).toBe(true);
        }
      }),
    );
  });

  it('shows the header’s window first, and a computed one only without', () => {
    const image = imageOf(
      Int16Array.from({ length: 100 }, (_, index) => 1000 + index),
      10,
    );
    expect(firstVoi(spec, image)).toMatchObject({ center: 40, width: 400, origin: 'header' });
    const bare = { ...spec, windows: [] };
    expect(firstVoi(bare, image)).toMatchObject({ origin: 'computed' });
    expect(computedVoi(bare, image)).toMatchObject({ function: 'LINEAR_EXACT' });
    expect(headerVois({ ...spec, windows: [{ center: 1, width: 0, explanation: null }] })).toEqual([]);
  });

  it('shows colour as it is, 16-bit colour by its high byte', () => {
    const image = imageOf(Uint16Array.from([0x1234, 0xff00, 0x00ff]), 1, 3);
    const out = new Uint32Array(1);
    paintPixels(image, shadingOf(image, spec, null, false), out);
    expect(out[0]).toBe(0xff00ff12);
  });
});

describe('a reduced image', () => {
  it('averages blocks and leaves padding out', () => {
    const image = imageOf(Int16Array.from([1, 3, -2000, -2000, 5, 7, 9, -2000, 4, 4, 4, 4]), 4);
    const small = reducePixels(image, 2, (stored) => stored === -2000);
    expect([small.columns, small.rows]).toEqual([2, 2]);
    expect([...small.data]).toEqual([4, 9, 4, 4]);
  });

  it('is used only where pixels are smaller than the screen’s', () => {
    expect([2, 1, 0.51, 0.5, 0.26, 0.1].map(reductionFactor)).toEqual([1, 1, 1, 2, 3, 10]);
  });
});

describe('labels over an image', () => {
  it('have a strong rim, a faint inside and nothing where a segment is hidden', () => {
    const data = new Uint8Array(49);
    for (const row of [1, 2, 3, 4, 5]) data.fill(1, row * 7 + 1, row * 7 + 6);
    data[0] = 2;
    const out = new Uint32Array(49);
    const segments = new Map([
      [1, { rgb: 0x102030, visible: true }],
      [2, { rgb: 0xffffff, visible: false }],
    ]);
    paintLabels(imageOf(data, 7), { segments, fill: 0.2, outline: 1 }, out);
    expect(out[0]).toBe(0);
    expect(out[8]).toBe(0xff302010);
    expect(out[24]).toBe(0x33302010);
  });
});

describe('the outline of a label', () => {
  it('is as long as its border, joined to the longest pieces', () => {
    const data = new Uint8Array(42);
    for (const row of [1, 2, 3]) data.fill(1, row * 7 + 2, row * 7 + 6);
    const pieces = labelContours(imageOf(data, 7)).get(1) ?? [];
    expect(pieces.length).toBe(4 * 4);
    const corners = [...pieces].toSorted((first, second) => first - second);
    expect([corners[0], corners.at(-1)]).toEqual([0.5, 5.5]);
  });

  it('runs between every two pixels of different labels, for both, and nowhere else', () => {
    const image = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 30, maxLength: 30 });
    fc.assert(
      fc.property(image, (values) => {
        const contours = labelContours({ ...imageOf(Uint8Array.from(values), 6), rows: 5 });
        for (const label of [1, 2]) {
          const pieces = contours.get(label) ?? [];
          let length = 0;
          for (let at = 0; at < pieces.length; at += 4) {
            const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = pieces.slice(at, at + 4);
            length += Math.abs(x1 - x0) + Math.abs(y1 - y0);
          }
          const at = (column: number, row: number): number =>
            column < 0 || row < 0 || column > 5 || row > 4 ? 0 : (values[row * 6 + column] ?? 0);
          let border = 0;
          for (let row = 0; row < 5; row++) {
            for (let column = 0; column < 6; column++) {
              if (at(column, row) !== label) continue;
              const around = [
                at(column - 1, row),
                at(column + 1, row),
                at(column, row - 1),
                at(column, row + 1),
              ];
              border += around.filter((other) => other !== label).length;
            }
          }
          expect(length).toBe(border);
        }
      }),
    );
  });
});

describe('prefetching', () => {
  it('begins with the shown slice, names each slice once and goes ahead of the scroll', () => {
    const options = fc.record({
      slice: fc.nat(99),
      count: fc.constant(100),
      direction: fc.constantFrom<-1 | 0 | 1>(-1, 0, 1),
      limit: fc.integer({ min: 1, max: 100 }),
    });
    fc.assert(
      fc.property(options, (given) => {
        const order = prefetchOrder(given);
        expect(order[0]).toBe(given.slice);
        expect(new Set(order).size).toBe(order.length);
        expect(order.length).toBe(given.limit);
        expect(order.every((slice) => slice >= 0 && slice < 100)).toBe(true);
      }),
    );
    expect(prefetchOrder({ slice: 10, count: 100, direction: -1, limit: 6 })).toEqual([10, 9, 8, 7, 11, 6]);
  });
});
