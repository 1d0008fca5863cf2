import type { VolumeData } from '../domain/volume.ts';

const bins = 256;
/** Looking at about this many values gives the same bound as looking at all. */
const sampleSize = 2_000_000;

/** The range of the finite values and the value that parts dark from bright best. */
export interface DarkAndBright {
  readonly least: number;
  readonly bound: number;
}

/** Otsu's bound (1979): the split of the histogram with the greatest variance between its halves; null for a flat volume. */
export function otsuBound(data: VolumeData): DarkAndBright | null {
  const step = Math.max(1, Math.floor(data.length / sampleSize));
  let least = Infinity;
  let most = -Infinity;
  for (let p = 0; p < data.length; p += step) {
    const value = data[p]!;
    if (!Number.isFinite(value)) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  if (!(most > least)) return null;
  const histogram = new Float64Array(bins);
  const width = (most - least) / bins;
  for (let p = 0; p < data.length; p += step) {
    const value = data[p]!;
    if (Number.isFinite(value)) histogram[Math.min(bins - 1, Math.floor((value - least) / width))]!++;
  }
  return { least, bound: least + width * bestSplit(histogram) };
}

function bestSplit(histogram: Float64Array): number {
  const total = histogram.reduce((sum, count) => sum + count, 0);
  const weighted = histogram.reduce((sum, count, bin) => sum + bin * count, 0);
  let [below, belowWeighted, best, split] = [0, 0, -1, 1];
  for (let bin = 0; bin < histogram.length - 1; bin++) {
    below += histogram[bin]!;
    belowWeighted += bin * histogram[bin]!;
    const above = total - below;
    if (below === 0 || above === 0) continue;
    const between = below * above * (belowWeighted / below - (weighted - belowWeighted) / above) ** 2;
    if (between > best) [best, split] = [between, bin + 1];
  }
  return split;
}
