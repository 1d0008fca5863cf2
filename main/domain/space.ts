/**
 * Patient space: LPS, millimetres (PS3.3 C.7.6.2.1.1): +x to the patient's left, +y to the back, +z to the head.
 * Matrices are 4x4, column-major, and their name says their direction: `ijkToLps`.
 */

export type Vec3 = readonly [number, number, number];
/** 16 numbers, column-major. */
export type Mat4 = readonly number[];

export function add(a: Vec3, b: Vec3): Vec3 {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

export function subtract(a: Vec3, b: Vec3): Vec3 {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

export function scale(a: Vec3, factor: number): Vec3 {
  return [a[0] * factor, a[1] * factor, a[2] * factor];
}

export function dot(a: Vec3, b: Vec3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function cross(a: Vec3, b: Vec3): Vec3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

export function length(a: Vec3): number {
  return Math.hypot(a[0], a[1], a[2]);
}

/** The unit vector; null for the zero vector. */
export function normalize(a: Vec3): Vec3 | null {
  const size = length(a);
  return size > 0 ? scale(a, 1 / size) : null;
}

/** Maps a point: `matrix` x (point, 1). */
export function transformPoint(matrix: Mat4, point: Vec3): Vec3 {
  const m = (index: number): number => matrix[index] ?? 0;
  const [x, y, z] = point;
  return [
    m(0) * x + m(4) * y + m(8) * z + m(12),
    m(1) * x + m(5) * y + m(9) * z + m(13),
    m(2) * x + m(6) * y + m(10) * z + m(14),
  ];
}

/** The matrix whose columns are three axes (already scaled by spacing) and an origin. */
export function affine(axisI: Vec3, axisJ: Vec3, axisK: Vec3, origin: Vec3): Mat4 {
  return [...axisI, 0, ...axisJ, 0, ...axisK, 0, ...origin, 1];
}

/** The inverse of an affine matrix; null where it is singular. */
export function invertAffine(matrix: Mat4): Mat4 | null {
  const m = (index: number): number => matrix[index] ?? 0;
  const a: Vec3 = [m(0), m(1), m(2)];
  const b: Vec3 = [m(4), m(5), m(6)];
  const c: Vec3 = [m(8), m(9), m(10)];
  const determinant = dot(a, cross(b, c));
  if (Math.abs(determinant) < 1e-12) return null;
  const rowI = scale(cross(b, c), 1 / determinant);
  const rowJ = scale(cross(c, a), 1 / determinant);
  const rowK = scale(cross(a, b), 1 / determinant);
  const origin: Vec3 = [m(12), m(13), m(14)];
  return [
    rowI[0],
    rowJ[0],
    rowK[0],
    0,
    rowI[1],
    rowJ[1],
    rowK[1],
    0,
    rowI[2],
    rowJ[2],
    rowK[2],
    0,
    -dot(rowI, origin),
    -dot(rowJ, origin),
    -dot(rowK, origin),
    1,
  ];
}
