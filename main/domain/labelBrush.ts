import type { LabelDelta, LabelRun } from './labelDelta.ts';
import { appendRun } from './labelDeltaMerge.ts';
import { dot, type Mat4, type Vec3 } from './space.ts';

export interface BrushStroke {
  /** Voxels along i, j, k. */
  readonly dims: readonly [number, number, number];
  /** 4x4, column-major, mm: only its axes count, so that a brush stays round on any voxels and in a tilted gantry. */
  readonly ijkToLps: Mat4;
  /** Where the brush went, in voxels, not rounded: at least one point; between two the brush moves straight. */
  readonly pathIjk: readonly Vec3[];
  readonly radiusMm: number;
  /** A ball, or a disc in the plane across one voxel axis (0 i, 1 j, 2 k) that the path lies in. */
  readonly shape: { readonly kind: 'sphere' } | { readonly kind: 'circle'; readonly acrossAxis: 0 | 1 | 2 };
  /** The label that is painted; 0 erases. */
  readonly label: number;
  /** Only voxels of these labels are painted; null paints over all. */
  readonly over: readonly number[] | null;
}

/**
 * The edit that one stroke makes in a label image: voxels whose centre lies within the radius of the path, in mm. A disc
 * takes the plane nearest to the path's first point. The image is not changed. Time grows with the stroke, not the image.
 */
export function paintStroke(labels: Uint8Array, stroke: BrushStroke): LabelDelta {
  const { dims, label, over } = stroke;
  const [ni, nj, nk] = dims;
  if (labels.length !== ni * nj * nk) throw new RangeError('the label image does not fit its dimensions');
  const runs: LabelRun[] = [];
  const reach = reachOf(stroke);
  if (reach === null) return runs;
  const isTouched = makeTest(stroke);
  const mayPaint = over === null ? null : new Set(over);
  for (let k = reach.low[2]; k <= reach.high[2]; k++) {
    for (let j = reach.low[1]; j <= reach.high[1]; j++) {
      const row = ni * (j + nj * k);
      for (let i = reach.low[0]; i <= reach.high[0]; i++) {
        const before = labels[row + i]!;
        if (before === label || (mayPaint !== null && !mayPaint.has(before))) continue;
        if (isTouched(i, j, k)) appendRun(runs, { start: row + i, length: 1, before, after: label });
      }
    }
  }
  return runs;
}

interface Box {
  readonly low: Vec3;
  readonly high: Vec3;
}

/** The voxels that the stroke can reach at all; null where it lies outside the image. */
function reachOf({ dims, ijkToLps, pathIjk, radiusMm, shape }: BrushStroke): Box | null {
  const steps = axisSteps(ijkToLps, radiusMm);
  const low: [number, number, number] = [0, 0, 0];
  const high: [number, number, number] = [-1, -1, -1];
  for (const axis of [0, 1, 2] as const) {
    const along = pathIjk.map((point) => point[axis]);
    const flat = shape.kind === 'circle' && shape.acrossAxis === axis;
    const plane = Math.round(pathIjk[0]?.[axis] ?? Number.NaN);
    const from = flat ? plane : Math.ceil(Math.min(...along) - steps[axis]);
    const to = flat ? plane : Math.floor(Math.max(...along) + steps[axis]);
    low[axis] = Math.max(0, from);
    high[axis] = Math.min(dims[axis] - 1, to);
    if (!(low[axis] <= high[axis])) return null;
  }
  return { low, high };
}

/** How far along each voxel axis a ball of the radius reaches, in voxels: the heights of the sheared cell count. */
function axisSteps(ijkToLps: Mat4, radiusMm: number): Vec3 {
  const metric = metricOf(ijkToLps);
  const [a, b, c, d, e, f] = metric;
  const determinant = a * (d * f - e * e) - b * (b * f - e * c) + c * (b * e - d * c);
  const inverse = [
    (d * f - e * e) / determinant,
    (a * f - c * c) / determinant,
    (a * d - b * b) / determinant,
  ];
  const step = (axis: number): number => radiusMm * Math.sqrt(inverse[axis] ?? 0);
  return [step(0), step(1), step(2)];
}

/** Dot products of the axes: ii, ij, ik, jj, jk, kk. */
function metricOf(m: Mat4): readonly [number, number, number, number, number, number] {
  const axis = (at: number): Vec3 => [m[at] ?? 0, m[at + 1] ?? 0, m[at + 2] ?? 0];
  const [i, j, k] = [axis(0), axis(4), axis(8)];
  return [dot(i, i), dot(i, j), dot(i, k), dot(j, j), dot(j, k), dot(k, k)];
}

function makeTest(stroke: BrushStroke): (i: number, j: number, k: number) => boolean {
  const { pathIjk, radiusMm, shape } = stroke;
  const [ii, ij, ik, jj, jk, kk] = metricOf(stroke.ijkToLps);
  const product = (a: Vec3, b: Vec3): number =>
    ii * a[0] * b[0] +
    jj * a[1] * b[1] +
    kk * a[2] * b[2] +
    ij * (a[0] * b[1] + a[1] * b[0]) +
    ik * (a[0] * b[2] + a[2] * b[0]) +
    jk * (a[1] * b[2] + a[2] * b[1]);
  const flat = shape.kind === 'circle' ? shape.acrossAxis : null;
  const points = pathIjk.map((point) => flattened(point, flat, pathIjk[0]));
  const limit = radiusMm * radiusMm;
  return (i, j, k) => {
    for (let at = 0; at < points.length; at++) {
      const from = points[at]!;
      const to = points[at + 1] ?? from;
      const way: Vec3 = [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
      const here: Vec3 = [i - from[0], j - from[1], k - from[2]];
      const size = product(way, way);
      const part = size > 0 ? Math.min(1, Math.max(0, product(here, way) / size)) : 0;
      const away: Vec3 = [here[0] - part * way[0], here[1] - part * way[1], here[2] - part * way[2]];
      if (product(away, away) <= limit) return true;
    }
    return false;
  };
}

/** A disc is painted in the plane of the voxels that it takes. */
function flattened(point: Vec3, axis: 0 | 1 | 2 | null, first: Vec3 | undefined): Vec3 {
  if (axis === null || first === undefined) return point;
  const plane = Math.round(first[axis]);
  return [axis === 0 ? plane : point[0], axis === 1 ? plane : point[1], axis === 2 ? plane : point[2]];
}
