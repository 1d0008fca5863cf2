import type { MorphologyTask } from '../kernels.ts';
import { morphologySteps } from '../tasks.ts';
import { complementBits, dilateBits, packBits, unpackBits } from './bits.ts';

/** Twin of `morphology`: 32 voxels at a time; erosion is the dilation of the background. */
export function morphologyTwin({ operation, mask, dims, element, iterations, out }: MorphologyTask): void {
  const steps = morphologySteps(operation, iterations);
  const grid = packBits(mask, dims);
  let spare: Int32Array = new Int32Array(grid.words.length);
  for (const step of steps) {
    if (step < 0) complementBits(grid);
    for (let repeat = 0; repeat < Math.abs(step); repeat++) spare = dilateBits(grid, element, spare);
    if (step < 0) complementBits(grid);
  }
  unpackBits(grid, out);
}
