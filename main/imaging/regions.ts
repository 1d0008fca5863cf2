import type { Connectivity, GridDims, Kernels } from '../../native/index.ts';
import type { Vec3 } from '../domain/space.ts';

/** One connected component and where it lies, in cells. */
export interface Region {
  /** Its value in the label image. */
  readonly label: number;
  readonly cells: number;
  readonly centre: Vec3;
  readonly low: Vec3;
  readonly high: Vec3;
}

/** The components of a mask in order of their labels, 1..n. */
export interface Regions {
  readonly labels: Uint32Array;
  /** Element n - 1 describes label n. */
  readonly list: readonly Region[];
}

/** Labels a mask and measures its components. */
export function findRegions(options: {
  readonly kernels: Kernels;
  readonly mask: Uint8Array;
  readonly dims: GridDims;
  readonly connectivity: Connectivity;
}): Regions {
  const { kernels, mask, dims, connectivity } = options;
  const labels = new Uint32Array(mask.length);
  const count = kernels.label({ mask, dims, connectivity, labels });
  return { labels, list: measureRegions(labels, dims, count) };
}

function measureRegions(labels: Uint32Array, [nx, ny, nz]: GridDims, count: number): Region[] {
  const cells = new Float64Array(count + 1);
  const sums = [0, 1, 2].map(() => new Float64Array(count + 1));
  const lows = [nx, ny, nz].map((n) => new Int32Array(count + 1).fill(n));
  const highs = [0, 1, 2].map(() => new Int32Array(count + 1).fill(-1));
  let p = 0;
  for (let z = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      for (let x = 0; x < nx; x++) {
        const label = labels[p++]!;
        if (label === 0) continue;
        cells[label]!++;
        for (let axis = 0; axis < 3; axis++) {
          const at = axis === 0 ? x : axis === 1 ? y : z;
          sums[axis]![label]! += at;
          if (at < lows[axis]![label]!) lows[axis]![label] = at;
          if (at > highs[axis]![label]!) highs[axis]![label] = at;
        }
      }
    }
  }
  return Array.from({ length: count }, (_, index) => {
    const label = index + 1;
    const each = (from: (axis: number) => number): Vec3 => [from(0), from(1), from(2)];
    return {
      label,
      cells: cells[label]!,
      centre: each((axis) => sums[axis]![label]! / cells[label]!),
      low: each((axis) => lows[axis]![label]!),
      high: each((axis) => highs[axis]![label]!),
    };
  });
}

/** The value that half of the marked cells lie below; null where nothing is marked. Values from -1024 to 3071. */
export function medianWhere(values: Int16Array, isMarked: (cell: number) => boolean): number | null {
  const histogram = new Uint32Array(4096);
  let count = 0;
  for (let p = 0; p < values.length; p++) {
    if (!isMarked(p)) continue;
    histogram[values[p]! + 1024]!++;
    count++;
  }
  let below = 0;
  for (let bin = 0; bin < histogram.length; bin++) {
    below += histogram[bin]!;
    if (count > 0 && 2 * below >= count) return bin - 1024;
  }
  return null;
}

/** The middle value of a list; NaN for none. */
export function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
