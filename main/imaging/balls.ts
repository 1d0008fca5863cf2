import type { GridDims, Kernels } from '../../native/index.ts';
import type { Vec3 } from '../domain/space.ts';
import { makeMask } from './masks.ts';

/** A mask with what the ball operations need beside it. */
export interface BallTask {
  readonly kernels: Kernels;
  readonly mask: Uint8Array;
  readonly dims: GridDims;
  readonly spacingMm: Vec3;
  readonly radiusMm: number;
}

/** The voxels that are at most a radius away from the mask, in mm; a new mask of 0 and 1. */
export function dilateByBall(task: BallTask): Uint8Array {
  const { kernels, mask, dims, spacingMm, radiusMm } = task;
  const outside = new Uint8Array(mask.length);
  for (let p = 0; p < mask.length; p++) outside[p] = mask[p] === 0 ? 1 : 0;
  const away = new Float32Array(mask.length);
  kernels.distance({ mask: outside, dims, spacingMm, out: away });
  for (let p = 0; p < mask.length; p++) outside[p] = away[p]! <= radiusMm ? 1 : 0;
  return outside;
}

/** The voxels of the mask that are further than a radius from its outside; the border of the grid erodes nothing. */
export function erodeByBall(task: BallTask): Uint8Array {
  const { kernels, mask, dims, spacingMm, radiusMm } = task;
  const depth = new Float32Array(mask.length);
  kernels.distance({ mask, dims, spacingMm, out: depth });
  return makeMask(depth.length, (p) => depth[p]! > radiusMm);
}

/** Fills what a ball of the radius cannot enter from outside. */
export function closeByBall(task: BallTask): Uint8Array {
  return erodeByBall({ ...task, mask: dilateByBall(task) });
}

/** Keeps what a ball of the radius reaches inside the mask. */
export function openByBall(task: BallTask): Uint8Array {
  const opened = dilateByBall({ ...task, mask: erodeByBall(task) });
  for (let p = 0; p < opened.length; p++) opened[p]! &= task.mask[p] === 0 ? 0 : 1;
  return opened;
}
