import type { Kernels } from '../../native/index.ts';
import type { Vec3 } from '../domain/space.ts';
import { dilateByBall, erodeByBall } from './balls.ts';
import type { CanonicalGrid } from './canonicalGrid.ts';
import { findPatches, ringOf, type Patch } from './slicePatches.ts';

/** Cross-sections of a trachea, a main bronchus or a larynx in mm2; thick slices blur, children are small. */
const leastAreaMm2 = 35;
const mostAreaMm2 = 900;
/** The trachea lies at most this far from the middle of the body. */
const mostOffsetMm = 55;
/** A trachea is followed over at least this length before it is believed, or through the whole of a shorter scan. */
const leastLengthMm = 12;
/** Around a section, this far, at most this part may be as dark as lung: bronchi and bullae inside a lung belong to it. */
const ringMm = 5;
const mostLungAround = 0.5;
/** No tree of trachea and main bronchi holds more; a larger one has leaked into a lung. */
const mostVolumeMl = 170;
/** Inside a lung only tubes of at least this radius are main bronchi; thinner ones belong to the lung. */
const mainBronchusRadiusMm = 4.2;

/** Trachea and bronchi on the small grid, cells of 0 and 1. */
export interface Airway {
  /** All that was followed, down to what the cells resolve. */
  readonly tree: Uint8Array;
  /** Trachea and main bronchi alone: what no lung may contain. */
  readonly main: Uint8Array;
}

/**
 * Follows the trachea from slice to slice towards the feet and floods the bronchi from it, with the highest bound on HU
 * that does not leak into a lung (Mori et al., 1995). `airHu` parts the air of airways from lung. Both masks are empty
 * where no trachea is in the scan.
 */
export function findAirway(options: {
  readonly grid: CanonicalGrid;
  readonly kernels: Kernels;
  /** Inside the skin. */
  readonly body: Uint8Array;
  readonly airHu: number;
  readonly lungHu: number;
}): Airway {
  const { grid, kernels, body, airHu, lungHu } = options;
  const strict = traceTrachea(grid, body, { airHu, isLikeLung: false });
  const likeLungHu = Math.max(-500, lungHu + 150);
  const trachea =
    strict.length > 0 ? strict : traceTrachea(grid, body, { airHu: likeLungHu, isLikeLung: true });
  const empty = new Uint8Array(body.length);
  if (trachea.length === 0) return { tree: empty, main: empty };
  const tree = flood(grid, kernels, body, { seeds: Uint32Array.from(trachea), airHu, lungHu });
  for (const cell of trachea) tree[cell] = 1;
  return { tree, main: keepWide(grid, kernels, tree, trachea) };
}

/**
 * All sections that lie on each other over a sufficient length: the trachea, or both bronchi where a scan starts below it.
 * Where its air is no darker than lung, a chain must begin above the lungs: pockets of lung look the same.
 */
function traceTrachea(
  grid: CanonicalGrid,
  body: Uint8Array,
  { airHu, isLikeLung }: { readonly airHu: number; readonly isLikeLung: boolean },
): readonly number[] {
  const { dims, spacingMm, values } = grid;
  const needed = Math.min(leastLengthMm, 0.6 * dims[2] * spacingMm[2]);
  const traced = new Set<Patch>();
  let open: (readonly Patch[])[] = [];
  const middle = middleOf(grid, body);
  const levelOf = (patch: Patch): number => Math.floor(patch.cells[0]! / (dims[0] * dims[1]));
  const lungLevels = new Set<number>();
  for (let z = dims[2] - 1; z >= 0; z--) {
    const next: (readonly Patch[])[] = [];
    const patches = findPatches(dims, z, (cell) => body[cell] !== 0 && values[cell]! < airHu);
    const isLarge = (patch: Patch): boolean => patch.cells.length * spacingMm[0] * spacingMm[1] > mostAreaMm2;
    if (patches.some(isLarge)) lungLevels.add(z);
    for (const section of chooseSections({ grid, body, patches, middle })) {
      const carriers = open.filter((chain) => follows(chain.at(-1)!, section, spacingMm));
      const longest = carriers.toSorted((a, b) => b.length - a.length)[0] ?? [];
      const chain = [...longest, section];
      next.push(chain);
      const beginsRight = !isLikeLung || !lungLevels.has(levelOf(chain[0]!));
      if (beginsRight && chain.length * spacingMm[2] >= needed) for (const link of chain) traced.add(link);
    }
    open = next;
  }
  return [...traced].flatMap(({ cells }) => cells);
}

function follows(above: Patch, below: Patch, spacingMm: Vec3): boolean {
  const away = Math.hypot(
    (above.centreX - below.centreX) * spacingMm[0],
    (above.centreY - below.centreY) * spacingMm[1],
  );
  const ratio = below.cells.length / above.cells.length;
  return away < 6 + 0.7 * spacingMm[2] && ratio > 0.4 && ratio < 2.5;
}

/** Middle of the body from side to side, in cells. */
export function middleOf({ dims }: CanonicalGrid, body: Uint8Array): number {
  const columns = new Float64Array(dims[0]);
  for (let p = 0; p < body.length; p++) if (body[p] !== 0) columns[p % dims[0]]!++;
  const total = columns.reduce((sum, count) => sum + count, 0);
  let sum = 0;
  for (let x = 0; x < dims[0]; x++) {
    sum += columns[x]!;
    if (2 * sum >= total && total > 0) return x;
  }
  return (dims[0] - 1) / 2;
}

/** Compact patches of air in one slice across the body, near the middle, that do not lie in lung. */
function chooseSections(options: {
  readonly grid: CanonicalGrid;
  readonly body: Uint8Array;
  readonly patches: readonly Patch[];
  readonly middle: number;
}): Patch[] {
  const { grid, body, patches, middle } = options;
  const { dims, spacingMm, values } = grid;
  return patches.filter((patch) => {
    const areaMm2 = patch.cells.length * spacingMm[0] * spacingMm[1];
    if (areaMm2 < leastAreaMm2 || areaMm2 > mostAreaMm2) return false;
    if (Math.abs(patch.centreX - middle) * spacingMm[0] > mostOffsetMm) return false;
    const wide = (patch.highX - patch.lowX + 1) * spacingMm[0];
    const tall = (patch.highY - patch.lowY + 1) * spacingMm[1];
    const isCompact =
      areaMm2 > 0.5 * wide * tall && Math.max(wide, tall) < 2.4 * Math.min(wide, tall) + spacingMm[0];
    if (!isCompact) return false;
    const steps = Math.max(1, Math.round(ringMm / spacingMm[0]));
    const ring = ringOf(dims, patch, steps).filter((cell) => body[cell] !== 0);
    return ring.filter((cell) => values[cell]! < -600).length < mostLungAround * ring.length;
  });
}

function flood(
  { dims, values, cellMl }: CanonicalGrid,
  kernels: Kernels,
  body: Uint8Array,
  { seeds, airHu, lungHu }: { readonly seeds: Uint32Array; readonly airHu: number; readonly lungHu: number },
): Uint8Array {
  const inside = values.slice();
  for (let p = 0; p < inside.length; p++) if (body[p] === 0) inside[p] = 3071;
  const startMl = seeds.length * cellMl;
  let kept = new Uint8Array(values.length);
  let keptMl = startMl;
  for (let upper = airHu - 30; upper <= lungHu - 20; upper += 10) {
    const reached = new Uint8Array(values.length);
    const volumeMl =
      cellMl *
      kernels.grow({ values: inside, dims, lower: -1024, upper, seeds, connectivity: 6, out: reached });
    const leaked = volumeMl > mostVolumeMl + startMl || volumeMl > 1.5 * Math.max(keptMl, startMl) + 12;
    if (leaked) break;
    kept = reached;
    keptMl = volumeMl;
  }
  return kept;
}

/** Trachea as traced, and the part of the tree that is as wide as a main bronchus. */
function keepWide(
  grid: CanonicalGrid,
  kernels: Kernels,
  tree: Uint8Array,
  trachea: readonly number[],
): Uint8Array {
  const { dims, spacingMm } = grid;
  const radiusMm = mainBronchusRadiusMm - Math.min(spacingMm[0], spacingMm[1]) / 2;
  const wide = erodeByBall({ kernels, mask: tree, dims, spacingMm, radiusMm });
  for (const cell of trachea) wide[cell] = 1;
  const grown = dilateByBall({ kernels, mask: wide, dims, spacingMm, radiusMm: mainBronchusRadiusMm });
  for (let p = 0; p < grown.length; p++) grown[p]! &= tree[p]!;
  return grown;
}
