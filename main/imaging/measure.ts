import { raise } from '../domain/failure.ts';
import { cross, dot, type Mat4, type Vec3 } from '../domain/space.ts';
import type { Volume } from '../domain/volume.ts';
import type { CodedConcept, Segment, Segmentation, ValueBounds } from './segmentation.ts';

/** What a label means, before it was measured. */
export interface SegmentMeaning {
  readonly label: string;
  readonly category: CodedConcept;
  readonly type: CodedConcept;
  readonly modifier: CodedConcept | null;
}

/** Volume in mL of the parallelepiped that neighbouring voxel centres span: right for any tilt, overlap or gap of slices. */
export function voxelVolumeMl(ijkToLps: Mat4): number {
  const column = (at: number): Vec3 => [ijkToLps[at] ?? 0, ijkToLps[at + 1] ?? 0, ijkToLps[at + 2] ?? 0];
  return Math.abs(dot(column(0), cross(column(4), column(8)))) / 1000;
}

/**
 * Measures labels 1..n of a labelmap (`meanings[n - 1]` says what n is) over the values of its volume.
 * Labels without a voxel are left out and the rest renumbered in place, without gaps; none at all is `NOTHING_FOUND`.
 * Means leave NaN out.
 */
export function measureSegments(options: {
  readonly volume: Volume;
  readonly labels: Uint8Array;
  readonly meanings: readonly SegmentMeaning[];
  readonly engine: 'native' | 'twin';
  readonly bounds: ValueBounds | null;
}): Segmentation {
  const { volume, labels, meanings, engine, bounds } = options;
  const { voxels, finite, sums } = sumByLabel(volume, labels, meanings.length);
  const voxelMl = voxelVolumeMl(volume.ijkToLps);
  const numbers = new Uint8Array(256);
  const segments: Segment[] = [];
  for (const [index, meaning] of meanings.entries()) {
    const count = voxels[index + 1] ?? 0;
    if (count === 0) continue;
    numbers[index + 1] = segments.length + 1;
    segments.push({
      number: segments.length + 1,
      ...meaning,
      voxels: count,
      volumeMl: count * voxelMl,
      mean: (sums[index + 1] ?? 0) / (finite[index + 1] ?? 0),
      unit: volume.unit,
    });
  }
  if (segments.length === 0) raise('NOTHING_FOUND');
  if (segments.length < meanings.length) renumber(labels, numbers);
  const { dims, spacingMm, ijkToLps } = volume;
  return { labelmap: { dims, spacingMm, ijkToLps, data: labels }, segments, engine, bounds };
}

function sumByLabel(
  volume: Volume,
  labels: Uint8Array,
  count: number,
): { readonly voxels: Float64Array; readonly finite: Float64Array; readonly sums: Float64Array } {
  const { data } = volume;
  const voxels = new Float64Array(count + 1);
  const finite = new Float64Array(count + 1);
  const sums = new Float64Array(count + 1);
  for (let p = 0; p < labels.length; p++) {
    const label = labels[p]!;
    if (label === 0) continue;
    voxels[label]!++;
    const value = data[p]!;
    if (Number.isNaN(value)) continue;
    finite[label]!++;
    sums[label]! += value;
  }
  return { voxels, finite, sums };
}

function renumber(labels: Uint8Array, numbers: Uint8Array): void {
  for (let p = 0; p < labels.length; p++) labels[p] = numbers[labels[p]!]!;
}
