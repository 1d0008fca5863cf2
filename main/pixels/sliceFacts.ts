import type { Vec3 } from '../domain/space.ts';

/**
 * What the geometry of a series is worked out from: one entry a frame (a single-frame object, or a frame of an enhanced
 * object with its functional groups applied). Every absent or unreadable attribute is null.
 */
export interface SliceFacts {
  /** Names the frame for the caller: SOP Instance UID, or that and a frame number. Unique in one call. */
  readonly id: string;
  readonly rows: number;
  readonly columns: number;
  /** ImagePositionPatient: centre of the first pixel, LPS, mm. */
  readonly imagePositionPatient: Vec3 | null;
  /** ImageOrientationPatient: six direction cosines, along a row and then down a column. */
  readonly imageOrientationPatient: readonly number[] | null;
  /** PixelSpacing: between rows, then between columns, mm. Not ImagerPixelSpacing, which is measured at the detector. */
  readonly pixelSpacingMm: readonly [number, number] | null;
  readonly frameOfReferenceUid: string | null;
  readonly instanceNumber: number | null;
  /** The third value of ImageType: `AXIAL`, `LOCALIZER`. */
  readonly imageKind: string | null;
  readonly echoTimeMs: number | null;
  readonly diffusionBValue: number | null;
  /** DiffusionGradientOrientation, unit vector. */
  readonly diffusionDirection: Vec3 | null;
  readonly temporalPositionIndex: number | null;
  /** TriggerTime in ms, of cardiac cine. */
  readonly triggerTimeMs: number | null;
  readonly acquisitionNumber: number | null;
  /** AcquisitionDate and AcquisitionTime, or AcquisitionDateTime, as written: only equality matters. */
  readonly acquisitionTime: string | null;
  readonly gantryDetectorTiltDeg: number | null;
}
