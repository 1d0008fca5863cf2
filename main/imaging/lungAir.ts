import type { Kernels } from '../../native/index.ts';
import { makeMask } from './masks.ts';
import { erodeByBall } from './balls.ts';
import type { CanonicalGrid } from './canonicalGrid.ts';
import { leftSide, rightSide } from './lungSides.ts';
import { findRegions, medianWhere, type Region } from './regions.ts';

/** Soft tissue beside the lung: the border lies half way to it. */
const tissueHu = 30;
/** First guess of the border, before the lung's own density is known. */
const firstBorderHu = -420;
/** Deeper than this the blur of walls is gone, and a lung still has cells. */
const coreMm = 2.5;
/** Lungs hold this much blood and tissue, and this much air: gas alone is darker, stool and fat are brighter. */
const darkestLungHu = -960;
const brightestLungHu = -480;
/** A lung has room for a ball of this radius somewhere; sinuses, mastoids and most bowel with stool have not. */
const leastRadiusMm = 3.8;
/** Cross-section of lung that a scan must show at least. */
const leastSectionMm2 = 900;

/** Typical density of the lungs and the HU that parts them from the tissue around. */
export interface LungAir {
  readonly lungHu: number;
  readonly borderHu: number;
}

/**
 * Looks for regions inside the body that are as dense and as thick as lung; null where there is none. `lungHu` is the
 * median of their cores, `borderHu` half way from there to soft tissue, as partial volume puts it.
 */
export function findLungAir(grid: CanonicalGrid, kernels: Kernels, body: Uint8Array): LungAir | null {
  const { dims, spacingMm, values } = grid;
  const air = makeMask(values.length, (p) => body[p] !== 0 && values[p]! < firstBorderHu);
  const core = erodeByBall({ kernels, mask: air, dims, spacingMm, radiusMm: coreMm });
  const dark = makeMask(core.length, (p) => core[p] !== 0 && values[p]! > darkestLungHu);
  kernels.morphology({ operation: 'close', mask: dark, dims, element: 6, iterations: 1, out: dark });
  const { labels, list } = findRegions({ kernels, mask: dark, dims, connectivity: 6 });
  const thick = erodeByBall({ kernels, mask: dark, dims, spacingMm, radiusMm: leastRadiusMm - coreMm });
  const depth = new Uint8Array(list.length + 1);
  for (let p = 0; p < thick.length; p++) if (thick[p] !== 0) depth[labels[p]!] = 1;
  const isLung = new Uint8Array(list.length + 1);
  for (const region of list) {
    const { label } = region;
    const sectionMm2 = largestSectionMm2(grid, region);
    if (depth[label] === 0 || sectionMm2 < leastSectionMm2 / 2) continue;
    const median = medianWhere(values, (p) => labels[p] === label && core[p] !== 0) ?? 0;
    if (median > darkestLungHu && median < brightestLungHu) isLung[label] = 1;
  }
  const lungHu = medianWhere(values, (p) => isLung[labels[p]!] !== 0 && core[p] !== 0);
  if (lungHu === null) return null;
  const borderHu = Math.round(Math.min(-300, Math.max(-500, (lungHu + tissueHu) / 2)));
  return { lungHu, borderHu };
}

/** Smaller parts beside a main lung are noise. */
const leastPartMl = 1;
/** A part with more of its cells beside bowel gas is the gas' own blurred rim. */
const mostRim = 0.15;
/** A part further from the lung's own density than this is something else. */
const mostDifferenceHu = 200;

/**
 * Keeps of each side the largest part and those others that are as dense as lung and lie beside it, neither wholly below
 * the lung (bowel) nor small. A side without anything lung-like becomes empty. Works in place.
 */
export function chooseLungs(options: {
  readonly grid: CanonicalGrid;
  readonly kernels: Kernels;
  readonly sides: Uint8Array;
  /** Gas of bowel and stomach: small parts that touch it are its rim. */
  readonly gas: Uint8Array;
  /** Inside the skin, without the airways. */
  readonly inside: Uint8Array;
  readonly gasHu: number;
  readonly lungHu: number;
}): void {
  const { grid, kernels, sides, lungHu } = options;
  const { dims, spacingMm, values, cellMl } = grid;
  const nearGas = findNearGas(options);
  for (const side of [rightSide, leftSide]) {
    const mask = makeMask(sides.length, (p) => sides[p] === side);
    const { labels, list } = findRegions({ kernels, mask, dims, connectivity: 6 });
    const main = list.toSorted((a, b) => b.cells - a.cells)[0];
    if (main === undefined) continue;
    const core = erodeByBall({ kernels, mask, dims, spacingMm, radiusMm: coreMm });
    const kept = new Uint8Array(list.length + 1);
    const rimmed = new Uint32Array(list.length + 1);
    for (let p = 0; p < labels.length; p++) if (nearGas[p] !== 0) rimmed[labels[p]!]!++;
    for (const region of list) {
      const { label, cells, centre } = region;
      const isBeside = centre[2] >= main.low[2];
      const isMain = region === main;
      const sectionMm2 = largestSectionMm2(grid, region);
      const isLarge = isMain ? sectionMm2 > leastSectionMm2 / 3 : cells * cellMl >= leastPartMl;
      if (!isLarge || (!isMain && !isBeside)) continue;
      const median =
        medianWhere(values, (p) => labels[p] === label && core[p] !== 0) ??
        medianWhere(values, (p) => labels[p] === label) ??
        0;
      const isDense =
        median > Math.max(darkestLungHu, lungHu - mostDifferenceHu) && median < brightestLungHu + 80;
      const isRim = rimmed[label]! > mostRim * cells;
      if (!isRim && isDense) kept[label] = 1;
    }
    if (kept[main.label] === 0) kept.fill(0);
    for (let p = 0; p < sides.length; p++)
      if (sides[p] === side) sides[p] = kept[labels[p]!] === 0 ? 0 : side;
  }
}

/** Mean area of the sections of a region, across the axis that gives the largest. */
function largestSectionMm2({ spacingMm, cellMl }: CanonicalGrid, { cells, low, high }: Region): number {
  const sections = [0, 1, 2].map((axis) => {
    const extentMm = (high[axis]! - low[axis]! + 1) * spacingMm[axis]!;
    return (cells * cellMl * 1000) / extentMm;
  });
  return Math.max(...sections);
}

/** Cells beside pockets and beside any bubble that is more than noise. */
function findNearGas(options: {
  readonly grid: CanonicalGrid;
  readonly kernels: Kernels;
  readonly gas: Uint8Array;
  readonly inside: Uint8Array;
  readonly gasHu: number;
}): Uint8Array {
  const { grid, kernels, gas, inside, gasHu } = options;
  const { dims, values } = grid;
  const near = makeMask(gas.length, (p) => inside[p] !== 0 && values[p]! < gasHu);
  kernels.morphology({ operation: 'open', mask: near, dims, element: 6, iterations: 1, out: near });
  for (let p = 0; p < near.length; p++) near[p]! |= gas[p]!;
  kernels.morphology({ operation: 'dilate', mask: near, dims, element: 26, iterations: 1, out: near });
  return near;
}
