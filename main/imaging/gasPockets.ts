import type { Kernels } from '../../native/index.ts';
import { makeMask } from './masks.ts';
import { dilateByBall, openByBall } from './balls.ts';
import type { CanonicalGrid } from './canonicalGrid.ts';
import { cutRegion } from './regionBox.ts';
import { findRegions } from './regions.ts';

/** Smaller bubbles are left: inside a lung they are bullae or airways, outside they are no lung by their size. */
const leastPocketMl = 3;
/** Bubbles are as thick as this; lower values in noise are not. */
const openingMm = 3;
/** How far around a bubble is looked, beyond the blur of its own wall. */
const ringMm = 4;
/** The blur of the wall itself; at least one cell. */
const leastRimMm = 3.5;
/** A bulla lies in lung; gas of stomach and bowel touches lung at most through the diaphragm. */
const mostLungAround = 0.55;

/**
 * Gas of stomach and bowel that may seem to hang together with a lung across a thin diaphragm, with the blurred rim of
 * it: cells of 0 and 1. `gasHu` parts gas from lung; The bound to tissue is `tissueHu`.
 */
export function findGasPockets(options: {
  readonly grid: CanonicalGrid;
  readonly kernels: Kernels;
  /** Inside the skin, without the airways. */
  readonly inside: Uint8Array;
  readonly gasHu: number;
  readonly tissueHu: number;
}): Uint8Array {
  const { grid, kernels, inside, gasHu, tissueHu } = options;
  const { dims, spacingMm, values, cellMl } = grid;
  const rimMm = Math.max(leastRimMm, 1.01 * Math.max(...spacingMm));
  const gas = makeMask(values.length, (p) => inside[p] !== 0 && values[p]! < gasHu);
  const opened = openByBall({ kernels, mask: gas, dims, spacingMm, radiusMm: openingMm });
  const { labels, list } = findRegions({ kernels, mask: opened, dims, connectivity: 6 });
  const pockets = new Uint8Array(values.length);
  for (const region of list) {
    if (region.cells * cellMl < leastPocketMl) continue;
    const box = cutRegion({ labels, region, dims, spacingMm, marginMm: rimMm + ringMm });
    const task = { kernels, mask: box.mask, dims: box.dims, spacingMm };
    const near = dilateByBall({ ...task, radiusMm: rimMm + ringMm });
    const rim = dilateByBall({ ...task, radiusMm: rimMm });
    let around = 0;
    let lung = 0;
    box.each((inBox, p) => {
      if (near[inBox] === 0 || rim[inBox] !== 0) return;
      around++;
      if (values[p]! >= gasHu && values[p]! < tissueHu) lung++;
    });
    if (lung > mostLungAround * around) continue;
    box.each((inBox, p) => {
      if (box.mask[inBox] !== 0 || (rim[inBox] !== 0 && values[p]! < tissueHu)) pockets[p] = 1;
    });
  }
  return pockets;
}
