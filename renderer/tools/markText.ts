import type { Measurement } from './markMeasure.ts';

/** The words that a measurement is said with, in the reader's language. */
export interface MarkWords {
  readonly area: string;
  readonly mean: string;
  readonly max: string;
  readonly min: string;
  readonly sd: string;
  readonly pixels: string;
  readonly volume: string;
  readonly atDetector: string;
  readonly calibrated: string;
}

const thinSpace = '\u2009';

/** Decimals as readers expect them: lengths, areas, means and deviations one, extremes and counts none. */
const digitsOf: Readonly<Record<Measurement['name'], number>> = {
  length: 1,
  area: 1,
  mean: 1,
  max: 0,
  min: 0,
  sd: 1,
  pixels: 0,
  volume: 1,
};

/**
 * A measurement as one line: `12.3 mm`, `Mean 41.2 HU`, `12.3 mm (at detector)`.
 * Extremes of values that are no whole numbers keep three digits; nothing is rounded away to 0.
 */
export function measurementText(measurement: Measurement, words: MarkWords): string {
  const { name, quantity, note } = measurement;
  const unit = quantity.unit === null ? '' : thinSpace + quantity.unit;
  const remark =
    note === 'at-detector' ? ` (${words.atDetector})` : note === 'calibrated' ? ` (${words.calibrated})` : '';
  const label = name === 'length' ? '' : `${words[name]} `;
  return label + numberText(quantity.value, name) + unit + remark;
}

/** All lines of a mark in the field's order. */
export function markLines(measurements: readonly Measurement[], words: MarkWords): readonly string[] {
  return measurements.map((measurement) => measurementText(measurement, words));
}

function numberText(value: number, name: Measurement['name']): string {
  const isExtreme = name === 'max' || name === 'min';
  if (isExtreme && !Number.isInteger(value)) return String(Number(value.toPrecision(4)));
  const digits = digitsOf[name];
  const small = value !== 0 && Math.abs(value) < 0.5 * 10 ** -digits;
  const text = small ? value.toPrecision(2) : value.toFixed(digits);
  return text.replace('-', '\u2212');
}
