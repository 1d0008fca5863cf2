import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildGreyLut, greyFunction, type GreyPipeline } from './greyLut.ts';
import { linearModality } from './greyModality.ts';
import { paddingRange } from './greyPadding.ts';
import { imagePresentation } from './greyPresentation.ts';
import { renderGrey, renderRgbaByTable, rgbaTable } from './greyRender.ts';
import { windowVoi, type VoiTransform } from './greyVoi.ts';
import { percentileWindow } from './greyWindow.ts';

const abdomen = windowVoi(40, 400) as VoiTransform;

function pipeline(other: Partial<GreyPipeline> = {}): GreyPipeline {
  return {
    modality: linearModality(1, -1024) ?? { kind: 'identity' },
    voi: abdomen,
    presentation: 'IDENTITY',
    padding: null,
    ...other,
  };
}

describe('the grey pipeline', () => {
  test('applies the rescale before the window: stored 1064 is 40 HU, the middle of the window', () => {
    const grey = greyFunction(pipeline());
    expect(grey(1064)).toBeCloseTo(255 * ((40 - 39.5) / 399 + 0.5), 9);
    expect(grey(864)).toBe(0);
    expect(grey(1263)).toBe(255);
  });

  test('inverts after the window', () => {
    const grey = greyFunction(pipeline({ presentation: 'INVERSE' }));
    expect([grey(0), grey(4095)]).toEqual([255, 0]);
  });

  test('inverts once for MONOCHROME1 and INVERSE together, as DX has them', () => {
    expect(imagePresentation('MONOCHROME1', 'INVERSE')).toBe('INVERSE');
    expect(imagePresentation('MONOCHROME1', null)).toBe('INVERSE');
    expect(imagePresentation('MONOCHROME2', 'INVERSE')).toBe('INVERSE');
    expect(imagePresentation('MONOCHROME2', 'IDENTITY')).toBe('IDENTITY');
  });

  test('shows padding black, inverted or not, as a value or a range in either order', () => {
    const value = pipeline({ padding: paddingRange(4000, null), presentation: 'INVERSE' });
    expect(greyFunction(value)(4000)).toBe(0);
    expect(greyFunction(value)(3999)).toBe(0);
    expect(greyFunction(value)(0)).toBe(255);
    const range = greyFunction(pipeline({ padding: paddingRange(-100, -2000), presentation: 'INVERSE' }));
    expect([-2001, -2000, -100, -99].map((stored) => range(stored))).toEqual([255, 0, 0, 255]);
  });

  test('takes a modality table before the window', () => {
    const table = { firstInput: 10, entries: Uint16Array.of(0, 40, 500), bits: 16 };
    const grey = greyFunction(pipeline({ modality: { kind: 'table', table } }));
    expect(grey(11)).toBeCloseTo(255 * (0.5 / 399 + 0.5), 9);
    expect(grey(12)).toBe(255);
  });

  test('has no transformation for a slope of zero or one that is no number', () => {
    expect(linearModality(0, 0)).toBeNull();
    expect(linearModality(NaN, 0)).toBeNull();
    expect(linearModality(null, null)).toEqual({ kind: 'identity' });
    expect(linearModality(null, -1024)).toEqual({ kind: 'linear', slope: 1, intercept: -1024 });
  });

  test('takes a presentation table in place of the shape', () => {
    const presentationTable = { firstInput: 0, entries: Uint16Array.of(4095, 1023, 0), bits: 12 };
    const grey = greyFunction(pipeline({ presentationTable, presentation: 'INVERSE' }));
    expect([grey(0), grey(4095)]).toEqual([255, 0]);
    expect(grey(1064)).toBeCloseTo((255 * 1023) / 4095, 9);
  });

  test('shows what is no number black', () => {
    expect(greyFunction(pipeline())(NaN)).toBe(0);
  });
});

describe('the table', () => {
  test('equals the pipeline, rounded, for every stored value', () => {
    const cases = fc.record({
      slope: fc.double({ min: -4, max: 4, noNaN: true }).filter((slope) => Math.abs(slope) > 0.01),
      intercept: fc.integer({ min: -2048, max: 2048 }),
      center: fc.integer({ min: -1000, max: 3000 }),
      width: fc.integer({ min: 1, max: 4000 }),
      presentation: fc.constantFrom('IDENTITY' as const, 'INVERSE' as const),
    });
    fc.assert(
      fc.property(cases, ({ slope, intercept, center, width, presentation }) => {
        const given = pipeline({
          modality: linearModality(slope, intercept) ?? { kind: 'identity' },
          voi: windowVoi(center, width) ?? abdomen,
          presentation,
        });
        const lut = buildGreyLut(given, { min: -1024, max: 1023 });
        const grey = greyFunction(given);
        expect(lut.grey.every((entry, index) => Math.abs(entry - grey(index - 1024)) <= 0.5)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  test('covers 16 bits and refuses more', () => {
    expect(buildGreyLut(pipeline(), { min: -32768, max: 32767 }).grey).toHaveLength(65536);
    expect(() => buildGreyLut(pipeline(), { min: 0, max: 65536 })).toThrow(RangeError);
    expect(() => buildGreyLut(pipeline(), { min: 0.5, max: 3 })).toThrow(RangeError);
  });
});

describe('rendering', () => {
  test('gives the same greys for integers by table as for floats value by value', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -32768, max: 32767 }), { minLength: 1 }), (values) => {
        const byTable = renderGrey(Int16Array.from(values), pipeline());
        const byValue = renderGrey(Float64Array.from(values), pipeline());
        expect(byTable).toEqual(byValue);
      }),
    );
  });

  test('shows 32-bit values that span more than a table', () => {
    const wide = renderGrey(Int32Array.of(-2_000_000, 1064, 2_000_000), pipeline());
    expect([...wide]).toEqual([0, 128, 255]);
  });

  test('spreads greys to opaque RGBA', () => {
    const lut = buildGreyLut(pipeline({ modality: { kind: 'identity' } }), { min: -200, max: 300 });
    const out = new Uint32Array(3);
    renderRgbaByTable(Int16Array.of(-200, 39, 300), rgbaTable(lut), lut.firstStored, out);
    expect([...new Uint8Array(out.buffer)]).toEqual([0, 0, 0, 255, 127, 127, 127, 255, 255, 255, 255, 255]);
  });
});

describe('a window for an image that has none', () => {
  test('spans the 1st to the 99th percentile of modality values, without padding', () => {
    const stored = Int16Array.from({ length: 1001 }, (_, index) => (index === 0 ? -2000 : index));
    const voi = percentileWindow(
      stored,
      { kind: 'linear', slope: 2, intercept: 10 },
      paddingRange(-2000, null),
    );
    expect(voi).toEqual({ kind: 'window', function: 'LINEAR_EXACT', windowCenter: 1011, windowWidth: 1958 });
  });

  test('is a window for constant, empty and fractional images too', () => {
    expect(percentileWindow(Int16Array.of(7, 7))).toMatchObject({ windowCenter: 7, windowWidth: 1 });
    expect(percentileWindow(new Int16Array(0))).toMatchObject({ windowCenter: 0.5, windowWidth: 1 });
    expect(percentileWindow(Float32Array.of(0, 0.25, 0.5))).toMatchObject({
      windowCenter: 0.25,
      windowWidth: 0.5,
    });
    expect(percentileWindow(Float32Array.of(NaN, 1, 2))).toMatchObject({ windowCenter: 1.5 });
  });
});
