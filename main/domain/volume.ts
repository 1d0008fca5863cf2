import type { Mat4, Vec3 } from './space.ts';

/** Element types that a volume can have. Values are rescaled (modality LUT applied): HU for CT. */
export type VolumeData = Int16Array | Uint16Array | Uint8Array | Int8Array | Int32Array | Float32Array;

/** A regular grid of values in patient space. i runs fastest, then j, then k: `data[i + ni * (j + nj * k)]`. */
export interface Volume {
  /** Voxels along i (columns), j (rows), k (slices). */
  readonly dims: readonly [number, number, number];
  /** Distance of neighbouring voxels along i, j, k in mm. */
  readonly spacingMm: Vec3;
  /** 4x4, column-major: voxel centre (i, j, k) to LPS in mm. May be sheared for a tilted gantry. */
  readonly ijkToLps: Mat4;
  readonly data: VolumeData;
  /** `HU` where the header says so (CT, or RescaleType HU), else null. */
  readonly unit: 'HU' | null;
}

/** A label per voxel (0 = background) on the grid of a volume. */
export interface Labelmap {
  readonly dims: readonly [number, number, number];
  readonly spacingMm: Vec3;
  readonly ijkToLps: Mat4;
  readonly data: Uint8Array;
}
