import type { Kernels } from '../../native/index.ts';
import { makeMask } from './masks.ts';
import { raise } from '../domain/failure.ts';
import type { Volume } from '../domain/volume.ts';
import { findAirway } from './airway.ts';
import { closeByBall, dilateByBall } from './balls.ts';
import { makeCanonicalGrid, type CanonicalGrid } from './canonicalGrid.ts';
import { findCoarseBody } from './coarseBody.ts';
import { anatomicalStructure, left, lung, right } from './concepts.ts';
import { findGasPockets } from './gasPockets.ts';
import { chooseLungs, findLungAir } from './lungAir.ts';
import { leftSide, rightSide, splitSides } from './lungSides.ts';
import { measureSegments } from './measure.ts';
import { findMidline } from './midline.ts';
import { makePace, partOf } from './pace.ts';
import { carryToVoxels, planRefinement } from './refine.ts';
import type { LongWork, Segmentation } from './segmentation.ts';

/** Size of the cells on which the anatomy is decided. */
const cellMm = 2;
/** Vessels and small consolidations in and at the lung that a ball of this radius cannot enter belong to it. */
const closingMm = 6;

/**
 * Right and left lung of a CT in HU, vessels inside them included, trachea and main bronchi, bowel gas and fluid left out.
 * The steps and their sources are in lungs.SPEC.md. Fails with `NOTHING_FOUND` where there is no lung. Memory: one byte a
 * voxel, and a grid of 2 mm cells with some 30 bytes a cell. A lung that holds no air at all is not found.
 */
export async function segmentLungs(
  task: LongWork & { readonly volume: Volume; readonly kernels: Kernels },
): Promise<Segmentation> {
  const { volume, kernels } = task;
  const pace = makePace(task);
  const grid = makeCanonicalGrid(volume, cellMm);
  await pace(0.15);
  const body = findCoarseBody(grid, kernels);
  await pace(0.3);
  const found =
    findLungAir(grid, kernels, body) ?? raise('NOTHING_FOUND', 'There is no lung in this series.');
  await pace(0.4);
  const { lungHu, borderHu } = found;
  const gasHu = Math.min(-900, Math.max(-965, (lungHu - 1000) / 2));
  const airway = findAirway({ grid, kernels, body, airHu: gasHu, lungHu });
  await pace(0.5);

  const wall = dilateByBall({
    kernels,
    mask: airway.tree,
    dims: grid.dims,
    spacingMm: grid.spacingMm,
    radiusMm: 1.01 * Math.max(grid.spacingMm[0], grid.spacingMm[1]),
  });
  const inside = makeMask(body.length, (p) => body[p] !== 0 && wall[p] === 0);
  const gas = findGasPockets({ grid, kernels, inside, gasHu, tissueHu: borderHu });
  await pace(0.6);
  const air = makeMask(
    grid.values.length,
    (p) => inside[p] !== 0 && gas[p] === 0 && grid.values[p]! < borderHu,
  );
  const midlineX = findMidline(grid, body);
  const sides = midlineX === null ? air : splitSides({ grid, kernels, lungs: air, midlineX });
  await pace(0.7);
  chooseLungs({ grid, kernels, sides, gas, inside, gasHu, lungHu });
  const closed = closeLungs(grid, kernels, sides, airway.main);
  await pace(0.8);

  const plan = planRefinement(
    grid,
    closed,
    (cell) => grid.values[cell]! >= borderHu && airway.main[cell] === 0,
  );
  const refined = partOf(pace, 0.8, 0.95);
  const labels = await carryToVoxels({
    volume,
    grid,
    plan,
    lower: -Infinity,
    upper: borderHu,
    pace: refined,
  });
  const meanings =
    midlineX === null
      ? [{ label: 'Lung', category: anatomicalStructure, type: lung, modifier: null }]
      : [
          { label: 'Right lung', category: anatomicalStructure, type: lung, modifier: right },
          { label: 'Left lung', category: anatomicalStructure, type: lung, modifier: left },
        ];
  return measureSegments({ volume, labels, meanings, engine: kernels.engine, bounds: null });
}

/** Closes each lung and fills its cavities; neither enters the other lung or the main airway. */
function closeLungs(
  grid: CanonicalGrid,
  kernels: Kernels,
  sides: Uint8Array,
  mainAirway: Uint8Array,
): Uint8Array {
  const { dims, spacingMm } = grid;
  const closed = Uint8Array.from(sides);
  for (const side of [rightSide, leftSide]) {
    const mask = makeMask(sides.length, (p) => sides[p] === side);
    const filled = closeByBall({ kernels, mask, dims, spacingMm, radiusMm: closingMm });
    kernels.fillHoles({ mask: filled, dims, mode: 'volume', maxHoleVoxels: null, out: filled });
    for (let p = 0; p < filled.length; p++) {
      if (filled[p] !== 0 && sides[p] === 0 && mainAirway[p] === 0) closed[p] = side;
    }
  }
  return closed;
}
