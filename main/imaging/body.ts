import type { Kernels } from '../../native/index.ts';
import { raise } from '../domain/failure.ts';
import type { Volume } from '../domain/volume.ts';
import { makeCanonicalGrid } from './canonicalGrid.ts';
import { findCoarseBody, skinHu } from './coarseBody.ts';
import { anatomicalStructure, entireBody } from './concepts.ts';
import { measureSegments } from './measure.ts';
import { makePace, partOf } from './pace.ts';
import { carryToVoxels, planRefinement } from './refine.ts';
import type { LongWork, Segmentation } from './segmentation.ts';

const cellMm = 2.5;

export async function segmentBody(
  task: LongWork & { readonly volume: Volume; readonly kernels: Kernels },
): Promise<Segmentation> {
  const { volume, kernels } = task;
  const pace = makePace(task);
  const grid = makeCanonicalGrid(volume, cellMm);
  await pace(0.3);
  const body = findCoarseBody(grid, kernels);
  if (!body.includes(1)) raise('NOTHING_FOUND', 'There is no body in this series.');
  await pace(0.6);
  const plan = planRefinement(grid, body, () => true);
  const refined = partOf(pace, 0.6, 0.9);
  const labels = await carryToVoxels({ volume, grid, plan, lower: skinHu, upper: Infinity, pace: refined });
  const meaning = { label: 'Body', category: anatomicalStructure, type: entireBody, modifier: null };
  return measureSegments({ volume, labels, meanings: [meaning], engine: kernels.engine, bounds: null });
}
