import {
  ellipseAreaMm2,
  ellipseAreaPixels,
  ellipseStatistics,
  lengthMm,
  lengthPixels,
  type PixelSpacingMm,
} from '../domain/measure.ts';
import type { DecodedFrame } from '../domain/pixelHeader.ts';
import type { MarkContent, Measurement } from './finding.ts';

/** What a mark is measured against: the frame it lies on. */
export interface MarkGround {
  /** Stored values; null where the frame cannot be decoded: lengths and areas are still right. */
  readonly pixels: DecodedFrame | null;
  /** Rescaled value of a stored one, and its unit. */
  readonly toValue: (stored: number) => number;
  readonly unit: string | null;
  readonly isPadding: (stored: number) => boolean;
  /** Distance of rows, then of columns; null: px. */
  readonly spacingMm: PixelSpacingMm | null;
  readonly spacingNote: Measurement['note'];
}

/**
 * The measurements of one mark. Lengths and areas are mm and mm² only where the spacing is known, else px and px²;
 * colour images have no values.
 */
export function measureMark(mark: MarkContent, ground: MarkGround): readonly Measurement[] {
  const [from, to] = mark.points;
  const { spacingMm, spacingNote } = ground;
  const inSpace = (
    name: 'length' | 'area',
    mm: number | null,
    pixels: number,
    power: '' | '²',
  ): Measurement => ({
    name,
    quantity: mm === null ? { value: pixels, unit: `px${power}` } : { value: mm, unit: `mm${power}` },
    note: mm === null ? null : spacingNote,
  });
  if (mark.kind === 'length') {
    const mm = spacingMm === null ? null : lengthMm(from, to, spacingMm);
    return [inSpace('length', mm, lengthPixels(from, to), '')];
  }
  const areaMm2 = spacingMm === null ? null : ellipseAreaMm2(mark.points, spacingMm);
  return [inSpace('area', areaMm2, ellipseAreaPixels(mark.points), '²'), ...valuesInside(mark, ground)];
}

function valuesInside(mark: MarkContent, ground: MarkGround): readonly Measurement[] {
  const { pixels, toValue, unit, isPadding } = ground;
  if (pixels === null || pixels.samplesPerPixel !== 1) return [];
  if (pixels.photometricInterpretation === 'PALETTE COLOR') return [];
  const found = ellipseStatistics({
    corners: mark.points,
    rows: pixels.rows,
    columns: pixels.columns,
    data: pixels.data,
    toValue,
    isPadding,
  });
  if (found === null) return [];
  const of = (name: Measurement['name'], value: number): Measurement => ({
    name,
    quantity: { value, unit: name === 'pixels' ? null : unit },
    note: null,
  });
  return [
    of('mean', found.mean),
    of('max', found.max),
    of('min', found.min),
    of('sd', found.sd),
    of('pixels', found.pixels),
  ];
}
