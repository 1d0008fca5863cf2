import type { Mat4 } from '../../main/domain/space.ts';
import type { VolumeData } from '../../main/domain/volume.ts';
import type { VoxelGrid } from './slicePlane.ts';

/** A grid with its values, perhaps coarser than the one it was made of. */
export interface SampledVolume extends VoxelGrid {
  readonly data: VolumeData;
}

/**
 * The volume with at most `voxels` voxels, by averaging blocks of whole voxels: for pictures from afar, never for values.
 * The axis with the finest spacing is halved first. The same object where it is small enough already.
 */
export function sampleVolume(volume: SampledVolume, voxels: number): SampledVolume {
  const steps = stepsFor(volume, voxels);
  const [stepI, stepJ, stepK] = steps;
  if (stepI * stepJ * stepK === 1) return volume;
  const { data, dims } = volume;
  const size = dims.map((count, axis) => Math.floor(count / (steps[axis] ?? 1))) as [number, number, number];
  const [ni, nj, nk] = size;
  const out = new (data.constructor as new (length: number) => VolumeData)(ni * nj * nk);
  const isFloat = data instanceof Float32Array;
  const sums = new Float64Array(ni);
  const cells = stepI * stepJ * stepK;
  for (let k = 0, to = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      sums.fill(0);
      for (let z = 0; z < stepK; z++) {
        for (let y = 0; y < stepJ; y++) {
          let at = dims[0] * (j * stepJ + y + dims[1] * (k * stepK + z));
          for (let i = 0; i < ni; i++) {
            let sum = 0;
            for (let x = 0; x < stepI; x++) sum += data[at++] ?? 0;
            sums[i] = (sums[i] ?? 0) + sum;
          }
        }
      }
      for (let i = 0; i < ni; i++) {
        const mean = (sums[i] ?? 0) / cells;
        out[to++] = isFloat ? mean : Math.round(mean);
      }
    }
  }
  return { dims: size, data: out, ijkToLps: coarserGrid(volume.ijkToLps, steps) };
}

function stepsFor(volume: VoxelGrid, voxels: number): readonly [number, number, number] {
  const steps: [number, number, number] = [1, 1, 1];
  const spacing = [0, 4, 8].map((column) => Math.hypot(...volume.ijkToLps.slice(column, column + 3))) as [
    number,
    number,
    number,
  ];
  const count = (): number =>
    volume.dims.reduce((product, size, axis) => product * Math.floor(size / (steps[axis] ?? 1)), 1);
  while (count() > voxels) {
    const size = (axis: 0 | 1 | 2): number =>
      volume.dims[axis] / steps[axis] < 16 ? Infinity : spacing[axis] * steps[axis];
    const finest = ([0, 1, 2] as const).reduce((best, axis) => (size(axis) < size(best) ? axis : best));
    if (size(finest) === Infinity) break;
    steps[finest] += 1;
  }
  return steps;
}

/** The grid of block centres. */
function coarserGrid(ijkToLps: Mat4, steps: readonly [number, number, number]): Mat4 {
  const at = (index: number): number => ijkToLps[index] ?? 0;
  const origin = [0, 1, 2].map((row) =>
    [0, 1, 2].reduce((sum, axis) => sum + (at(axis * 4 + row) * ((steps[axis] ?? 1) - 1)) / 2, at(12 + row)),
  );
  const axes = [0, 1, 2].flatMap((axis) => [
    ...[0, 1, 2].map((row) => at(axis * 4 + row) * (steps[axis] ?? 1)),
    0,
  ]);
  return [...axes, ...origin, 1];
}
