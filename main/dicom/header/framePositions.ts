import { add, cross, normalize, scale, type Vec3 } from '../../domain/space.ts';
import type { DataSet } from '../dataSet.ts';
import type { FrameAttributes } from '../instanceHeader.ts';

/**
 * Positions of the frames of multi-frame objects without functional groups: dose grids by GridFrameOffsetVector
 * (PS3.3 C.8.8.3.2), reconstructed nuclear medicine by SpacingBetweenSlices and SliceVector (C.8.4.15).
 * Null where the object says nothing of the kind.
 */
export function framePositions(
  dataSet: DataSet,
  first: FrameAttributes,
  frames: number,
): readonly Vec3[] | null {
  const { orientation, positionLps } = first;
  if (frames < 2 || orientation === null || positionLps === null) return null;
  const [a, b, c, d, e, f] = orientation;
  const normal = normalize(cross([a, b, c], [d, e, f]));
  const offsets = readOffsets(dataSet, frames);
  if (normal === null || offsets === null) return null;
  return offsets.map((offset) => add(positionLps, scale(normal, offset)));
}

/** Distances of the frames from the first along the normal, in mm. */
function readOffsets(dataSet: DataSet, frames: number): readonly number[] | null {
  const grid = dataSet.numbers('GridFrameOffsetVector');
  if (grid !== null) {
    const start = grid[0] ?? 0;
    return grid.length === frames ? grid.map((offset) => offset - start) : null;
  }
  const spacing = dataSet.number('SpacingBetweenSlices');
  const isReconstruction = (dataSet.texts('ImageType') ?? []).some((value) => value.startsWith('RECON'));
  if (dataSet.text('Modality') !== 'NM' || !isReconstruction || spacing === null || spacing === 0)
    return null;
  const slices = dataSet.numbers('SliceVector') ?? Array.from({ length: frames }, (_, index) => index + 1);
  return slices.length === frames ? slices.map((slice) => (slice - 1) * spacing) : null;
}
