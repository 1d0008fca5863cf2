import type { Kernels } from '../../native/index.ts';
import { raise } from '../domain/failure.ts';
import type { Volume } from '../domain/volume.ts';
import { makeCanonicalGrid, type LinearMap } from './canonicalGrid.ts';
import { findCoarseBody, skinHu } from './coarseBody.ts';
import { anatomicalStructure, entireBody } from './concepts.ts';
import { measureSegments } from './measure.ts';
import { otsuBound } from './otsu.ts';
import { makePace, partOf } from './pace.ts';
import { carryToVoxels, planRefinement } from './refine.ts';
import type { LongWork, Segmentation } from './segmentation.ts';

const cellMm = 2.5;

/** What air is taken for, in the scale of HU. */
const airHu = -1000;

/**
 * The patient of a scan with everything inside the skin; table, cushions and air outside left out. Where values are not
 * in HU, the bound between air and patient is Otsu's. One byte a voxel of extra memory.
 * `NOTHING_FOUND` where nothing is thick and bright enough.
 */
export async function segmentBody(
  task: LongWork & { readonly volume: Volume; readonly kernels: Kernels },
): Promise<Segmentation> {
  const { volume, kernels } = task;
  const pace = makePace(task);
  const { lower, toHu } = skinBound(volume);
  const grid = makeCanonicalGrid(volume, cellMm, toHu);
  await pace(0.3);
  const body = findCoarseBody(grid, kernels);
  if (!body.includes(1)) raise('NOTHING_FOUND', 'There is no body in this series.');
  await pace(0.6);
  const plan = planRefinement(grid, body, () => true);
  const refined = partOf(pace, 0.6, 0.9);
  const labels = await carryToVoxels({ volume, grid, plan, lower, upper: Infinity, pace: refined });
  const meaning = { label: 'Body', category: anatomicalStructure, type: entireBody, modifier: null };
  return measureSegments({ volume, labels, meanings: [meaning], engine: kernels.engine, bounds: null });
}

/** The value of skin, and the map that puts air and skin where they lie in HU. */
function skinBound({ data, unit }: Volume): { readonly lower: number; readonly toHu: LinearMap } {
  if (unit === 'HU') return { lower: skinHu, toHu: { slope: 1, intercept: 0 } };
  const { least, bound } =
    otsuBound(data) ?? raise('NOTHING_FOUND', 'All values of this series are the same.');
  const slope = (skinHu - airHu) / (bound - least);
  return { lower: bound, toHu: { slope, intercept: airHu - slope * least } };
}
