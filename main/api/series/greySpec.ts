import type { GreyTables, LookupTable } from '../../dicom/greyTables.ts';
import { paddingRange } from '../../domain/greyPadding.ts';
import { imagePresentation } from '../../domain/greyPresentation.ts';
import type { GreySpec } from '../../../preload/contract/pixels.ts';
import { imageKindOf, type SeriesFrame } from './seriesFrames.ts';

const voiFunctions = {
  LINEAR: 'linear',
  LINEAR_EXACT: 'linear-exact',
  SIGMOID: 'sigmoid',
} as const;

/** Whether the header names tables that have to be read from the object itself. */
export function needsTables(frame: SeriesFrame): boolean {
  const { attributes, pixels } = frame;
  return (
    attributes.modalityLut || attributes.voiLuts > 0 || pixels.photometricInterpretation === 'PALETTE COLOR'
  );
}

/** How the stored values of one frame become grey. `tables` are those of the object; null where it has none. */
export function greySpecOf(frame: SeriesFrame, tables: GreyTables | null): GreySpec {
  const { attributes, image, pixels } = frame;
  const padding = paddingRange(image.paddingValue, image.paddingRangeLimit);
  return {
    slope: attributes.rescale?.slope ?? 1,
    intercept: attributes.rescale?.intercept ?? 0,
    modalityLut: tables?.modality ? plainTable(tables.modality) : null,
    unit: unitOf(frame, tables),
    windows: attributes.windows.map(({ center, width, explanation }) => ({ center, width, explanation })),
    voiFunction: voiFunctions[attributes.voiFunction],
    voiLuts: (tables?.voi ?? []).map(plainTable),
    inverse: imagePresentation(pixels.photometricInterpretation, image.presentationLutShape) === 'INVERSE',
    padding: padding === null ? null : { from: padding.low, to: padding.high },
    palette: paletteOf(tables),
  };
}

/** Defined terms of RescaleType (PS3.3 C.11.1.1.2) and Units of PET (C.8.9.1.1.3) that are units, as they are shown. */
const knownUnits: Readonly<Record<string, string>> = {
  HU: 'HU',
  HU_MOD: 'HU (modified)',
  OD: 'OD',
  MGML: 'mg/mL',
  PCT: '%',
  BQML: 'Bq/mL',
  GML: 'g/mL',
};

/**
 * The unit of the rescaled values: a defined term that the header states; HU for CT images where it states none, but not
 * for localizers. Null: no unit, which is what an MR value has, whatever free text its RescaleType holds.
 */
export function unitOf(frame: SeriesFrame, tables: GreyTables | null): string | null {
  const { attributes, record } = frame;
  const stated =
    tables?.modality?.unit ?? attributes.rescale?.type ?? record.header.instance.pet?.units ?? null;
  const known = stated === null ? undefined : knownUnits[stated];
  if (known !== undefined) return known;
  const unspecified = stated === null || stated === '' || stated === 'US';
  const isCt = record.header.series.modality === 'CT' && imageKindOf(frame) !== 'LOCALIZER';
  return isCt && unspecified && attributes.rescale !== null ? 'HU' : null;
}

function plainTable(table: LookupTable): GreySpec['voiLuts'][number] {
  return {
    firstInput: table.firstInput,
    bits: table.bits,
    values: [...table.entries],
    explanation: table.explanation,
  };
}

function paletteOf(tables: GreyTables | null): GreySpec['palette'] {
  if (!tables?.palette) return null;
  const { red, green, blue } = tables.palette;
  const eightBit = (table: LookupTable): number[] =>
    Array.from(table.entries, (entry) => (table.bits > 8 ? entry >> (table.bits - 8) : entry));
  return {
    firstInput: red.firstInput,
    red: eightBit(red),
    green: eightBit(green),
    blue: eightBit(blue),
  };
}
