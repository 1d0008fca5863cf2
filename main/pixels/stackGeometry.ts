import type { Mat4, Vec3 } from '../domain/space.ts';

/** Something the reader has to be told about a stack. Numbers are in the details, lengths in mm, angles in degrees. */
export interface GeometryFinding {
  readonly code: GeometryFindingCode;
  /** One English sentence; the screen translates by code and details. */
  readonly message: string;
  readonly details: Readonly<Record<string, number | string>>;
}

export type GeometryFindingCode =
  /** Slices without ImagePositionPatient: in order of InstanceNumber. */
  | 'NO_POSITION'
  /** Slices without ImageOrientationPatient. */
  | 'NO_ORIENTATION'
  /** Direction cosines that are no two orthogonal unit vectors. */
  | 'ORIENTATION_INVALID'
  /** No PixelSpacing, or one that is no size: nothing can be measured in mm. */
  | 'NO_SPACING'
  /** The series holds slices that are not parallel; this stack has one direction of them. */
  | 'MIXED_ORIENTATION'
  | 'MIXED_SIZE'
  | 'MIXED_SPACING'
  | 'MIXED_FRAME_OF_REFERENCE'
  /** The series shows the same positions several times (times, echoes, b-values); this stack has one of them. */
  | 'SEVERAL_PHASES'
  /** Slices lie in the same place and nothing tells them apart. */
  | 'DUPLICATE_POSITIONS'
  /** Slices are missing between others. */
  | 'GAP'
  /** Distances differ in another way. */
  | 'UNEVEN_SPACING'
  /** The slice axis leans: the volume is sheared and shown so. */
  | 'GANTRY_TILT'
  /** Slices are shifted sideways against each other irregularly. */
  | 'SHIFTED_SLICES'
  | 'SINGLE_SLICE';

/** The grid that a stack lies on. */
export interface StackGeometry {
  /** Columns, rows, slices. */
  readonly dims: readonly [number, number, number];
  /**
   * Between neighbouring voxel centres along i (a row), j (a column) and k, mm. With a tilted gantry the third is longer
   * than the distance of the slices: the size of a voxel is the determinant of `ijkToLps`.
   */
  readonly spacingMm: Vec3;
  /** Voxel (i, j, k) to LPS in mm; sheared where the gantry was tilted. */
  readonly ijkToLps: Mat4;
  /** Distance of neighbouring slices along their normal, mm. */
  readonly sliceDistanceMm: number;
  /** Angle between the slice axis and the normal of the slices, degrees; 0 where not sheared. */
  readonly tiltDeg: number;
}
