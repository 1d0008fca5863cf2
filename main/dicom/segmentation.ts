import type { Labelmap } from '../domain/volume.ts';
import type { Vec3 } from '../domain/space.ts';
import type { Code, ObjectReference, PatientHeader, SeriesHeader, StudyHeader } from './instanceHeader.ts';

/** One segment (PS3.3 C.8.20.4): a label value of the labelmap with its meaning. */
export interface Segment {
  /** 1 to 255: the value in the labelmap; written as SegmentNumber, renumbered from 1 without gaps. */
  readonly number: number;
  readonly label: string;
  readonly description: string | null;
  /** What kind of thing: `SCT 123037004 Anatomical structure`. */
  readonly category: Code;
  /** What it is: `SCT 39607008 Lung`. */
  readonly type: Code;
  /** Side and the like: `SCT 7771000 Left`. */
  readonly typeModifier: Code | null;
  readonly anatomicRegion: Code | null;
  readonly algorithmType: 'AUTOMATIC' | 'SEMIAUTOMATIC' | 'MANUAL';
  /** Null only for MANUAL. */
  readonly algorithmName: string | null;
  /** Recommended colour, sRGB 0 to 255; null: none recommended. */
  readonly color: readonly [number, number, number] | null;
}

/** One plane of the source: where a slice of the labelmap lies and which image it was drawn on. */
export interface SourceSlice extends ObjectReference {
  /** 1-based frame of a multi-frame source; null for a single-frame image. */
  readonly frameNumber: number | null;
  /** ImagePositionPatient. */
  readonly positionLps: Vec3;
}

export interface SegmentationInput {
  /** Slice k lies on `slices[k]`; i runs along the row, j down the column of the source image. */
  readonly labelmap: Labelmap;
  readonly segments: readonly Segment[];
  readonly slices: readonly SourceSlice[];
  /** ImageOrientationPatient of every slice. */
  readonly orientation: readonly [number, number, number, number, number, number];
  /** Distance of rows, then of columns. */
  readonly spacingMm: readonly [number, number];
  readonly sliceThicknessMm: number;
  readonly patient: PatientHeader;
  readonly study: StudyHeader;
  readonly sourceSeries: Pick<SeriesHeader, 'uid' | 'frameOfReferenceUid'>;
  readonly sopInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly dimensionOrganizationUid: string;
  readonly seriesNumber: number;
  readonly seriesDescription: string;
  /** ContentLabel: upper case letters, digits, `_`, at most 16. */
  readonly contentLabel: string;
  readonly contentDescription: string | null;
  readonly contentCreator: string | null;
  /** `YYYYMMDD` and `HHMMSS`. */
  readonly date: string;
  readonly time: string;
  readonly manufacturer: string;
  readonly modelName: string;
  readonly softwareVersion: string;
  readonly deviceSerialNumber: string;
}

/** A segmentation as read. Planes are as stored: no grid is assumed. */
export interface Segmentation {
  readonly type: 'BINARY' | 'FRACTIONAL' | 'LABELMAP';
  readonly segments: readonly Segment[];
  readonly frameOfReferenceUid: string | null;
  readonly rows: number;
  readonly columns: number;
  readonly orientation: readonly [number, number, number, number, number, number] | null;
  /** Distance of rows, then of columns. */
  readonly spacingMm: readonly [number, number] | null;
  readonly planes: readonly SegmentationPlane[];
  /** Value that means 1.0 of a FRACTIONAL segmentation. */
  readonly maximumFraction: number | null;
}

/** One frame: the pixels of one segment (BINARY 0/1, FRACTIONAL 0 to `maximumFraction`), or of all (LABELMAP values). */
export interface SegmentationPlane {
  /** Null for LABELMAP. */
  readonly segmentNumber: number | null;
  readonly positionLps: Vec3 | null;
  readonly source: SourceReference | null;
  /** Row-major, `rows` x `columns`. */
  readonly data: Uint8Array | Uint16Array;
}

export interface SourceReference extends ObjectReference {
  /** 1-based; null for a single-frame source. */
  readonly frameNumber: number | null;
}
