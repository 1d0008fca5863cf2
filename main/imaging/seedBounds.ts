import type { Vec3 } from '../domain/space.ts';
import type { Volume } from '../domain/volume.ts';
import type { ValueBounds } from './segmentation.ts';

/** Radius of the seed's surroundings that the bounds are derived from. */
const radiusMm = 3;
/** Standard deviations either side of the mean (the multiplier that ITK's confidence connected filter starts with). */
const deviations = 2.5;
/** Never narrower than this either side: soft tissues of one organ differ by as much. */
const leastHalfWidthHu = 30;
/** Where values have no unit: this part of the volume's range, either side. */
const leastHalfWidthOfRange = 0.03;

/**
 * Bounds for growing from a seed when none were given: mean +- 2.5 standard deviations of the voxels within 3 mm of the
 * seed (at least its 26 neighbours), but at least 30 HU (or 3 % of the volume's range) either side, and always wide
 * enough to contain the seed. Values that are not finite are left out. The seed must lie in the volume.
 */
export function seedBounds(volume: Volume, seedIjk: Vec3): ValueBounds {
  const values = surroundings(volume, seedIjk);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  const least = volume.unit === 'HU' ? leastHalfWidthHu : leastHalfWidthOfRange * rangeOf(volume);
  const half = Math.max(deviations * Math.sqrt(variance), least);
  const [i, j, k] = seedIjk;
  const own = volume.data[i + volume.dims[0] * (j + volume.dims[1] * k)] ?? mean;
  return { lower: Math.min(mean - half, own), upper: Math.max(mean + half, own) };
}

function surroundings({ dims, spacingMm, data }: Volume, [si, sj, sk]: Vec3): number[] {
  const reach = spacingMm.map((mm) => Math.max(1, Math.floor(radiusMm / mm)));
  const [ri = 1, rj = 1, rk = 1] = reach;
  const values: number[] = [];
  for (let k = Math.max(0, sk - rk); k <= Math.min(dims[2] - 1, sk + rk); k++) {
    for (let j = Math.max(0, sj - rj); j <= Math.min(dims[1] - 1, sj + rj); j++) {
      for (let i = Math.max(0, si - ri); i <= Math.min(dims[0] - 1, si + ri); i++) {
        const steps = [i - si, j - sj, k - sk];
        const away = Math.hypot(...steps.map((step, axis) => step * (spacingMm[axis] ?? 1)));
        const touches = steps.every((step) => Math.abs(step) <= 1);
        const value = data[i + dims[0] * (j + dims[1] * k)]!;
        if ((touches || away <= radiusMm) && Number.isFinite(value)) values.push(value);
      }
    }
  }
  return values;
}

function rangeOf({ data }: Volume): number {
  let least = Infinity;
  let most = -Infinity;
  for (const value of data) {
    if (!Number.isFinite(value)) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return most >= least ? most - least : 0;
}
