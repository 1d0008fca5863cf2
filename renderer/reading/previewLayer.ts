import { segmentRgb } from '../findings/segmentColours.ts';
import { valueFunction, type LabelLayer, type LabelPaint } from '../viewport/index.ts';
import type { ReadyImage } from './paneImage.ts';
import type { ValueRange } from './readingState.ts';

const paint: LabelPaint = {
  segments: new Map([[1, { rgb: segmentRgb(5), visible: true }]]),
  fill: 0.35,
  outline: 0.8,
};

/** What a range of values would take of an image, shown while the range is chosen; nothing for colour. */
export function previewLayer(image: ReadyImage, range: ValueRange | null): readonly LabelLayer[] {
  const { pixels, spec } = image;
  if (range === null || pixels.samplesPerPixel > 1 || spec.palette !== null) return [];
  const value = valueFunction(spec);
  const data = new Uint8Array(pixels.columns * pixels.rows);
  for (let index = 0; index < data.length; index++) {
    const shown = value(pixels.data[index] ?? 0);
    data[index] = shown >= range.lower && shown <= range.upper ? 1 : 0;
  }
  const slice = { ...pixels, data, range: { min: 0, max: 1 } };
  return [{ slice, revision: 0, paint }];
}
