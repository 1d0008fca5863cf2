import type { Mat4, Vec3 } from '../domain/space.ts';

/** A human mark or a machine result: one type, with where it came from and what a person decided about it. */
export interface Finding {
  readonly findingId: string;
  readonly studyKey: string;
  readonly status: FindingStatus;
  readonly origin: FindingOrigin;
  readonly createdMs: number;
  readonly content: FindingContent;
  readonly measurements: readonly Measurement[];
}

export type FindingStatus = 'proposed' | 'accepted' | 'rejected';

export type FindingOrigin =
  | { readonly kind: 'person'; readonly user: string }
  | { readonly kind: 'algorithm'; readonly name: string; readonly version: string; readonly engine: string };

export type FindingContent = MarkContent | SegmentationContent;

/** (column, row) in pixels of the frame; pixel centres at whole numbers. */
type PixelPoint = readonly [number, number];

export interface MarkContent {
  readonly kind: 'length' | 'ellipse';
  readonly seriesKey: string;
  readonly instanceKey: string;
  readonly sopInstanceUid: string;
  /** 0-based inside the object. */
  readonly frame: number;
  /** Ends of the length, or opposite corners of the ellipse's box. */
  readonly points: readonly [PixelPoint, PixelPoint];
  readonly label: string;
}

export interface SegmentationContent {
  readonly kind: 'segmentation';
  readonly seriesKey: string;
  /** Which stack of the series, 0-based. */
  readonly stack: number;
  /** The grid of the labelmap: that of the stack's volume. */
  readonly dims: readonly [number, number, number];
  readonly spacingMm: Vec3;
  readonly ijkToLps: Mat4;
  /** Grows with every edit. */
  readonly revision: number;
  readonly segments: readonly FindingSegment[];
  readonly method: 'lungs' | 'bone' | 'body' | 'threshold' | 'grow' | 'manual' | 'imported';
  /** The DICOM SEG that holds it; null until one was written. */
  readonly sopInstanceUid: string | null;
  /** Every DICOM SEG that was written of it or that it came from, the present one included. */
  readonly filedAs: readonly string[];
}

/** A coded concept: SCT unless `scheme` says otherwise. */
export interface Concept {
  readonly scheme: string;
  readonly code: string;
  readonly meaning: string;
}

export interface FindingSegment {
  /** Value in the labelmap, from 1. */
  readonly number: number;
  readonly label: string;
  readonly category: Concept;
  readonly concept: Concept | null;
  /** Laterality; null where it has none. */
  readonly modifier: Concept | null;
  readonly voxels: number;
  readonly volumeMl: number;
  /** Mean of the rescaled values; null where there is no voxel. */
  readonly mean: number | null;
  readonly unit: 'HU' | null;
  /** Index into the screen's colour-blind-safe set. */
  readonly colour: number;
}

export interface Measurement {
  readonly name: 'length' | 'area' | 'mean' | 'max' | 'min' | 'sd' | 'pixels' | 'volume';
  readonly quantity: { readonly value: number; readonly unit: string | null };
  readonly note: 'at-detector' | 'calibrated' | 'ultrasound' | null;
}
