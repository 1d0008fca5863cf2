/** A point in the plane: frame pixels (column, row) or canvas (CSS px), as its name says. */
export type Point2 = readonly [number, number];

/** x' = a x + c y + e, y' = b x + d y + f: the order of a canvas' `setTransform`. */
export interface Affine2 {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

export const identity2: Affine2 = { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 };

/** Maps a point. */
export function apply2(map: Affine2, point: Point2): Point2 {
  return [map.a * point[0] + map.c * point[1] + map.e, map.b * point[0] + map.d * point[1] + map.f];
}

/** First `inner`, then `outer`. */
export function compose2(outer: Affine2, inner: Affine2): Affine2 {
  return {
    a: outer.a * inner.a + outer.c * inner.b,
    b: outer.b * inner.a + outer.d * inner.b,
    c: outer.a * inner.c + outer.c * inner.d,
    d: outer.b * inner.c + outer.d * inner.d,
    e: outer.a * inner.e + outer.c * inner.f + outer.e,
    f: outer.b * inner.e + outer.d * inner.f + outer.f,
  };
}

/** The way back; null where the map is flat. */
export function invert2(map: Affine2): Affine2 | null {
  const determinant = map.a * map.d - map.b * map.c;
  if (!Number.isFinite(determinant) || Math.abs(determinant) < 1e-12) return null;
  const [a, b, c, d] = [map.d, -map.b, -map.c, map.a].map((part) => part / determinant) as [
    number,
    number,
    number,
    number,
  ];
  return { a, b, c, d, e: -(a * map.e + c * map.f), f: -(b * map.e + d * map.f) };
}

/** Distance of two points. */
export function distance2(first: Point2, second: Point2): number {
  return Math.hypot(second[0] - first[0], second[1] - first[1]);
}

/** Distance of a point from a line segment. */
export function distanceToSegment(point: Point2, from: Point2, to: Point2): number {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const square = dx * dx + dy * dy;
  const along = square === 0 ? 0 : ((point[0] - from[0]) * dx + (point[1] - from[1]) * dy) / square;
  const t = Math.min(1, Math.max(0, along));
  return distance2(point, [from[0] + t * dx, from[1] + t * dy]);
}
