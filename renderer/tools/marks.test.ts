import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identity2 } from './affine2.ts';
import { measureMark } from './markMeasure.ts';
import { handlesOf, hitMark, moveHandle, moveShape, type MarkShape } from './markShape.ts';
import { spacingAt } from './markSpacing.ts';
import { markLines, type MarkWords } from './markText.ts';
import { scaleBar } from './scaleBar.ts';

const words: MarkWords = {
  area: 'Area',
  mean: 'Mean',
  max: 'Max',
  min: 'Min',
  sd: 'SD',
  pixels: 'N',
  volume: 'Volume',
  atDetector: 'at detector',
  calibrated: 'calibrated',
};
const length: MarkShape = {
  kind: 'length',
  points: [
    [10, 10],
    [40, 50],
  ],
};
const ellipse: MarkShape = {
  kind: 'ellipse',
  points: [
    [10, 10],
    [30, 20],
  ],
};
const plain = { pixelSpacingMm: [0.5, 0.25] as [number, number], spacingKind: 'patient' as const };

describe('the text of a mark', () => {
  const textOf = (frame: Parameters<typeof spacingAt>[0]): readonly string[] =>
    markLines(measureMark(length, spacingAt(frame, length.points), null), words);

  it('says mm with one decimal where the spacing is that of the patient', () => {
    expect(textOf({ ...plain, ultrasoundRegions: [] })).toEqual(['21.4\u2009mm']);
  });

  it('never says mm where the spacing is unknown', () => {
    expect(textOf({ pixelSpacingMm: null, spacingKind: null, ultrasoundRegions: [] })).toEqual([
      '50.0\u2009px',
    ]);
    expect(textOf({ pixelSpacingMm: [1, 1], spacingKind: null, ultrasoundRegions: [] })).toEqual([
      '50.0\u2009px',
    ]);
  });

  it('says that a projection is measured at the detector', () => {
    expect(textOf({ ...plain, spacingKind: 'detector', ultrasoundRegions: [] })).toEqual([
      '21.4\u2009mm (at detector)',
    ]);
  });

  it('takes the ultrasound region that holds the whole mark, and px across two', () => {
    const region = { x0: 0, y0: 0, x1: 100, y1: 100, mmPerPixelX: 0.1, mmPerPixelY: 0.1 };
    expect(textOf({ ...plain, ultrasoundRegions: [region] })).toEqual(['5.0\u2009mm']);
    expect(textOf({ ...plain, ultrasoundRegions: [{ ...region, x1: 20 }] })).toEqual(['50.0\u2009px']);
    expect(textOf({ ...plain, ultrasoundRegions: [{ ...region, mmPerPixelX: null }] })).toEqual([
      '50.0\u2009px',
    ]);
  });

  it('gives statistics in the field’s order and decimals', () => {
    const pixels = {
      rows: 40,
      columns: 40,
      data: Int16Array.from({ length: 1600 }, (_, index) => -1000 + (index % 7)),
      toValue: (stored: number) => stored,
      isPadding: () => false,
      unit: 'HU',
    };
    const lines = markLines(measureMark(ellipse, { kind: 'patient', spacingMm: [1, 1] }, pixels), words);
    expect(lines.map((line) => line.replaceAll('\u2009', ' '))).toEqual([
      'Area 157.1 mm²',
      'Mean \u2212997.1 HU',
      'Max \u2212994 HU',
      'Min \u22121000 HU',
      'SD 2.0 HU',
      'N 159',
    ]);
  });
});

describe('taking hold of a mark', () => {
  it('prefers handles, then the line, and misses the empty inside', () => {
    const hit = (shape: MarkShape, x: number, y: number): string | undefined =>
      hitMark(shape, { toCanvas: identity2, pointCanvas: [x, y], reachPx: 3 })?.kind;
    expect(hit(length, 11, 11)).toBe('handle');
    expect(hit(length, 25, 30)).toBe('body');
    expect(hit(length, 10, 50)).toBeUndefined();
    expect(hit(ellipse, 20, 10.5)).toBe('body');
    expect(hit(ellipse, 20, 15)).toBeUndefined();
  });

  it('moves the corner that is held and the two sides beside it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3 }), fc.integer(), fc.integer(), (handle, x, y) => {
        const moved = moveHandle(ellipse, handle, [x, y]);
        expect(handlesOf(moved)[handle]).toEqual([x, y]);
        const opposite = (handle + 2) % 4;
        expect(handlesOf(moved)[opposite]).toEqual(handlesOf(ellipse)[opposite]);
      }),
    );
  });

  it('moves as a whole without changing its size', () => {
    expect(moveShape(length, [5, -5]).points).toEqual([
      [15, 5],
      [45, 45],
    ]);
  });
});

describe('the scale bar', () => {
  it('is of a round length that fits, and absent where it would be a dot', () => {
    expect(scaleBar(2, 230)).toEqual({ lengthPx: 200, ticks: 10, text: '10\u2009cm' });
    expect(scaleBar(30, 100)).toEqual({ lengthPx: 60, ticks: 2, text: '2\u2009mm' });
    expect(scaleBar(0.01, 300)).toBeNull();
  });
});
