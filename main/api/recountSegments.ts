import type { FindingSegment } from '../findings/finding.ts';
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
  return segments.map((segment) => {
    const voxels = counts[segment.number] ?? 0;
    if (voxels === segment.voxels) return segment;
    return { ...segment, voxels, volumeMl: voxels * voxelMl, mean: null };
  });
}
