import type { CanonicalGrid } from './canonicalGrid.ts';
import { medianOf } from './regions.ts';

/** No narrower table carries a patient. */
const leastWidthMm = 250;
/** Part of the slices in which a cell must be dense to belong to a table: it does not change along the patient. */
const staticPart = 0.9;
/** Thicker than this is a patient, not a table top. */
const mostThicknessMm = 50;
/** Part of the columns whose faces must lie on one level, within one cell. */
const leastLevelPart = 0.8;

/**
 * Takes a flat solid table off the dense cells, on which the patient may lie without a gap. It is the same in every slice
 * and wide: where its lower face is level over its whole width, and its upper face is level beside the patient, all from
 * the upper face on is table. A cradle, whose sides are higher than its middle, is no case of this. Works in place.
 */
export function cutTable(grid: CanonicalGrid, dense: Uint8Array): void {
  for (const side of [
    { axis: 1, sign: 1 },
    { axis: 1, sign: -1 },
    { axis: 0, sign: 1 },
    { axis: 0, sign: -1 },
  ] as const) {
    const face = findTableFace(grid, dense, side);
    if (face !== null) removeBeyond(grid, dense, side, face);
  }
}

interface Side {
  /** The direction in which the table lies: 0 x, 1 y. */
  readonly axis: 0 | 1;
  readonly sign: 1 | -1;
}

interface TablePlane {
  /** Columns across the table's width. */
  readonly width: number;
  /** Cells away from the patient. */
  readonly depth: number;
  readonly depthMm: number;
  readonly widthMm: number;
  readonly cellAt: (along: number, below: number) => number;
}

function planeOf({ dims: [nx, ny], spacingMm }: CanonicalGrid, { axis, sign }: Side): TablePlane {
  const [width, depth] = axis === 1 ? [nx, ny] : [ny, nx];
  const [widthMm, depthMm] = axis === 1 ? [spacingMm[0], spacingMm[1]] : [spacingMm[1], spacingMm[0]];
  return {
    width,
    depth,
    widthMm,
    depthMm,
    cellAt: (along, below) => {
      const deep = sign === 1 ? below : depth - 1 - below;
      return axis === 1 ? along + nx * deep : deep + nx * along;
    },
  };
}

/** The lowest run of static dense cells of a column. */
interface Foot {
  readonly along: number;
  readonly top: number;
  readonly bottom: number;
}

/** Depth of the table's upper face; null where there is no flat table on that side. */
function findTableFace(grid: CanonicalGrid, dense: Uint8Array, side: Side): number | null {
  const plane = planeOf(grid, side);
  const feet = findFeet(grid, dense, plane);
  const first = feet[0];
  const last = feet.at(-1);
  if (first === undefined || last === undefined) return null;
  const width = last.along - first.along + 1;
  if (width * plane.widthMm < leastWidthMm || feet.length < leastLevelPart * width) return null;
  const thin = feet.filter((foot) => (foot.bottom - foot.top + 1) * plane.depthMm <= mostThicknessMm);
  const top = levelOf(thin.map((foot) => foot.top));
  const bottom = levelOf(feet.map((foot) => foot.bottom));
  const reachesBothEnds = thin.includes(first) && thin.includes(last);
  return bottom !== null && reachesBothEnds ? top : null;
}

/** The middle of values that nearly all lie within one cell of it; null where they do not. */
function levelOf(values: readonly number[]): number | null {
  const middle = medianOf(values);
  const level = values.filter((value) => Math.abs(value - middle) <= 1);
  return values.length > 0 && level.length >= leastLevelPart * values.length ? middle : null;
}

function findFeet({ dims }: CanonicalGrid, dense: Uint8Array, plane: TablePlane): Foot[] {
  const layer = dims[0] * dims[1];
  const isStatic = (along: number, below: number): boolean => {
    let slices = 0;
    for (let cell = plane.cellAt(along, below); cell < dense.length; cell += layer) slices += dense[cell]!;
    return slices >= staticPart * dims[2];
  };
  const feet: Foot[] = [];
  for (let along = 0; along < plane.width; along++) {
    let bottom = plane.depth - 1;
    while (bottom >= plane.depth / 2 && !isStatic(along, bottom)) bottom--;
    if (bottom < plane.depth / 2) continue;
    let top = bottom;
    while (top > 0 && isStatic(along, top - 1)) top--;
    feet.push({ along, top, bottom });
  }
  return feet;
}

function removeBeyond(grid: CanonicalGrid, dense: Uint8Array, side: Side, face: number): void {
  const { width, depth, cellAt } = planeOf(grid, side);
  const layer = grid.dims[0] * grid.dims[1];
  for (let along = 0; along < width; along++) {
    for (let below = face; below < depth; below++) {
      for (let cell = cellAt(along, below); cell < dense.length; cell += layer) dense[cell] = 0;
    }
  }
}
