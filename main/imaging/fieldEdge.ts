import type { CanonicalGrid } from './canonicalGrid.ts';
import { medianOf } from './regions.ts';
import { findPatches, ringOf, type Patch } from './slicePatches.ts';

/** Air outside is darker, and what is brighter was taken for body before. */
const darkestInsideHu = -930;
const leastAreaMm2 = 250;
/** Part of its edge within the field that must be body; foam under the patient has a table on its other side. */
const leastBodyAround = 0.7;

/**
 * Adds lung that is cut off by the edge of a small field of view: no ring of skin closes round it, so that filling slice
 * by slice misses it. Works on the body in place.
 */
export function addCutLungs(grid: CanonicalGrid, body: Uint8Array, skinHu: number): void {
  const { dims, spacingMm, values } = grid;
  for (let z = 0; z < dims[2]; z++) {
    const patches = findPatches(dims, z, (cell) => body[cell] === 0 && values[cell]! < skinHu);
    for (const patch of patches) {
      if (edgesTouched(grid, patch) !== 1 || patch.cells.length * spacingMm[0] * spacingMm[1] < leastAreaMm2)
        continue;
      if (medianOf(patch.cells.map((cell) => values[cell]!)) < darkestInsideHu) continue;
      const ring = ringOf(dims, patch, 1);
      const bodyAround = ring.filter((cell) => body[cell] !== 0).length;
      if (bodyAround > leastBodyAround * ring.length) for (const cell of patch.cells) body[cell] = 1;
    }
  }
}

/** A lung is cut by one side of the field; air in a corner, or from side to side under a table, is outside. */
function edgesTouched({ dims: [nx, ny] }: CanonicalGrid, { lowX, highX, lowY, highY }: Patch): number {
  return [lowX === 0, lowY === 0, highX === nx - 1, highY === ny - 1].filter(Boolean).length;
}
