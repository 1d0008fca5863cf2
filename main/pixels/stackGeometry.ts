import type { Mat4, Vec3 } from '../domain/space.ts';

/** Something the reader has to be told about a stack. Numbers are in the details, lengths in mm, angles in degrees. */
export interface GeometryFinding {
  readonly code: GeometryFindingCode;
  /** One English sentence; the screen translates by code and details. */
  readonly message: string;
  readonly details: Readonly<Record<string, number | string>>;
}

export type GeometryFindingCode =
  | 'NO_POSITION'
  | 'NO_ORIENTATION'
  | 'ORIENTATION_INVALID'
  | 'NO_SPACING'
  | 'MIXED_ORIENTATION'
  | 'MIXED_SIZE'
  | 'MIXED_SPACING'
  | 'MIXED_FRAME_OF_REFERENCE'
  | 'SEVERAL_PHASES'
  | 'DUPLICATE_POSITIONS'
  | 'GAP'
  | 'UNEVEN_SPACING'
  | 'GANTRY_TILT'
  | 'SHIFTED_SLICES'
  | 'SINGLE_SLICE';

/** The grid that a stack lies on. */
export interface StackGeometry {
  /** Columns, rows, slices. */
  readonly dims: readonly [number, number, number];
  /** Between voxel centres along i (a row), j (a column) and k (slices, along the slice axis and so longer than the gap when sheared), mm. */
  readonly spacingMm: Vec3;
  /** Voxel (i, j, k) to LPS in mm; sheared where the gantry was tilted. */
  readonly ijkToLps: Mat4;
  /** Angle between the slice axis and the normal of the slices, degrees; 0 where not sheared. */
  readonly tiltDeg: number;
}
