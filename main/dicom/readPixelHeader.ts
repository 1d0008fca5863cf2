import type { DicomFile } from './dicomFile.ts';
import { fail, succeed, type Result } from '../domain/failure.ts';
import type { PixelHeader } from '../domain/pixelHeader.ts';
import type { DataSet } from './dataSet.ts';

/** Photometric interpretations (PS3.3 C.7.6.3.1.2) with their samples a pixel. */
const samplesOf: ReadonlyMap<string, 1 | 3 | 4> = new Map([
  ['MONOCHROME1', 1],
  ['MONOCHROME2', 1],
  ['PALETTE COLOR', 1],
  ['RGB', 3],
  ['YBR_FULL', 3],
  ['YBR_FULL_422', 3],
  ['YBR_PARTIAL_422', 3],
  ['YBR_PARTIAL_420', 3],
  ['YBR_ICT', 3],
  ['YBR_RCT', 3],
  ['XYB', 3],
  ['ARGB', 4],
  ['CMYK', 4],
]);

/** More frames than this is a broken header: nothing may size an array by it. */
const mostFrames = 1_000_000;

/** Which element holds the pixels; null: none does. */
export function pixelElementOf(
  dataSet: DataSet,
): 'PixelData' | 'FloatPixelData' | 'DoubleFloatPixelData' | null {
  if (dataSet.has('PixelData')) return 'PixelData';
  if (dataSet.has('FloatPixelData')) return 'FloatPixelData';
  return dataSet.has('DoubleFloatPixelData') ? 'DoubleFloatPixelData' : null;
}

/** NumberOfFrames: 1 where it is absent or empty; null where it is no count. */
export function frameCountOf(dataSet: DataSet): number | null {
  if (!dataSet.filled('NumberOfFrames')) return 1;
  const count = dataSet.integer('NumberOfFrames');
  return count !== null && count >= 1 && count <= mostFrames ? count : null;
}

/**
 * The pixel layout of an object (PS3.3 C.7.6.3), every contradiction refused: nothing is guessed.
 * Errors: NO_PIXELS, DICOM_TRUNCATED (cut before the pixels), PIXEL_HEADER_INVALID with the attribute named,
 * PIXELS_UNSUPPORTED for interpretations that no decoder here knows.
 */
export function readPixelHeader(file: DicomFile): Result<PixelHeader> {
  const { dataSet } = file;
  const element = pixelElementOf(dataSet);
  if (element === null) return fail(file.truncatedAt === null ? 'NO_PIXELS' : 'DICOM_TRUNCATED');
  const rows = dataSet.integer('Rows');
  if (!isDimension(rows)) return invalid('Rows is missing or out of range.');
  const columns = dataSet.integer('Columns');
  if (!isDimension(columns)) return invalid('Columns is missing or out of range.');
  const frames = frameCountOf(dataSet);
  if (frames === null) return invalid('NumberOfFrames is no count of frames.');

  const photometricInterpretation = (dataSet.text('PhotometricInterpretation') ?? '').toUpperCase();
  if (photometricInterpretation === 'HSV') return fail('PIXELS_UNSUPPORTED', 'HSV pixels are not supported.');
  const samplesPerPixel = samplesOf.get(photometricInterpretation);
  if (samplesPerPixel === undefined) return invalid('PhotometricInterpretation is missing or not known.');
  const writtenSamples = dataSet.integer('SamplesPerPixel');
  if (dataSet.filled('SamplesPerPixel') && writtenSamples !== samplesPerPixel) {
    return invalid('SamplesPerPixel and PhotometricInterpretation contradict each other.');
  }
  if (photometricInterpretation === 'PALETTE COLOR' && !hasPalette(dataSet)) {
    return invalid('PALETTE COLOR without its colour tables.');
  }
  const planar = samplesPerPixel > 1 && dataSet.integer('PlanarConfiguration') === 1;
  const layout = { rows, columns, samplesPerPixel, frames, planar, photometricInterpretation };
  return element === 'PixelData' ? withIntegerBits(dataSet, layout) : withFloatBits(dataSet, element, layout);
}

type Layout = Omit<PixelHeader, 'bitsAllocated' | 'bitsStored' | 'highBit' | 'signed' | 'numeric'>;

function withIntegerBits(dataSet: DataSet, layout: Layout): Result<PixelHeader> {
  const bitsAllocated = dataSet.integer('BitsAllocated');
  if (!isBitsAllocated(bitsAllocated)) return invalid('BitsAllocated is not 1, 8, 16, 32 or 64.');
  const bitsStored = dataSet.filled('BitsStored') ? dataSet.integer('BitsStored') : bitsAllocated;
  if (bitsStored === null || bitsStored < 1 || bitsStored > bitsAllocated) {
    return invalid('BitsStored does not fit BitsAllocated.');
  }
  const highBit = dataSet.filled('HighBit') ? dataSet.integer('HighBit') : bitsStored - 1;
  if (highBit === null || highBit < bitsStored - 1 || highBit >= bitsAllocated) {
    return invalid('HighBit does not fit BitsStored.');
  }
  const representation = dataSet.filled('PixelRepresentation') ? dataSet.integer('PixelRepresentation') : 0;
  if (representation !== 0 && representation !== 1) return invalid('PixelRepresentation is neither 0 nor 1.');
  const signed = representation === 1;
  return succeed({ ...layout, bitsAllocated, bitsStored, highBit, signed, numeric: 'integer' });
}

function withFloatBits(
  dataSet: DataSet,
  element: 'FloatPixelData' | 'DoubleFloatPixelData',
  layout: Layout,
): Result<PixelHeader> {
  const bitsAllocated = element === 'FloatPixelData' ? 32 : 64;
  const numeric = element === 'FloatPixelData' ? 'float' : 'double';
  if (dataSet.integer('BitsAllocated') !== bitsAllocated)
    return invalid('BitsAllocated does not fit float pixels.');
  if (layout.samplesPerPixel !== 1) return invalid('Float pixels have one sample a pixel.');
  return succeed({
    ...layout,
    bitsAllocated,
    bitsStored: bitsAllocated,
    highBit: bitsAllocated - 1,
    signed: true,
    numeric,
  });
}

function hasPalette(dataSet: DataSet): boolean {
  return (
    dataSet.filled('RedPaletteColorLookupTableDescriptor') || dataSet.filled('PaletteColorLookupTableUID')
  );
}

function isDimension(value: number | null): value is number {
  return value !== null && value >= 1 && value <= 65_535;
}

function isBitsAllocated(value: number | null): value is 1 | 8 | 16 | 32 | 64 {
  return value === 1 || value === 8 || value === 16 || value === 32 || value === 64;
}

function invalid<T = never>(message: string): Result<T> {
  return fail('PIXEL_HEADER_INVALID', message);
}
