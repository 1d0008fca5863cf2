import { fail, succeed, type Result } from '../domain/failure.ts';
import { cross, dot, length, normalize, subtract, type Vec3 } from '../domain/space.ts';
import type { Labelmap } from '../domain/volume.ts';
import type { Segmentation, SegmentationPlane, SourceSlice } from './segmentation.ts';

/** The grid that a labelmap is wanted on: slice k lies on `slices[k]`. */
export interface LabelmapGrid extends Omit<Labelmap, 'data'> {
  readonly slices: readonly SourceSlice[];
}

export interface PlacedLabelmap {
  readonly labelmap: Labelmap;
  /** Voxels that more than one segment claims; the first one keeps them. */
  readonly overlappingVoxels: number;
  /** Planes that lie on no slice of the grid. */
  readonly unplacedPlanes: number;
}

/** A plane lies on a slice whose position is this near. */
const placeToleranceMm = 0.01;

/**
 * Puts the planes of a segmentation on the slices of its source: by the image they name, else by position.
 * FRACTIONAL values count from one half. The value of a voxel is the SegmentNumber (LABELMAP: the pixel value).
 * Cost: one pass over the planes; memory: the labelmap.
 * Errors: INVALID_INPUT where rows, columns, orientation or spacing differ from the grid's, or a label passes 255.
 */
export function segmentationLabelmap(segmentation: Segmentation, grid: LabelmapGrid): Result<PlacedLabelmap> {
  const [columns, rows, count] = grid.dims;
  if (segmentation.columns !== columns || segmentation.rows !== rows || !isAligned(segmentation, grid)) {
    return fail('INVALID_INPUT', 'The segmentation lies on another grid than its source.');
  }
  const data = new Uint8Array(columns * rows * count);
  const half = (segmentation.maximumFraction ?? 1) / 2;
  let overlappingVoxels = 0;
  let unplacedPlanes = 0;
  for (const plane of segmentation.planes) {
    const slice = sliceOf(plane, grid.slices);
    if (slice === null) {
      unplacedPlanes += 1;
      continue;
    }
    const target = data.subarray(slice * columns * rows, (slice + 1) * columns * rows);
    const taken = take(plane, target, half);
    if (taken === null) return fail('INVALID_INPUT', 'The segmentation has labels above 255.');
    overlappingVoxels += taken;
  }
  const { dims, spacingMm, ijkToLps } = grid;
  return succeed({ labelmap: { dims, spacingMm, ijkToLps, data }, overlappingVoxels, unplacedPlanes });
}

/** Writes a plane; the number of voxels that were taken already, or null for a label above 255. */
function take(plane: SegmentationPlane, target: Uint8Array, half: number): number | null {
  const values = plane.data;
  const label = plane.segmentNumber;
  if (label !== null && label > 255) return null;
  let overlapping = 0;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? 0;
    if (value === 0) continue;
    const wanted = label === null ? value : value >= half ? label : 0;
    if (wanted === 0) continue;
    if (wanted > 255) return null;
    if (target[index] === 0) target[index] = wanted;
    else if (target[index] !== wanted) overlapping += 1;
  }
  return overlapping;
}

function sliceOf(plane: SegmentationPlane, slices: readonly SourceSlice[]): number | null {
  const { positionLps, source } = plane;
  const isNear = (slice: SourceSlice): boolean =>
    positionLps === null || length(subtract(slice.positionLps, positionLps)) <= placeToleranceMm;
  const named = slices.findIndex(
    (slice) =>
      slice.sopInstanceUid === source?.sopInstanceUid &&
      (slice.frameNumber ?? 1) === (source.frameNumber ?? 1) &&
      isNear(slice),
  );
  if (named >= 0) return named;
  const near = positionLps === null ? -1 : slices.findIndex(isNear);
  return near >= 0 ? near : null;
}

/** Same in-plane axes and spacing, within half a per mille. */
function isAligned(segmentation: Segmentation, grid: LabelmapGrid): boolean {
  const { orientation, spacingMm } = segmentation;
  if (orientation === null || spacingMm === null) return false;
  const [a, b, c, d, e, f] = orientation;
  const axis = (at: number): Vec3 => [
    grid.ijkToLps[at] ?? 0,
    grid.ijkToLps[at + 1] ?? 0,
    grid.ijkToLps[at + 2] ?? 0,
  ];
  const isSame = (unit: Vec3, step: Vec3, spacing: number): boolean => {
    const direction = normalize(step);
    return (
      direction !== null &&
      dot(unit, direction) > 0.9999 &&
      Math.abs(length(step) - spacing) <= 5e-4 * spacing
    );
  };
  if (length(cross([a, b, c], [d, e, f])) < 0.9) return false;
  return isSame([a, b, c], axis(0), spacingMm[1]) && isSame([d, e, f], axis(4), spacingMm[0]);
}
