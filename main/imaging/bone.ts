import type { Kernels } from '../../native/index.ts';
import { raise } from '../domain/failure.ts';
import type { Volume } from '../domain/volume.ts';
import { makeCanonicalGrid } from './canonicalGrid.ts';
import { findCoarseBody } from './coarseBody.ts';
import { anatomicalStructure, bone } from './concepts.ts';
import { findContrastBlood } from './contrastBlood.ts';
import { measureSegments, voxelVolumeMl } from './measure.ts';
import { makePace, partOf } from './pace.ts';
import { carryToVoxels, testVoxels } from './refine.ts';
import type { LongWork, Segmentation } from './segmentation.ts';

/** Spongy bone is denser than this; soft tissue without contrast medium is not. */
const boneHu = 160;
/** Every bone has some compact bone; what nowhere reaches this is calcified or enhanced soft tissue. */
const compactHu = 350;
/** Smaller pieces are noise, calcifications and clips. */
const leastPieceMl = 0.3;
/** Marrow that a ring of bone encloses in a slice is filled up to this area; the canal of the spine stays open. */
const mostMarrowMm2 = 100;
/** Larger voxels are not closed: a step would bridge more than the pores of spongy bone. */
const mostClosedMm = 1.3;
const cellMm = 2;

/**
 * Bone of a CT in HU with its marrow, without table, contrast-filled vessels and organs, clips and small calcifications:
 * connected regions above 160 HU that reach 350 HU. Three bytes a voxel of extra memory at most.
 * `NOTHING_FOUND` where there is none.
 */
export async function segmentBone(
  task: LongWork & { readonly volume: Volume; readonly kernels: Kernels },
): Promise<Segmentation> {
  const { volume, kernels } = task;
  const { dims, data, spacingMm } = volume;
  const pace = makePace(task);
  const grid = makeCanonicalGrid(volume, cellMm);
  await pace(0.15);
  const body = findCoarseBody(grid, kernels);
  await pace(0.3);
  const blood = findContrastBlood({ grid, kernels, body, boneHu });
  await pace(0.45);
  const plan = body.map((value, p) => (value !== 0 && blood[p] === 0 ? 1 | testVoxels : 0));
  const carried = partOf(pace, 0.45, 0.6);
  const labels = await carryToVoxels({ volume, grid, plan, lower: boneHu, upper: Infinity, pace: carried });
  const marker = new Uint8Array(labels.length);
  for (let p = 0; p < marker.length; p++) if (labels[p] !== 0 && data[p]! >= compactHu) marker[p] = 1;
  const minVoxels = leastPieceMl / voxelVolumeMl(volume.ijkToLps);
  kernels.keepComponents({
    mask: labels,
    dims,
    connectivity: 26,
    minVoxels,
    largestOnly: false,
    marker,
    out: labels,
  });
  await pace(0.75);
  if (Math.max(spacingMm[0], spacingMm[1]) <= mostClosedMm) {
    kernels.morphology({ operation: 'close', mask: labels, dims, element: 18, iterations: 1, out: labels });
  }
  await pace(0.85);
  const maxHoleVoxels = mostMarrowMm2 / (spacingMm[0] * spacingMm[1]);
  kernels.fillHoles({ mask: labels, dims, mode: 'slice', maxHoleVoxels, out: labels });
  await pace(0.95);
  if (!labels.includes(1)) raise('NOTHING_FOUND', 'There is no bone in this series.');
  const meaning = { label: 'Bone', category: anatomicalStructure, type: bone, modifier: null };
  return measureSegments({ volume, labels, meanings: [meaning], engine: kernels.engine, bounds: null });
}
