import type { Labelmap } from '../domain/volume.ts';

/** A coded concept of SNOMED CT (coding scheme designator `SCT`). */
export interface CodedConcept {
  readonly scheme: 'SCT';
  readonly code: string;
  readonly meaning: string;
}

/** What one label of a labelmap is, and what was measured over its voxels. */
export interface Segment {
  /** Value in the labelmap and SegmentNumber, from 1 without gaps. */
  readonly number: number;
  readonly label: string;
  /** SegmentedPropertyCategoryCodeSequence (PS3.16 CID 7150). */
  readonly category: CodedConcept;
  /** SegmentedPropertyTypeCodeSequence. */
  readonly type: CodedConcept;
  /** Laterality as SegmentedPropertyTypeModifierCodeSequence; null where it has none. */
  readonly modifier: CodedConcept | null;
  readonly voxels: number;
  /** From the slice positions: voxels times the volume of the parallelepiped that neighbouring voxel centres span. */
  readonly volumeMl: number;
  /** Mean of the volume's rescaled values over the segment. */
  readonly mean: number;
  /** Unit of `mean`; null where the volume has none. */
  readonly unit: 'HU' | null;
}

/** Inclusive bounds in rescaled values. */
export interface ValueBounds {
  readonly lower: number;
  readonly upper: number;
}

/** The result of a segmentation: a proposal until a person accepts it. */
export interface Segmentation {
  /** On the grid of the volume; values are segment numbers. */
  readonly labelmap: Labelmap;
  /** At least one. Lungs: the right lung is 1 where both are there. */
  readonly segments: readonly Segment[];
  readonly engine: 'native' | 'twin';
  /** The bounds that `threshold` and `grow` used, also where they were derived; null for other methods. */
  readonly bounds: ValueBounds | null;
}

/** How long work is watched and stopped. */
export interface LongWork {
  readonly signal?: AbortSignal | undefined;
  /** Called with the part done, 0 to 1, never falling. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
}
