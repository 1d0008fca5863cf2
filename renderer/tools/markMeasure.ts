import {
  ellipseAreaMm2,
  ellipseAreaPixels,
  ellipseStatistics,
  lengthMm,
  lengthPixels,
} from '../../main/domain/measure.ts';
import type { Finding } from '../../preload/contract/findings.ts';
import type { MarkShape } from './markShape.ts';
import type { MarkSpacing } from './markSpacing.ts';

export type Measurement = Finding['measurements'][number];

/** The pixels under a mark; null for colour images and while they are not loaded. */
export interface MarkPixels {
  readonly rows: number;
  readonly columns: number;
  readonly data: ArrayLike<number>;
  readonly toValue: (stored: number) => number;
  readonly isPadding: (stored: number) => boolean;
  /** `HU` or another stated unit; null where there is none. */
  readonly unit: string | null;
}

/** What a mark measures, while it is drawn; the services compute the same when it is saved. */
export function measureMark(
  shape: MarkShape,
  spacing: MarkSpacing,
  pixels: MarkPixels | null,
): readonly Measurement[] {
  const note = noteOf(spacing);
  const [first, second] = shape.points;
  if (shape.kind === 'length') {
    const quantity =
      spacing.kind === 'pixels'
        ? { value: lengthPixels(first, second), unit: 'px' }
        : { value: lengthMm(first, second, spacing.spacingMm), unit: 'mm' };
    return [{ name: 'length', quantity, note }];
  }
  const area =
    spacing.kind === 'pixels'
      ? { value: ellipseAreaPixels(shape.points), unit: 'px' }
      : { value: ellipseAreaMm2(shape.points, spacing.spacingMm), unit: 'mm²' };
  const statistics = pixels === null ? null : ellipseStatistics({ ...pixels, corners: [first, second] });
  const values =
    statistics === null || pixels === null
      ? []
      : (['mean', 'max', 'min', 'sd'] as const).map((name): Measurement => ({
          name,
          quantity: { value: statistics[name], unit: pixels.unit },
          note: null,
        }));
  const count: readonly Measurement[] =
    statistics === null
      ? []
      : [{ name: 'pixels', quantity: { value: statistics.pixels, unit: null }, note: null }];
  return [{ name: 'area', quantity: area, note }, ...values, ...count];
}

function noteOf(spacing: MarkSpacing): Measurement['note'] {
  switch (spacing.kind) {
    case 'detector':
      return 'at-detector';
    case 'calibrated':
      return 'calibrated';
    case 'ultrasound':
      return 'ultrasound';
    case 'patient':
    case 'pixels':
      return null;
  }
}
