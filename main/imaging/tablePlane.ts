import type { Kernels } from '../../native/index.ts';
import type { CanonicalGrid } from './canonicalGrid.ts';

/** A table shows on both sides of the patient, together at least this wide. */
const leastWingsMm = 60;
/** Part of the slices in which a cell must be dense to belong to a table: it does not change along the patient. */
const staticPart = 0.9;

/**
 * Takes off a solid table that the patient lies on without a gap. Its wings stick out beside the body, the same in every
 * slice; where their inner faces lie on one line, all beyond that line is table. A body without such wings is unchanged.
 */
export function cutTable(options: {
  readonly grid: CanonicalGrid;
  readonly kernels: Kernels;
  readonly body: Uint8Array;
  readonly dense: Uint8Array;
  /** Chooses the components that are patient after the cut. */
  readonly isBody: (mask: Uint8Array) => Uint8Array;
}): Uint8Array {
  const { grid, body, dense, isBody } = options;
  for (const side of [
    { axis: 1, sign: 1 },
    { axis: 1, sign: -1 },
    { axis: 0, sign: 1 },
    { axis: 0, sign: -1 },
  ] as const) {
    const face = findWingFace(grid, body, dense, side);
    if (face === null) continue;
    const cut = Uint8Array.from(body);
    removeBeyond(grid, cut, side, face);
    return isBody(cut);
  }
  return body;
}

interface Side {
  /** The direction in which the table lies: 0 x, 1 y. */
  readonly axis: 0 | 1;
  readonly sign: 1 | -1;
}

/** Steps over the plane across the patient: `along` the table's width, `depth` away from the patient. */
function planeOf({ dims: [nx, ny] }: CanonicalGrid, { axis, sign }: Side) {
  const [width, depth] = axis === 1 ? [nx, ny] : [ny, nx];
  return {
    width,
    depth,
    cellAt: (along: number, below: number): number => {
      const deep = sign === 1 ? below : depth - 1 - below;
      return axis === 1 ? along + nx * deep : deep + nx * along;
    },
  };
}

/** First depth of the table's inner face at both wings; null where there are none or they are not level. */
function findWingFace(grid: CanonicalGrid, body: Uint8Array, dense: Uint8Array, side: Side): number | null {
  const { dims, spacingMm } = grid;
  const { width, depth, cellAt } = planeOf(grid, side);
  const plane = dims[0] * dims[1];
  const bodyDepth = deepestBody(grid, body, side);
  if (bodyDepth === null) return null;
  const faces: { readonly along: number; readonly below: number }[] = [];
  for (let along = 0; along < width; along++) {
    const below = firstStatic(along);
    if (below !== null) faces.push({ along, below });
  }
  const alongMm = spacingMm[side.axis === 1 ? 0 : 1];
  if (faces.length * alongMm < leastWingsMm) return null;
  const sorted = faces.map(({ below }) => below).toSorted((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)]!;
  const level = faces.filter(({ below }) => Math.abs(below - middle) <= 1);
  const isLevel = level.length >= 0.8 * faces.length;
  const first = level[0]?.along ?? 0;
  const last = level.at(-1)?.along ?? 0;
  const reachesBothSides = first < bodyDepth.centre && last > bodyDepth.centre;
  return isLevel && reachesBothSides && middle <= bodyDepth.deepest ? middle : null;

  function firstStatic(along: number): number | null {
    let slicesWithBody = 0;
    for (let below = Math.floor(depth / 2); below < depth; below++) {
      const cell = cellAt(along, below);
      let staticSlices = 0;
      for (let z = 0; z < dims[2]; z++) {
        if (body[cell + plane * z] !== 0) slicesWithBody++;
        else if (dense[cell + plane * z] !== 0) staticSlices++;
      }
      if (slicesWithBody > 0.1 * dims[2]) return null;
      if (staticSlices >= staticPart * dims[2]) return below;
    }
    return null;
  }
}

function deepestBody(
  grid: CanonicalGrid,
  body: Uint8Array,
  side: Side,
): { readonly deepest: number; readonly centre: number } | null {
  const { width, depth, cellAt } = planeOf(grid, side);
  const plane = grid.dims[0] * grid.dims[1];
  let deepest = -1;
  let sum = 0;
  let count = 0;
  for (let along = 0; along < width; along++) {
    for (let below = 0; below < depth; below++) {
      for (let cell = cellAt(along, below); cell < body.length; cell += plane) {
        if (body[cell] === 0) continue;
        deepest = Math.max(deepest, below);
        sum += along;
        count++;
      }
    }
  }
  return count === 0 ? null : { deepest, centre: sum / count };
}

function removeBeyond(grid: CanonicalGrid, body: Uint8Array, side: Side, face: number): void {
  const { width, depth, cellAt } = planeOf(grid, side);
  const plane = grid.dims[0] * grid.dims[1];
  for (let along = 0; along < width; along++) {
    for (let below = face; below < depth; below++) {
      for (let cell = cellAt(along, below); cell < body.length; cell += plane) body[cell] = 0;
    }
  }
}
