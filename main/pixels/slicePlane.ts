import { cross, dot, length, normalize, scale, subtract, type Vec3 } from '../domain/space.ts';
import type { SliceFacts } from './sliceFacts.ts';

/** Directions of a slice, unit vectors in LPS: along a row, down a column, and their cross product. */
export interface SlicePlane {
  readonly row: Vec3;
  readonly column: Vec3;
  readonly normal: Vec3;
}

/** Largest deviation of a cosine vector's length from 1, and of the two vectors' dot product from 0: written with 2 digits they pass. */
const cosineTolerance = 0.02;

/**
 * The plane of six direction cosines; null where they are no two orthogonal unit vectors (PS3.3 C.7.6.2.1.1).
 * What rounding left is taken out: `column` is made exactly orthogonal to `row`.
 */
export function slicePlane(orientation: readonly number[]): SlicePlane | null {
  const [a, b, c, d, e, f] = orientation;
  if (orientation.length !== 6 || !orientation.every(Number.isFinite)) return null;
  const first: Vec3 = [a ?? 0, b ?? 0, c ?? 0];
  const second: Vec3 = [d ?? 0, e ?? 0, f ?? 0];
  const isUnit = (vector: Vec3): boolean => Math.abs(length(vector) - 1) <= cosineTolerance;
  if (!isUnit(first) || !isUnit(second) || Math.abs(dot(first, second)) > cosineTolerance) return null;
  const row = normalize(first);
  if (row === null) return null;
  const column = normalize(subtract(second, scale(row, dot(row, second))));
  return column === null ? null : { row, column, normal: cross(row, column) };
}

/** A slice that can be placed in space. */
export interface PlacedSlice {
  readonly facts: SliceFacts;
  readonly positionLps: Vec3;
  readonly plane: SlicePlane;
}

/** The slice with its plane; null where position or orientation is missing or unusable. */
export function placeSlice(facts: SliceFacts): PlacedSlice | null {
  const { imagePositionPatient: positionLps, imageOrientationPatient } = facts;
  if (positionLps === null || imageOrientationPatient === null) return null;
  if (!positionLps.every(Number.isFinite)) return null;
  const plane = slicePlane(imageOrientationPatient);
  return plane === null ? null : { facts, positionLps, plane };
}

/** Whether two planes are parallel and their rows run the same way, within half a degree. */
export function isSamePlane(a: SlicePlane, b: SlicePlane): boolean {
  const limit = Math.cos((0.5 * Math.PI) / 180);
  return dot(a.row, b.row) >= limit && dot(a.column, b.column) >= limit;
}

/** PixelSpacing where both numbers are sizes; null otherwise. */
export function usableSpacing({ pixelSpacingMm }: SliceFacts): readonly [number, number] | null {
  const isSize = (size: number): boolean => Number.isFinite(size) && size > 0;
  return pixelSpacingMm !== null && pixelSpacingMm.every(isSize) ? pixelSpacingMm : null;
}

/** By InstanceNumber, then frame, then id; without a number last. */
export function byInstanceNumber(a: SliceFacts, b: SliceFacts): number {
  const numberOf = ({ instanceNumber }: SliceFacts): number => instanceNumber ?? Number.MAX_SAFE_INTEGER;
  return (
    numberOf(a) - numberOf(b) ||
    (a.frameIndex ?? 0) - (b.frameIndex ?? 0) ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  );
}
