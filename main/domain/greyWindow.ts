import { modalityFunction, type ModalityTransform } from './greyModality.ts';
import type { PaddingRange } from './greyPadding.ts';
import type { VoiTransform } from './greyVoi.ts';

/**
 * A window (LINEAR_EXACT, in modality values) for an image whose header has none: from the 1st to the 99th percentile of its modality values, padding and
 * NaN left out; the whole range where the percentiles fall together. Samples at most about 65536 pixels.
 * The screen marks it as computed, not as the header's.
 */
export function percentileWindow(
  data: ArrayLike<number>,
  modality: ModalityTransform = { kind: 'identity' },
  padding: PaddingRange | null = null,
): VoiTransform {
  const value = modalityFunction(modality);
  const step = Math.max(1, Math.floor(data.length / 65536));
  const sample: number[] = [];
  for (let index = 0; index < data.length; index += step) {
    const stored = data[index] ?? 0;
    if (padding !== null && stored >= padding.low && stored <= padding.high) continue;
    const shown = value(stored);
    if (Number.isFinite(shown)) sample.push(shown);
  }
  if (sample.length === 0) return exactWindow(0, 1);
  const sorted = Float64Array.from(sample).toSorted();
  const at = (fraction: number): number => sorted[Math.round(fraction * (sorted.length - 1))] ?? 0;
  const [low, high] = at(0.01) < at(0.99) ? [at(0.01), at(0.99)] : [at(0), at(1)];
  return low < high ? exactWindow(low, high) : exactWindow(low - 0.5, low + 0.5);
}

function exactWindow(low: number, high: number): VoiTransform {
  return {
    kind: 'window',
    function: 'LINEAR_EXACT',
    windowCenter: (low + high) / 2,
    windowWidth: high - low,
  };
}
