import type { Vec3 } from '../domain/space.ts';

/**
 * What the geometry of a series is worked out from: one entry a frame (a single-frame object, or a frame of an enhanced
 * object with its functional groups applied). Every absent or unreadable attribute is null.
 */
export interface SliceFacts {
  /** Names the frame for the caller. Unique in one call. */
  readonly id: string;
  readonly rows: number;
  readonly columns: number;
  /** Centre of the first pixel, LPS, mm. */
  readonly imagePositionPatient: Vec3 | null;
  /** Six direction cosines, along a row and then down a column. */
  readonly imageOrientationPatient: readonly number[] | null;
  /** PixelSpacing: between rows, then between columns, mm. Not ImagerPixelSpacing, which is measured at the detector. */
  readonly pixelSpacingMm: readonly [number, number] | null;
  readonly frameOfReferenceUid: string | null;
  readonly instanceNumber: number | null;
  /** From 0 inside a multi-frame object: order where InstanceNumber is the same. */
  readonly frameIndex?: number;
  /** The third value of ImageType: `AXIAL`, `LOCALIZER`. */
  readonly imageKind: string | null;
  /** The whole ImageType joined with `\`, where it is at hand: tells water from fat, magnitude from phase. */
  readonly imageType?: string | null;
  /** StackID of an enhanced object. */
  readonly stackId?: string | null;
  /** DimensionIndexValues of an enhanced object: tells frames apart by what the other attributes do not name. */
  readonly dimensionIndex?: readonly number[] | null;
  readonly echoTimeMs: number | null;
  readonly diffusionBValue: number | null;
  /** DiffusionGradientOrientation, unit vector. */
  readonly diffusionDirection: Vec3 | null;
  readonly temporalPositionIndex: number | null;
  /** TriggerTime of cardiac cine. */
  readonly triggerTimeMs: number | null;
  readonly acquisitionNumber: number | null;
  /** When it was acquired, as written: only order and equality matter. */
  readonly acquisitionTime: string | null;
  /** As the header says it; the tilt that counts is measured from the positions. */
  readonly gantryDetectorTiltDeg: number | null;
}
