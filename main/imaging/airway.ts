import type { Kernels } from '../../native/index.ts';
import type { Vec3 } from '../domain/space.ts';
import { dilateByBall, erodeByBall } from './balls.ts';
import type { CanonicalGrid } from './canonicalGrid.ts';

/** Cross-sections of a trachea, a main bronchus or a larynx in mm2; thick slices blur, children are small. */
const leastAreaMm2 = 35;
const mostAreaMm2 = 900;
/** The trachea lies at most this far from the middle of the body. */
const mostOffsetMm = 55;
/** A trachea is followed over at least this length before it is believed, or through the whole of a shorter scan. */
const leastLengthMm = 25;
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

interface Section {
  readonly cells: readonly number[];
  readonly centreX: number;
  readonly centreY: number;
  readonly areaMm2: number;
}

/**
 * Follows the trachea from slice to slice towards the feet and floods the bronchi from it, with the highest bound on HU
 * that does not leak into a lung (Mori et al., 1996). `airHu` parts the air of airways from lung. Both masks are empty
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
  const strict = traceTrachea(grid, body, airHu);
  const trachea = strict.length > 0 ? strict : traceTrachea(grid, body, Math.max(-500, lungHu + 150));
  const empty = new Uint8Array(body.length);
  if (trachea.length === 0) return { tree: empty, main: empty };
  const tree = flood(grid, kernels, body, { seeds: Uint32Array.from(trachea), airHu, lungHu });
  for (const cell of trachea) tree[cell] = 1;
  return { tree, main: keepWide(grid, kernels, tree, trachea) };
}

/** The longest chain of sections that lie on each other; all its cells. */
function traceTrachea(grid: CanonicalGrid, body: Uint8Array, airHu: number): readonly number[] {
  const { dims, spacingMm } = grid;
  let best: readonly Section[] = [];
  let open: (readonly Section[])[] = [];
  const middle = middleOf(grid, body);
  for (let z = dims[2] - 1; z >= 0; z--) {
    const sections = findSections({ grid, body, airHu, z, middle });
    const next: (readonly Section[])[] = [];
    for (const section of sections) {
      const carriers = open.filter((chain) => follows(chain.at(-1)!, section, grid.spacingMm));
      const longest = carriers.toSorted((a, b) => b.length - a.length)[0] ?? [];
      next.push([...longest, section]);
    }
    for (const chain of next) if (chain.length > best.length) best = chain;
    open = next;
  }
  const needed = Math.min(leastLengthMm, 0.6 * dims[2] * spacingMm[2]);
  return best.length * spacingMm[2] >= needed ? best.flatMap(({ cells }) => cells) : [];
}

function follows(above: Section, below: Section, spacingMm: Vec3): boolean {
  const away = Math.hypot(
    (above.centreX - below.centreX) * spacingMm[0],
    (above.centreY - below.centreY) * spacingMm[1],
  );
  const ratio = below.areaMm2 / above.areaMm2;
  return away < 6 + 0.5 * spacingMm[2] && ratio > 0.4 && ratio < 2.5;
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

/** Compact patches of air in one slice across the body that are surrounded by tissue, near the middle. */
function findSections(options: {
  readonly grid: CanonicalGrid;
  readonly body: Uint8Array;
  readonly airHu: number;
  readonly z: number;
  readonly middle: number;
}): Section[] {
  const { grid, body, airHu, z, middle } = options;
  const { dims, spacingMm, values } = grid;
  const [nx, ny] = dims;
  const base = z * nx * ny;
  const seen = new Uint8Array(nx * ny);
  const isAir = (cell: number): boolean => body[base + cell] !== 0 && values[base + cell]! < airHu;
  const cellMm2 = spacingMm[0] * spacingMm[1];
  const sections: Section[] = [];
  for (let start = 0; start < nx * ny; start++) {
    if (seen[start] !== 0 || !isAir(start)) continue;
    const cells = [start];
    seen[start] = 1;
    let sumX = 0;
    let sumY = 0;
    const low = [nx, ny];
    const high = [-1, -1];
    for (let at = 0; at < cells.length; at++) {
      const cell = cells[at]!;
      const x = cell % nx;
      const y = (cell - x) / nx;
      sumX += x;
      sumY += y;
      low[0] = Math.min(low[0]!, x);
      low[1] = Math.min(low[1]!, y);
      high[0] = Math.max(high[0]!, x);
      high[1] = Math.max(high[1]!, y);
      for (const next of [x > 0 ? cell - 1 : -1, x < nx - 1 ? cell + 1 : -1, cell - nx, cell + nx]) {
        if (next < 0 || next >= nx * ny || seen[next] !== 0 || !isAir(next)) continue;
        seen[next] = 1;
        cells.push(next);
      }
    }
    const areaMm2 = cells.length * cellMm2;
    if (areaMm2 < leastAreaMm2 || areaMm2 > mostAreaMm2) continue;
    const wide = (high[0]! - low[0]! + 1) * spacingMm[0];
    const tall = (high[1]! - low[1]! + 1) * spacingMm[1];
    const isCompact =
      areaMm2 > 0.5 * wide * tall && Math.max(wide, tall) < 2.4 * Math.min(wide, tall) + spacingMm[0];
    const section = {
      cells: cells.map((cell) => base + cell),
      centreX: sumX / cells.length,
      centreY: sumY / cells.length,
      areaMm2,
    };
    const isCentral = Math.abs(section.centreX - middle) * spacingMm[0] < mostOffsetMm;
    if (isCompact && isCentral) sections.push(section);
  }
  return sections;
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
