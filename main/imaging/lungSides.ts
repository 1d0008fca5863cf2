import type { Kernels } from '../../native/index.ts';
import type { CanonicalGrid } from './canonicalGrid.ts';
import { makeMask } from './masks.ts';
import { findRegions } from './regions.ts';

/** How deep the lungs are eroded, at most, until their two halves come apart. */
const depthsMm = [0, 1.5, 2.5, 3.5, 5, 6.5, 8, 10, 12, 15, 18, 22];
/** Cells this near to the midline say nothing about the side. */
const marginMm = 12;
/** A component is torn apart further while each side holds at least this part of it. */
const leastShare = 0.12;
/** Components smaller than this part of the whole never hold up the search. */
const leastPart = 0.04;

/** Numbers of the sides in the result: the right lung comes first. */
export const rightSide = 1;
export const leftSide = 2;

/**
 * Gives each cell of both lungs its side. Parts that hang together across the midline (where the lungs meet in front of
 * or behind the heart) are eroded until they come apart, and flooded back from the depth of each half, so that they are
 * cut at the narrowest place. `midlineX` in cells; x runs to the patient's left. What stays whole at any depth is cut at
 * the midline.
 */
export function splitSides(options: {
  readonly grid: CanonicalGrid;
  readonly kernels: Kernels;
  readonly lungs: Uint8Array;
  readonly midlineX: number;
}): Uint8Array {
  const { grid, kernels, lungs, midlineX } = options;
  const { dims, spacingMm } = grid;
  const depth = new Float32Array(lungs.length);
  kernels.distance({ mask: lungs, dims, spacingMm, out: depth });
  const sides = new Uint8Array(lungs.length);
  for (const least of depthsMm) {
    const deep = makeMask(depth.length, (p) => depth[p]! > least);
    if (assignSides(grid, kernels, { mask: deep, midlineX, sides })) break;
  }
  floodSides(grid, depth, sides);
  sideTheRest(grid, kernels, { lungs, midlineX, sides });
  return sides;
}

/** Writes the side of every component; false where one lies on both sides. */
function assignSides(
  grid: CanonicalGrid,
  kernels: Kernels,
  task: { readonly mask: Uint8Array; readonly midlineX: number; readonly sides: Uint8Array },
): boolean {
  const { dims, spacingMm } = grid;
  const { mask, midlineX, sides } = task;
  const { labels, list } = findRegions({ kernels, mask, dims, connectivity: 6 });
  const rights = new Float64Array(list.length + 1);
  const lefts = new Float64Array(list.length + 1);
  const margin = marginMm / spacingMm[0];
  for (let p = 0; p < labels.length; p++) {
    const label = labels[p]!;
    if (label === 0) continue;
    const away = (p % dims[0]) - midlineX;
    if (away > margin) lefts[label]!++;
    else if (away < -margin) rights[label]!++;
  }
  const total = list.reduce((sum, { cells }) => sum + cells, 0);
  let allClear = true;
  const sideOf = new Uint8Array(list.length + 1);
  for (const { label, cells, centre } of list) {
    const [less, more] = [rights[label]!, lefts[label]!].toSorted((a, b) => a - b) as [number, number];
    const spans = less > leastShare * (less + more) && cells > leastPart * total;
    if (spans) allClear = false;
    else sideOf[label] = centre[0] < midlineX ? rightSide : leftSide;
  }
  for (let p = 0; p < labels.length; p++) sides[p] = sideOf[labels[p]!]!;
  return allClear;
}

/** Floods sides through cells of falling depth: a watershed on the distance to the surface. */
function floodSides({ dims }: CanonicalGrid, depth: Float32Array, sides: Uint8Array): void {
  const [nx, ny] = dims;
  const stepMm = 0.25;
  const buckets: number[][] = [];
  const put = (cell: number, atMost: number): void => {
    const bucket = Math.min(atMost, Math.ceil(Math.min(1000, depth[cell]!) / stepMm));
    (buckets[bucket] ??= []).push(cell);
  };
  for (let p = 0; p < sides.length; p++) if (sides[p] !== 0 && touchesUnsided(p)) put(p, Infinity);
  for (let level = buckets.length - 1; level > 0; level--) {
    const bucket = buckets[level] ?? [];
    for (let at = 0; at < bucket.length; at++) {
      const cell = bucket[at]!;
      for (const next of neighboursOf(cell)) {
        if (next < 0 || sides[next] !== 0 || depth[next] === 0) continue;
        sides[next] = sides[cell]!;
        put(next, level);
      }
    }
    bucket.length = 0;
  }

  function touchesUnsided(cell: number): boolean {
    return neighboursOf(cell).some((next) => next >= 0 && sides[next] === 0 && depth[next]! > 0);
  }

  function neighboursOf(cell: number): readonly number[] {
    const x = cell % nx;
    const y = Math.floor(cell / nx) % ny;
    return [
      x > 0 ? cell - 1 : -1,
      x < nx - 1 ? cell + 1 : -1,
      y > 0 ? cell - nx : -1,
      y < ny - 1 ? cell + nx : -1,
      cell - nx * ny,
      cell + nx * ny < sides.length ? cell + nx * ny : -1,
    ];
  }
}

/** Parts that no flood reached: each by its own centre, or cut at the midline where they lie on both sides. */
function sideTheRest(
  { dims, spacingMm }: CanonicalGrid,
  kernels: Kernels,
  task: { readonly lungs: Uint8Array; readonly midlineX: number; readonly sides: Uint8Array },
): void {
  const { lungs, midlineX, sides } = task;
  const mask = makeMask(lungs.length, (p) => lungs[p] !== 0 && sides[p] === 0);
  const { labels, list } = findRegions({ kernels, mask, dims, connectivity: 6 });
  for (let p = 0; p < labels.length; p++) {
    const label = labels[p]!;
    if (label === 0) continue;
    const region = list[label - 1]!;
    const reach = marginMm / spacingMm[0];
    const spans = region.low[0] < midlineX - reach && region.high[0] > midlineX + reach;
    const at = spans ? p % dims[0] : region.centre[0];
    sides[p] = at < midlineX ? rightSide : leftSide;
  }
}
