import type { FindingSegment } from '../findings/finding.ts';
import type { LabelDelta } from '../domain/labelDelta.ts';
import type { Labelmap } from '../domain/volume.ts';

/**
 * Segments with voxels and volumes counted from the labelmap as it stands. A segment whose count changed loses its mean:
 * the mean of what was there before is not that of what is there now.
 */
export function recountSegments(
  segments: readonly FindingSegment[],
  labelmap: Labelmap,
  voxelMl: number,
): readonly FindingSegment[] {
  const counts = new Uint32Array(256);
  for (const label of labelmap.data) counts[label] = (counts[label] ?? 0) + 1;
  return segments.map((segment) => withVoxels(segment, counts[segment.number] ?? 0, voxelMl));
}

/** The same after one stroke, without looking at the whole grid. */
export function adjustSegments(
  segments: readonly FindingSegment[],
  delta: LabelDelta,
  voxelMl: number,
): readonly FindingSegment[] {
  const gained = new Map<number, number>();
  const count = (label: number, voxels: number): void => {
    gained.set(label, (gained.get(label) ?? 0) + voxels);
  };
  for (const { length, before, after } of delta) {
    count(before, -length);
    count(after, length);
  }
  return segments.map((segment) =>
    withVoxels(segment, Math.max(0, segment.voxels + (gained.get(segment.number) ?? 0)), voxelMl),
  );
}

function withVoxels(segment: FindingSegment, voxels: number, voxelMl: number): FindingSegment {
  if (voxels === segment.voxels) return segment;
  return { ...segment, voxels, volumeMl: voxels * voxelMl, mean: null };
}
