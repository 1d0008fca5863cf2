import type { Kernels } from '../../native/index.ts';
import { raise } from '../domain/failure.ts';
import type { Volume, VolumeData } from '../domain/volume.ts';
import { tissue } from './concepts.ts';
import { measureSegments } from './measure.ts';
import { makePace, type Pace } from './pace.ts';
import type { LongWork, Segmentation, ValueBounds } from './segmentation.ts';

/** Bounds as asked; null is open. */
export interface OpenBounds {
  readonly lower: number | null;
  readonly upper: number | null;
}

/** One segment: every voxel whose value lies within the bounds, both ends included. One byte a voxel of extra memory. */
export async function segmentThreshold(
  task: LongWork & { readonly volume: Volume; readonly kernels: Kernels },
  asked: OpenBounds,
): Promise<Segmentation> {
  const { volume, kernels } = task;
  if (asked.lower === null && asked.upper === null) {
    raise('INVALID_INPUT', 'A threshold needs a lower or an upper bound.');
  }
  const bounds = closeBounds(asked);
  const labels = new Uint8Array(volume.data.length);
  await markWithin({ values: volume.data, bounds, out: labels, pace: makePace(task) });
  const meaning = { label: 'Threshold', category: tissue, type: tissue, modifier: null };
  return measureSegments({ volume, labels, meanings: [meaning], engine: kernels.engine, bounds });
}

/** Open ends become infinite; bounds that contain nothing are `INVALID_INPUT`. */
export function closeBounds({ lower, upper }: OpenBounds): ValueBounds {
  const bounds = { lower: lower ?? -Infinity, upper: upper ?? Infinity };
  if (!(bounds.lower <= bounds.upper)) {
    raise('INVALID_INPUT', `No value lies between ${bounds.lower} and ${bounds.upper}.`, bounds);
  }
  return bounds;
}

/** Elements handled between two looks at the signal: some 20 ms. */
const stretch = 1 << 23;

/** Writes 1 where a value lies within bounds, else 0; NaN never does. */
export async function markWithin(options: {
  readonly values: VolumeData;
  readonly bounds: ValueBounds;
  readonly out: Uint8Array;
  readonly pace: Pace;
}): Promise<void> {
  const { values, bounds, out, pace } = options;
  for (let from = 0; from < values.length; from += stretch) {
    const to = Math.min(values.length, from + stretch);
    markStretch(values, bounds, out, from, to);
    await pace(to / values.length);
  }
}

function markStretch(
  values: VolumeData,
  bounds: ValueBounds,
  out: Uint8Array,
  from: number,
  to: number,
): void {
  const { lower, upper } = bounds;
  for (let p = from; p < to; p++) {
    const value = values[p]!;
    out[p] = value >= lower && value <= upper ? 1 : 0;
  }
}
