/** Voxels along i (fastest), j and k: `data[i + ni * (j + nj * k)]`. */
export type GridDims = readonly [number, number, number];

/** Element types that `grow` compares values of. */
export type GridValues = Int16Array | Uint16Array | Uint8Array | Int8Array | Int32Array | Float32Array;

/** Which neighbours touch: 6 share a face, 26 a face, an edge or a corner. */
export type Connectivity = 6 | 26;

/** The 3x3x3 structuring elements: faces (6), faces and edges (18), the whole cube (26). */
export type StructuringElement = 6 | 18 | 26;

export interface LabelTask {
  /** Any value but 0 is foreground. */
  readonly mask: Uint8Array;
  readonly dims: GridDims;
  readonly connectivity: Connectivity;
  /** Written whole: 0 = background, 1..n by the first voxel of the component in raster order. */
  readonly labels: Uint32Array;
}

export interface GrowTask {
  readonly values: GridValues;
  readonly dims: GridDims;
  /** Inclusive bounds. NaN values are never inside. */
  readonly lower: number;
  readonly upper: number;
  /** Offsets into `values`. A seed out of bounds grows nothing. */
  readonly seeds: Uint32Array;
  readonly connectivity: Connectivity;
  /** Written whole: 1 where a seed reaches, else 0. */
  readonly out: Uint8Array;
}

export interface MorphologyTask {
  readonly operation: 'erode' | 'dilate' | 'open' | 'close';
  readonly mask: Uint8Array;
  readonly dims: GridDims;
  readonly element: StructuringElement;
  /** How often the element is applied: the radius in voxels; at least 0. */
  readonly iterations: number;
  /** Written whole, 0 or 1; may be `mask` itself. */
  readonly out: Uint8Array;
}

export interface FillHolesTask {
  readonly mask: Uint8Array;
  readonly dims: GridDims;
  /** `slice`: holes of each k-plane (4-connected background); `volume`: cavities (6-connected background). */
  readonly mode: 'slice' | 'volume';
  /** Holes of more voxels stay open; null fills all. */
  readonly maxHoleVoxels: number | null;
  /** Written whole, 0 or 1; may be `mask` itself. */
  readonly out: Uint8Array;
}

export interface DistanceTask {
  readonly mask: Uint8Array;
  readonly dims: GridDims;
  /** Distance of neighbouring voxels along i, j, k in mm. */
  readonly spacingMm: readonly [number, number, number];
  /** Written whole: mm from a foreground voxel's centre to that of the nearest background voxel; 0 in the background. */
  readonly out: Float32Array;
}

export interface KeepComponentsTask {
  readonly mask: Uint8Array;
  readonly dims: GridDims;
  readonly connectivity: Connectivity;
  /** Components of fewer voxels go. */
  readonly minVoxels: number;
  /** Only the largest of the rest stays (of equals, the first in raster order). */
  readonly largestOnly: boolean;
  /** Where given: only components stay that hold at least one voxel that is not 0 here. */
  readonly marker: Uint8Array | null;
  /** Written whole, 0 or 1; may be `mask` itself. */
  readonly out: Uint8Array;
}

/**
 * Image processing on whole grids. The compiled kernels and their TypeScript twins give equal results, bit for bit.
 * Every function is synchronous, writes into buffers that the caller allocated (also SharedArrayBuffers), and throws a
 * RangeError where a buffer's length is not that of the grid. The outside of the grid never changes the result of
 * morphology: it counts as foreground for erosion and as background for dilation.
 */
export interface Kernels {
  readonly engine: 'native' | 'twin';
  /** One sentence for people: what runs, and why not the other. */
  readonly reason: string;
  /** Labels connected components; returns how many. Linear in runs; extra memory 12 bytes a run of foreground along i. */
  label(task: LabelTask): number;
  /** Floods from seeds through values within bounds; returns the voxels reached. */
  grow(task: GrowTask): number;
  /** Erosion, dilation, opening, closing; extra memory 2 bits a voxel. */
  morphology(task: MorphologyTask): void;
  /** Sets background that does not reach the border; returns the voxels filled. */
  fillHoles(task: FillHolesTask): number;
  /** Exact Euclidean distance to the background; Infinity where there is no background. Felzenszwalb & Huttenlocher, 2012. */
  distance(task: DistanceTask): void;
  /** Keeps whole components by size or marker without a label image; returns how many stay. */
  keepComponents(task: KeepComponentsTask): number;
}

/** Voxels of a grid, after checking that every buffer has as many. */
export function checkGrid(dims: GridDims, buffers: readonly ArrayLike<number>[]): number {
  const [ni, nj, nk] = dims;
  if (![ni, nj, nk].every((n) => Number.isInteger(n) && n > 0)) {
    throw new RangeError(`a grid needs positive whole dimensions, not ${dims.join(' x ')}`);
  }
  const voxels = ni * nj * nk;
  if (voxels > 0x7fffffff) throw new RangeError('a grid holds at most 2^31 - 1 voxels');
  for (const buffer of buffers) {
    if (buffer.length !== voxels) {
      throw new RangeError(`a buffer of ${buffer.length} elements for a grid of ${voxels} voxels`);
    }
  }
  return voxels;
}
