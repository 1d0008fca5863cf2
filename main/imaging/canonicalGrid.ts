import type { GridDims } from '../../native/index.ts';
import type { Mat4, Vec3 } from '../domain/space.ts';
import type { Volume } from '../domain/volume.ts';

/**
 * A small copy of a volume in the patient's own directions: x to the left, y to the back, z to the head, each along the
 * voxel axis that runs most nearly so. What is anatomy (sides, up, slices across the body) is decided on this grid,
 * however the patient lay and the pictures were cut. A tilted gantry leaves it sheared, which does no harm here.
 */
export interface CanonicalGrid {
  /** Cells along x, y, z: `values[x + nx * (y + ny * z)]`. */
  readonly dims: GridDims;
  readonly spacingMm: Vec3;
  /** Mean of the voxels of each cell, in HU, clamped to -1024..3071; padding and NaN count as air. */
  readonly values: Int16Array;
  /** Volume of one cell in mL. */
  readonly cellMl: number;
  /** The cell of voxel (i, j, k) is `cellOfI[i] + cellOfJ[j] + cellOfK[k]`. */
  readonly cellOfI: Int32Array;
  readonly cellOfJ: Int32Array;
  readonly cellOfK: Int32Array;
  /** Whether each cell is one voxel: then the grid loses nothing. */
  readonly isExact: boolean;
}

interface AxisMap {
  /** 0 x, 1 y, 2 z. */
  readonly canonical: number;
  readonly flipped: boolean;
  readonly voxelsPerCell: number;
  readonly cells: number;
}

/** What a value becomes in HU: `slope * value + intercept`. */
export interface LinearMap {
  readonly slope: number;
  readonly intercept: number;
}

const identity: LinearMap = { slope: 1, intercept: 0 };

/** Averages blocks of voxels into cells of about `cellMm`; never splits a voxel. Time linear in voxels, memory in cells. */
export function makeCanonicalGrid(volume: Volume, cellMm: number, toHu: LinearMap = identity): CanonicalGrid {
  const axes = mapAxes(volume, cellMm);
  const dims: [number, number, number] = [1, 1, 1];
  const spacingMm: [number, number, number] = [1, 1, 1];
  axes.forEach(({ canonical, cells, voxelsPerCell }, axis) => {
    dims[canonical] = cells;
    spacingMm[canonical] = (volume.spacingMm[axis] ?? 1) * voxelsPerCell;
  });
  const stride = [1, dims[0], dims[0] * dims[1]];
  const [cellOfI, cellOfJ, cellOfK] = axes.map((map, axis) =>
    cellOffsets(map, volume.dims[axis] ?? 1, stride[map.canonical] ?? 1),
  ) as [Int32Array, Int32Array, Int32Array];
  const values = averageCells(volume, dims[0] * dims[1] * dims[2], toHu, { cellOfI, cellOfJ, cellOfK });
  const isExact = axes.every(({ voxelsPerCell }) => voxelsPerCell === 1);
  const cellMl = (spacingMm[0] * spacingMm[1] * spacingMm[2]) / 1000;
  return { dims, spacingMm, values, cellMl, cellOfI, cellOfJ, cellOfK, isExact };
}

/** Gives each voxel axis the patient direction it runs along, the clearest first, each direction once. */
function mapAxes({ ijkToLps, dims, spacingMm }: Volume, cellMm: number): AxisMap[] {
  const pairs = [0, 1, 2].flatMap((axis) =>
    [0, 1, 2].map((canonical) => ({ axis, canonical, part: direction(ijkToLps, axis, canonical) })),
  );
  pairs.sort((a, b) => Math.abs(b.part) - Math.abs(a.part));
  const found = new Map<number, AxisMap>();
  const used = new Set<number>();
  for (const { axis, canonical, part } of pairs) {
    if (found.has(axis) || used.has(canonical)) continue;
    used.add(canonical);
    const voxelsPerCell = Math.max(1, Math.round(cellMm / (spacingMm[axis] ?? cellMm)));
    const cells = Math.ceil((dims[axis] ?? 1) / voxelsPerCell);
    found.set(axis, { canonical, flipped: part < 0, voxelsPerCell, cells });
  }
  return [0, 1, 2].map((axis) => found.get(axis)!);
}

/** Part of a voxel axis' unit vector along a patient direction. */
function direction(matrix: Mat4, axis: number, canonical: number): number {
  const column = [0, 1, 2].map((row) => matrix[4 * axis + row] ?? 0);
  return (column[canonical] ?? 0) / (Math.hypot(...column) || 1);
}

function cellOffsets(map: AxisMap, voxels: number, stride: number): Int32Array {
  return Int32Array.from({ length: voxels }, (_, at) => {
    const cell = Math.floor(at / map.voxelsPerCell);
    return stride * (map.flipped ? map.cells - 1 - cell : cell);
  });
}

function averageCells(
  { data, dims }: Volume,
  cells: number,
  { slope, intercept }: LinearMap,
  map: Pick<CanonicalGrid, 'cellOfI' | 'cellOfJ' | 'cellOfK'>,
): Int16Array {
  const { cellOfI, cellOfJ, cellOfK } = map;
  const [ni, nj, nk] = dims;
  const sums = new Int32Array(cells);
  const counts = new Uint16Array(cells);
  let p = 0;
  for (let k = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      const base = cellOfJ[j]! + cellOfK[k]!;
      for (let i = 0; i < ni; i++) {
        const value = slope * data[p++]! + intercept;
        const cell = base + cellOfI[i]!;
        sums[cell]! += value > 3071 ? 3071 : value > -1024 ? value : -1024;
        counts[cell]!++;
      }
    }
  }
  const means = new Int16Array(cells);
  for (let cell = 0; cell < cells; cell++) means[cell] = Math.round(sums[cell]! / counts[cell]!);
  return means;
}
