import type { Kernels } from '../../native/index.ts';
import { dilateByBall, openByBall } from './balls.ts';
import type { CanonicalGrid } from './canonicalGrid.ts';
import { makeMask } from './masks.ts';
import { cutRegion } from './regionBox.ts';
import { findRegions, medianOf } from './regions.ts';

/** Vessels, heart and kidneys full of contrast medium are as bright as marrow, and even. */
const brightestBloodHu = 700;
/** Within one cell and its neighbours even blood differs by no more than this. */
const mostUnevenHu = 45;
const leastPartMl = 1.5;
const openingMm = 3;
const ringMm = 6;
/** Marrow lies in a shell of brighter bone; blood does not. */
const shellStepHu = 60;
const leastShell = 0.2;

/**
 * Cells that are as dense as bone but are blood or organs with contrast medium: even regions without a brighter shell.
 * `boneHu` is the bound above which a cell counts as bone. Cells of 0 and 1.
 */
export function findContrastBlood(options: {
  readonly grid: CanonicalGrid;
  readonly kernels: Kernels;
  readonly body: Uint8Array;
  readonly boneHu: number;
}): Uint8Array {
  const { grid, kernels, body, boneHu } = options;
  const { dims, spacingMm, values, cellMl } = grid;
  const dense = makeMask(values.length, (p) => body[p] !== 0 && values[p]! > boneHu);
  const even = makeMask(values.length, (p) => {
    return dense[p] !== 0 && values[p]! < brightestBloodHu && unevenness(grid, p) < mostUnevenHu;
  });
  const cores = openByBall({ kernels, mask: even, dims, spacingMm, radiusMm: openingMm });
  const { labels, list } = findRegions({ kernels, mask: cores, dims, connectivity: 6 });
  const blood = new Uint8Array(values.length);
  for (const region of list) {
    if (region.cells * cellMl < leastPartMl) continue;
    const box = cutRegion({ labels, region, dims, spacingMm, marginMm: ringMm });
    const near = dilateByBall({ kernels, mask: box.mask, dims: box.dims, spacingMm, radiusMm: ringMm });
    const inside: number[] = [];
    box.each((inBox, p) => {
      if (box.mask[inBox] !== 0) inside.push(values[p]!);
    });
    const shellHu = medianOf(inside) + shellStepHu;
    let around = 0;
    let shell = 0;
    box.each((inBox, p) => {
      if (near[inBox] === 0 || box.mask[inBox] !== 0) return;
      around++;
      if (values[p]! > shellHu) shell++;
    });
    if (shell > leastShell * around) continue;
    box.each((inBox, p) => {
      if (near[inBox] !== 0 && values[p]! < shellHu) blood[p] = 1;
    });
  }
  return blood;
}

/** Largest difference between a cell and the six that share a face with it. */
function unevenness({ dims: [nx, ny, nz], values }: CanonicalGrid, p: number): number {
  const x = p % nx;
  const y = Math.floor(p / nx) % ny;
  const z = Math.floor(p / (nx * ny));
  const own = values[p]!;
  let most = 0;
  if (x > 0) most = Math.max(most, Math.abs(values[p - 1]! - own));
  if (x < nx - 1) most = Math.max(most, Math.abs(values[p + 1]! - own));
  if (y > 0) most = Math.max(most, Math.abs(values[p - nx]! - own));
  if (y < ny - 1) most = Math.max(most, Math.abs(values[p + nx]! - own));
  if (z > 0) most = Math.max(most, Math.abs(values[p - nx * ny]! - own));
  if (z < nz - 1) most = Math.max(most, Math.abs(values[p + nx * ny]! - own));
  return most;
}
