import type { PixelHeader } from '../../domain/pixelHeader.ts';

/** A header for tests: 16-bit unsigned grey unless put otherwise; `bits` sets BitsStored and HighBit. */
export function pixelHeader(other: Partial<PixelHeader> & { readonly bits?: number } = {}): PixelHeader {
  const { bits, ...rest } = other;
  const bitsAllocated = rest.bitsAllocated ?? 16;
  const bitsStored = bits ?? bitsAllocated;
  return {
    rows: 1,
    columns: 1,
    samplesPerPixel: 1,
    frames: 1,
    bitsAllocated,
    bitsStored,
    highBit: bitsStored - 1,
    signed: false,
    numeric: 'integer',
    planar: false,
    photometricInterpretation: 'MONOCHROME2',
    ...rest,
  };
}
