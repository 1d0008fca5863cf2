import type { UltrasoundRegion } from '../../dicom/instanceHeader.ts';
import type { PixelHeader } from '../../domain/pixelHeader.ts';
import { bytesUrl } from '../../../preload/contract/bytes.ts';
import type { FrameInfo } from '../../../preload/contract/pixels.ts';
import type { DataType } from '../../../preload/contract/values.ts';
import type { SeriesFrame } from './seriesFrames.ts';

/** One frame as the page needs it; `grey` is its index in the series' table. */
export function frameInfoOf(frame: SeriesFrame, grey: number): FrameInfo {
  const { record, attributes, pixels, image } = frame;
  const { orientation } = attributes;
  const spacing = spacingOf(frame);
  return {
    instanceKey: record.instanceKey,
    sopInstanceUid: record.sopInstanceUid,
    frame: frame.frame,
    instanceNumber: record.header.instance.number,
    url: bytesUrl({ kind: 'frame', instanceKey: record.instanceKey, frame: frame.frame }),
    rows: pixels.rows,
    columns: pixels.columns,
    samplesPerPixel: pixels.samplesPerPixel,
    dataType: decodedType(pixels),
    grey,
    pixelSpacingMm: spacing.valueMm,
    spacingKind: spacing.kind,
    positionLps: attributes.positionLps === null ? null : [...attributes.positionLps],
    rowDirection: orientation === null ? null : [orientation[0], orientation[1], orientation[2]],
    columnDirection: orientation === null ? null : [orientation[3], orientation[4], orientation[5]],
    patientOrientation: image.patientOrientation === null ? null : [...image.patientOrientation],
    pixelAspectRatio: image.pixelSpacing.aspectRatio === null ? null : [...image.pixelSpacing.aspectRatio],
    sliceLocationMm: attributes.sliceLocationMm,
    sliceThicknessMm: attributes.sliceThicknessMm,
    lossy: image.lossy
      ? { ratio: image.lossyRatios.at(-1) ?? null, method: image.lossyMethods.at(-1) ?? null }
      : null,
    conflictingCopies: record.conflictingCopies,
    ultrasoundRegions: image.regions.map(plainRegion),
  };
}

/** Element type of a decoded frame: stored values as their header declares them, colour as unsigned bytes or words. */
export function decodedType(pixels: PixelHeader): DataType {
  if (pixels.numeric === 'float') return 'f32';
  if (pixels.numeric === 'double') return 'f64';
  const sign = pixels.signed ? 'i' : 'u';
  if (pixels.bitsAllocated <= 8) return `${sign}8`;
  return pixels.bitsAllocated === 16 ? `${sign}16` : `${sign}32`;
}

/** Spacing that may be measured with, and what it means (PS3.3 10.7). */
export function spacingOf(frame: SeriesFrame): {
  readonly valueMm: [number, number] | null;
  readonly kind: FrameInfo['spacingKind'];
} {
  const { attributes, image } = frame;
  const { kind, valueMm } = image.pixelSpacing;
  // Functional groups of a frame go before what the object says as a whole.
  const own = attributes.spacingMm;
  if (own !== null && (kind === null || kind === 'patient'))
    return { valueMm: [own[0], own[1]], kind: 'patient' };
  if (kind === null || kind === 'scanned' || valueMm === null) return { valueMm: null, kind: null };
  return { valueMm: [valueMm[0], valueMm[1]], kind };
}

/** PhysicalUnits code 3 is cm (PS3.3 C.8.5.5.1.15); anything else is no length. */
const centimetres = 3;

function plainRegion(region: UltrasoundRegion): FrameInfo['ultrasoundRegions'][number] {
  const mm = (unit: number | null, delta: number | null): number | null =>
    unit === centimetres && delta !== null && delta !== 0 ? Math.abs(delta) * 10 : null;
  return {
    x0: region.minX,
    y0: region.minY,
    x1: region.maxX,
    y1: region.maxY,
    mmPerPixelX: mm(region.unitsX, region.deltaX),
    mmPerPixelY: mm(region.unitsY, region.deltaY),
  };
}
