import type { PatientHeader, StudyHeader } from './instanceHeader.ts';

/** For whom, in which study and under which UIDs something that is no DICOM is wrapped. */
export interface WrapTarget {
  readonly patient: PatientHeader;
  readonly study: StudyHeader;
  readonly seriesInstanceUid: string;
  readonly seriesNumber: number;
  readonly seriesDescription: string;
  readonly sopInstanceUid: string;
  readonly instanceNumber: number;
  /** `YYYYMMDD` and `HHMMSS` of the wrapping. */
  readonly date: string;
  readonly time: string;
  /** PS3.3 C.8.6.1: `SD` scanned document, `SI` scanned image, `DI` digital interface, `WSD` workstation, `DRW` drawing. */
  readonly conversionType: 'SD' | 'SI' | 'DI' | 'WSD' | 'DRW';
}

/** Decoded pixels: grey or RGB, interleaved, row-major, `rows` x `columns` x `samplesPerPixel` values. */
export interface WrapPixels {
  readonly rows: number;
  readonly columns: number;
  readonly samplesPerPixel: 1 | 3;
  readonly data: Uint8Array | Uint16Array;
  /** The source was lossy (JPEG): it stays marked so. */
  readonly lossy: boolean;
}
