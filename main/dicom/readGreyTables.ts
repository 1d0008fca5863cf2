import { fail, succeed, type Result } from '../domain/failure.ts';
import type { DicomFile } from './dicomFile.ts';
import type { DataSet } from './dataSet.ts';
import type { GreyTables, LookupTable, ModalityTable, PaletteTables } from './greyTables.ts';
import { readLookupTable } from './tables/lookupTable.ts';
import { readPalette } from './tables/palette.ts';

/**
 * The look-up tables that an object carries: modality LUT (PS3.3 C.11.1), VOI LUTs (C.11.2), presentation LUT (C.11.6)
 * and colour palette (C.7.6.3.1.5, segmented: C.7.9.2). Cost: linear in their entries, at most 65,536 each.
 * Errors: PIXEL_HEADER_INVALID where a table contradicts its descriptor.
 */
export function readGreyTables(file: DicomFile): Result<GreyTables> {
  const { dataSet } = file;
  const modality = readModalityTable(dataSet);
  if (modality === 'invalid') return invalid('modality');
  const voi = readVoiTables(dataSet);
  if (voi === 'invalid') return invalid('VOI');
  const presentationItem = dataSet.item('PresentationLUTSequence');
  const presentation =
    presentationItem === null ? null : readLookupTable(presentationItem, { signedInput: false });
  if (presentation === 'invalid') return invalid('presentation');
  const palette = readPaletteTables(dataSet);
  return palette === 'invalid' ? invalid('palette') : succeed({ modality, voi, presentation, palette });
}

function readModalityTable(dataSet: DataSet): ModalityTable | null | 'invalid' {
  const item = dataSet.item('ModalityLUTSequence');
  if (item === null) return null;
  const table = readLookupTable(item, { signedInput: dataSet.integer('PixelRepresentation') === 1 });
  return table === 'invalid' ? table : { ...table, unit: item.text('ModalityLUTType') };
}

/** The input of a VOI LUT is the output of the modality LUT: signed where the rescale can go below zero. */
function readVoiTables(dataSet: DataSet): readonly LookupTable[] | 'invalid' {
  const signedInput =
    dataSet.integer('PixelRepresentation') === 1 || (dataSet.number('RescaleIntercept') ?? 0) < 0;
  const tables: LookupTable[] = [];
  for (const item of dataSet.items('VOILUTSequence')) {
    const table = readLookupTable(item, { signedInput });
    if (table === 'invalid') return table;
    tables.push(table);
  }
  return tables;
}

function readPaletteTables(dataSet: DataSet): PaletteTables | null | 'invalid' {
  if (!dataSet.filled('RedPaletteColorLookupTableDescriptor')) return null;
  const signedInput = dataSet.integer('PixelRepresentation') === 1;
  const red = readPalette(dataSet, 'Red', signedInput);
  const green = readPalette(dataSet, 'Green', signedInput);
  const blue = readPalette(dataSet, 'Blue', signedInput);
  const hasAlpha = dataSet.filled('AlphaPaletteColorLookupTableDescriptor');
  const alpha = hasAlpha ? readPalette(dataSet, 'Alpha', signedInput) : null;
  if (red === 'invalid' || green === 'invalid' || blue === 'invalid' || alpha === 'invalid') return 'invalid';
  return { red, green, blue, alpha };
}

function invalid(which: string): Result<GreyTables> {
  return fail('PIXEL_HEADER_INVALID', `The ${which} look-up table contradicts its descriptor.`);
}
