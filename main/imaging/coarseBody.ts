import type { GridDims, Kernels } from '../../native/index.ts';
import type { Vec3 } from '../domain/space.ts';
import { makeMask } from './masks.ts';
import { dilateByBall, erodeByBall } from './balls.ts';
import type { CanonicalGrid } from './canonicalGrid.ts';
import { addCutLungs } from './fieldEdge.ts';
import { findRegions, type Regions } from './regions.ts';
import { cutTable } from './tablePlane.ts';

/** Fat with some partial volume; foam, clothes and air are below. */
export const skinHu = -250;
/** Thinner than twice this is no body when nothing thicker carries it: table shells, cushions' covers, lines. */
const thinMm = 10;
/** Table parts that hold together with the body through single cells come off here. */
const lightMm = 2;

/**
 * The patient on the small grid, everything inside the skin included: lungs, airways and bowel gas are filled slice by
 * slice across the body, so that a scan that is cut at both ends is filled too. The table is left out. Cells of 0 and 1;
 * all 0 where nothing is thick enough.
 */
export function findCoarseBody(grid: CanonicalGrid, kernels: Kernels): Uint8Array {
  const { dims, spacingMm, values } = grid;
  const dense = makeMask(values.length, (p) => values[p]! > skinHu);
  cutTable(grid, dense);
  const light = erodeByBall({ kernels, mask: dense, dims, spacingMm, radiusMm: lightMm });
  const solid = keepBodies(grid, kernels, restore(grid, kernels, light, dense, lightMm));
  fillAcross(grid, kernels, solid);
  const core = erodeByBall({ kernels, mask: solid, dims, spacingMm, radiusMm: thinMm });
  const bodies = keepBodies(grid, kernels, core);
  const body = restore(grid, kernels, bodies, solid, thinMm);
  addCutLungs(grid, body, skinHu);
  return body;
}

/** A slab thinner than this, cut along the body, is filled in its own plane. */
const thinSlabMm = 100;

/** Fills holes in slices across the body, or across the thinnest side of a slab. Works in place. */
function fillAcross({ dims, spacingMm }: CanonicalGrid, kernels: Kernels, mask: Uint8Array): void {
  const extents = dims.map((n, axis) => n * (spacingMm[axis] ?? 1));
  const thinnest = extents.indexOf(Math.min(...extents));
  const axis = extents[thinnest]! < thinSlabMm ? thinnest : 2;
  if (axis === 2) {
    kernels.fillHoles({ mask, dims, mode: 'slice', maxHoleVoxels: null, out: mask });
    return;
  }
  const [nx, ny, nz] = dims;
  const turned: GridDims = axis === 0 ? [ny, nz, nx] : [nx, nz, ny];
  const copy = new Uint8Array(mask.length);
  const offsetOf = (x: number, y: number, z: number): number =>
    axis === 0 ? y + ny * (z + nz * x) : x + nx * (z + nz * y);
  eachCell((p, x, y, z) => (copy[offsetOf(x, y, z)] = mask[p]!));
  kernels.fillHoles({ mask: copy, dims: turned, mode: 'slice', maxHoleVoxels: null, out: copy });
  eachCell((p, x, y, z) => (mask[p] = copy[offsetOf(x, y, z)]!));

  function eachCell(visit: (p: number, x: number, y: number, z: number) => void): void {
    for (let p = 0; p < mask.length; p++)
      visit(p, p % nx, Math.floor(p / nx) % ny, Math.floor(p / (nx * ny)));
  }
}

/** What an erosion left, grown back within the mask that it came from. */
function restore(
  grid: CanonicalGrid,
  kernels: Kernels,
  core: Uint8Array,
  within: Uint8Array,
  radiusMm: number,
): Uint8Array {
  const { dims, spacingMm } = grid;
  const grown = dilateByBall({
    kernels,
    mask: core,
    dims,
    spacingMm,
    radiusMm: radiusMm + Math.min(spacingMm[0], spacingMm[1]),
  });
  for (let p = 0; p < grown.length; p++) grown[p]! &= within[p]!;
  return grown;
}

/** Keeps the largest component and others (arms, legs) that are no sliver and not as flat and wide as a table. */
function keepBodies({ dims, spacingMm }: CanonicalGrid, kernels: Kernels, mask: Uint8Array): Uint8Array {
  const regions = findRegions({ kernels, mask, dims, connectivity: 6 });
  const kept = chooseBodies(regions, spacingMm, dims);
  return makeMask(mask.length, (p) => kept[regions.labels[p]!] !== 0);
}

function chooseBodies({ list }: Regions, spacingMm: Vec3, dims: GridDims): Uint8Array {
  const kept = new Uint8Array(list.length + 1);
  const tableLike = list.map(({ low, high }) => {
    const wide = (high[0] - low[0] + 1) * spacingMm[0];
    const tall = (high[1] - low[1] + 1) * spacingMm[1];
    const fieldIsNarrow = Math.min(dims[0] * spacingMm[0], dims[1] * spacingMm[1]) < 100;
    return !fieldIsNarrow && Math.max(wide, tall) > 180 && Math.min(wide, tall) < 0.28 * Math.max(wide, tall);
  });
  const bodies = list.filter((_, index) => tableLike[index] === false);
  const largest = Math.max(0, ...bodies.map(({ cells }) => cells));
  for (const { label, cells } of bodies) if (cells >= 0.02 * largest) kept[label] = 1;
  return kept;
}
