import { describe, expect, it } from 'vitest';
import { unwrap, type Result } from '../domain/failure.ts';
import { elementsOf, typed, type DataSetRecord } from './elementsOf.ts';
import type { GreyTables } from './greyTables.ts';
import { parseDicom } from './parseDicom.ts';
import { readGreyTables } from './readGreyTables.ts';
import { expandSegments } from './tables/palette.ts';
import { writeDicom } from './writeDicom.ts';

function read(record: DataSetRecord): Result<GreyTables> {
  const elements = elementsOf({ Modality: 'CT', ...record });
  const written = writeDicom({
    sopClassUid: '1.2.840.10008.5.1.4.1.1.7',
    sopInstanceUid: '2.25.1',
    elements,
  });
  return readGreyTables(unwrap(parseDicom(written)));
}

const words = (...values: readonly number[]): Uint8Array => new Uint8Array(Uint16Array.from(values).buffer);

describe('readGreyTables', () => {
  it('finds nothing where nothing is', () => {
    expect(unwrap(read({}))).toEqual({ modality: null, voi: [], presentation: null, palette: null });
  });

  it('reads a signed modality table and an unsigned one', () => {
    const item = {
      LUTDescriptor: typed('US', [3, 65_534, 16]),
      LUTData: typed('OW', words(0, 1000, 65_535)),
      ModalityLUTType: 'OD',
    };
    const signed = unwrap(read({ PixelRepresentation: 1, ModalityLUTSequence: [item] })).modality;
    expect(signed).toMatchObject({ firstInput: -2, bits: 16, unit: 'OD' });
    expect([...(signed?.entries ?? [])]).toEqual([0, 1000, 65_535]);
    expect(unwrap(read({ PixelRepresentation: 0, ModalityLUTSequence: [item] })).modality?.firstInput).toBe(
      65_534,
    );
  });

  it('reads bytes where two entries share a word, and 0 as 65,536 entries', () => {
    const packed = { LUTDescriptor: typed('US', [4, 0, 8]), LUTData: typed('OW', Uint8Array.of(1, 2, 3, 4)) };
    expect([...(unwrap(read({ VOILUTSequence: [packed] })).voi[0]?.entries ?? [])]).toEqual([1, 2, 3, 4]);
    const full = { LUTDescriptor: typed('US', [0, 0, 16]), LUTData: typed('OW', new Uint8Array(131_072)) };
    expect(unwrap(read({ VOILUTSequence: [full] })).voi[0]?.entries).toHaveLength(65_536);
  });

  it('refuses a table that is shorter than its descriptor says', () => {
    const short = { LUTDescriptor: typed('US', [40, 0, 16]), LUTData: typed('OW', words(1, 2)) };
    for (const record of [
      { VOILUTSequence: [short] },
      { ModalityLUTSequence: [short] },
      { PresentationLUTSequence: [short] },
    ]) {
      expect(read(record)).toMatchObject({ ok: false, failure: { code: 'PIXEL_HEADER_INVALID' } });
    }
  });

  it('reads a palette, plain and segmented', () => {
    const descriptor = typed('US', [5, 0, 16]);
    const tables = unwrap(
      read({
        RedPaletteColorLookupTableDescriptor: descriptor,
        GreenPaletteColorLookupTableDescriptor: descriptor,
        BluePaletteColorLookupTableDescriptor: descriptor,
        RedPaletteColorLookupTableData: words(1, 2, 3, 4, 5),
        GreenPaletteColorLookupTableData: words(0, 0, 0, 0, 9),
        SegmentedBluePaletteColorLookupTableData: words(0, 1, 100, 1, 4, 500),
      }),
    );
    expect([...(tables.palette?.red.entries ?? [])]).toEqual([1, 2, 3, 4, 5]);
    expect([...(tables.palette?.blue.entries ?? [])]).toEqual([100, 200, 300, 400, 500]);
    expect(tables.palette?.alpha).toBeNull();
  });
});

describe('expandSegments', () => {
  it('repeats segments by an indirect one', () => {
    const data = Uint16Array.of(0, 2, 7, 8, 2, 1, 0, 0);
    expect([...(expandSegments(data, 100) ?? [])]).toEqual([7, 8, 7, 8]);
  });

  it('refuses what reaches outside, loops, or grows past the table', () => {
    expect(expandSegments(Uint16Array.of(0, 9, 1), 100)).toBeNull();
    expect(expandSegments(Uint16Array.of(1, 3, 5), 100)).toBeNull();
    expect(expandSegments(Uint16Array.of(2, 1, 0, 0), 100)).toBeNull();
    expect(expandSegments(Uint16Array.of(0, 1, 1, 1, 60_000, 5), 256)).toBeNull();
  });
});
