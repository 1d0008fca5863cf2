import type { MorphologyTask } from './kernels.ts';

/** Seeds are offsets into the grid: an offset outside is a caller's bug. */
export function checkSeeds(seeds: Uint32Array, voxels: number): void {
  for (const seed of seeds) if (seed >= voxels) throw new RangeError(`seed ${seed} lies outside the grid`);
}

/** An operation as signed repeats in order: negative erodes, positive dilates. */
export function morphologySteps(operation: MorphologyTask['operation'], iterations: number): Int32Array {
  if (!Number.isInteger(iterations) || iterations < 0)
    throw new RangeError('iterations must be whole and not negative');
  switch (operation) {
    case 'erode':
      return Int32Array.of(-iterations);
    case 'dilate':
      return Int32Array.of(iterations);
    case 'open':
      return Int32Array.of(-iterations, iterations);
    case 'close':
      return Int32Array.of(iterations, -iterations);
  }
}
