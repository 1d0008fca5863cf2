import type { FrameData, PixelHeader } from '../domain/pixelHeader.ts';

/** What the assembly needs to know of one slice beside its pixels. */
export interface SliceRescale {
  readonly header: PixelHeader;
  readonly modality: string | null;
  /** Null where there is none: 1. */
  readonly rescaleSlope: number | null;
  /** Null where there is none: 0. */
  readonly rescaleIntercept: number | null;
  /** RescaleType, trimmed: `HU`, `US`, `OD`. */
  readonly rescaleType: string | null;
  /** The third value of ImageType: `LOCALIZER` has no Hounsfield unit. */
  readonly imageKind: string | null;
}

/** Whether every slice has integer values after its rescale: then 16 bits are tried first. */
export function isIntegral(slices: readonly SliceRescale[]): boolean {
  return slices.every(
    ({ header, rescaleSlope, rescaleIntercept }) =>
      header.numeric === 'integer' &&
      header.bitsAllocated <= 16 &&
      Number.isInteger(rescaleSlope ?? 1) &&
      Number.isInteger(rescaleIntercept ?? 0),
  );
}

/**
 * `HU` where every slice says so: RescaleType HU, or a CT image with a rescale whose type is absent, as its values are HU
 * by definition (PS3.3 C.8.2.1.1.2) unless it is a localizer. Null otherwise: no unit.
 */
export function volumeUnit(slices: readonly SliceRescale[]): 'HU' | null {
  return slices.length > 0 && slices.every(isHounsfield) ? 'HU' : null;
}

/**
 * Writes slope x stored + intercept into `target`. False where a value does not fit 16 bits: `target` is then undefined.
 * Float targets take every value.
 */
export function rescaleInto(
  stored: FrameData,
  rescale: SliceRescale | undefined,
  target: Int16Array | Float32Array,
): boolean {
  const slope = rescale?.rescaleSlope ?? 1;
  const intercept = rescale?.rescaleIntercept ?? 0;
  if (target instanceof Float32Array) {
    for (let index = 0; index < target.length; index += 1) {
      target[index] = (stored[index] ?? 0) * slope + intercept;
    }
    return true;
  }
  let fits = true;
  for (let index = 0; index < target.length; index += 1) {
    const value = (stored[index] ?? 0) * slope + intercept;
    if (value !== (value << 16) >> 16) fits = false;
    target[index] = value;
  }
  return fits;
}

function isHounsfield({ modality, rescaleType, rescaleSlope, imageKind }: SliceRescale): boolean {
  if (rescaleType !== null && rescaleType !== '') return rescaleType === 'HU';
  return modality === 'CT' && rescaleSlope !== null && imageKind !== 'LOCALIZER';
}
