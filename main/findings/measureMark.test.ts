import { describe, expect, it } from 'vitest';
import type { MarkContent } from './finding.ts';
import { measureMark, type MarkGround } from './measureMark.ts';

const pixels = {
  rows: 4,
  columns: 4,
  samplesPerPixel: 1 as const,
  photometricInterpretation: 'MONOCHROME2',
  data: Int16Array.from({ length: 16 }, (_, index) => index),
};
const ground: MarkGround = {
  pixels,
  toValue: (stored) => stored * 2 - 10,
  unit: 'HU',
  isPadding: () => false,
  spacingMm: [0.5, 0.25],
  spacingNote: null,
};
const mark = (kind: 'length' | 'ellipse', to: readonly [number, number]): MarkContent => ({
  kind,
  seriesKey: 's',
  instanceKey: 'i',
  sopInstanceUid: '1.2',
  frame: 0,
  points: [[0, 0], to],
  label: '',
});

describe('measuring a mark', () => {
  it('says mm only where the spacing is known', () => {
    expect(measureMark(mark('length', [0, 3]), ground)).toEqual([
      { name: 'length', quantity: { value: 1.5, unit: 'mm' }, note: null },
    ]);
    expect(measureMark(mark('length', [0, 3]), { ...ground, spacingMm: null })).toEqual([
      { name: 'length', quantity: { value: 3, unit: 'px' }, note: null },
    ]);
  });

  it('says that a length on a projection is one at the detector', () => {
    const [length] = measureMark(mark('length', [0, 3]), { ...ground, spacingNote: 'at-detector' });
    expect(length?.note).toBe('at-detector');
  });

  it('gives rescaled statistics with their unit inside an ellipse', () => {
    const found = measureMark(mark('ellipse', [3, 3]), ground);
    expect(found.map(({ name, quantity }) => [name, quantity.unit])).toEqual([
      ['area', 'mm²'],
      ['mean', 'HU'],
      ['max', 'HU'],
      ['min', 'HU'],
      ['sd', 'HU'],
      ['pixels', null],
    ]);
    expect(found[1]?.quantity.value).toBeCloseTo(7.5 * 2 - 10);
  });

  it('has no values to give on colour', () => {
    const colour = { ...pixels, samplesPerPixel: 3 as const };
    expect(measureMark(mark('ellipse', [3, 3]), { ...ground, pixels: colour })).toHaveLength(1);
  });
});
