import { invertAffine, transformPoint, type Vec3 } from '../../main/domain/space.ts';
import type { PlaneGeometry } from '../tools/planeGeometry.ts';
import type { SlicePlan, VoxelGrid } from './slicePlane.ts';

/** How far a frame may lie off the grid, in voxels, and still show its labels. */
const toleranceVoxels = 0.05;

/**
 * The slice of a grid that lies exactly on a frame, so that labels can be drawn over the frame's own pixels.
 * Null where the frame has no position, or its pixels do not fall on voxel centres: then nothing is drawn, rather than beside the truth.
 */
export function planOfFrame(
  grid: VoxelGrid,
  plane: PlaneGeometry,
): { readonly plan: SlicePlan; readonly slice: number } | null {
  const toIjk = invertAffine(grid.ijkToLps);
  const { positionLps, columnStepLps, rowStepLps } = plane;
  if (toIjk === null || positionLps === null || columnStepLps === null || rowStepLps === null) return null;
  const first = transformPoint(toIjk, positionLps);
  const step = (delta: Vec3): Vec3 => {
    const to = transformPoint(toIjk, [
      positionLps[0] + delta[0],
      positionLps[1] + delta[1],
      positionLps[2] + delta[2],
    ]);
    return [to[0] - first[0], to[1] - first[1], to[2] - first[2]];
  };
  const column = unitAxis(step(columnStepLps), plane.columns);
  const row = unitAxis(step(rowStepLps), plane.rows);
  if (column === null || row === null || column.voxelAxis === row.voxelAxis) return null;
  const through = ([0, 1, 2] as const).find((axis) => axis !== column.voxelAxis && axis !== row.voxelAxis);
  if (through === undefined) return null;
  const starts = [column, row].every(({ voxelAxis, backwards }) => {
    const expected = backwards ? grid.dims[voxelAxis] - 1 : 0;
    return Math.abs(first[voxelAxis] - expected) < toleranceVoxels;
  });
  const slice = Math.round(first[through]);
  const isOn = Math.abs(first[through] - slice) < toleranceVoxels && slice >= 0 && slice < grid.dims[through];
  const fits = grid.dims[column.voxelAxis] === plane.columns && grid.dims[row.voxelAxis] === plane.rows;
  if (!starts || !isOn || !fits) return null;
  const plan: SlicePlan = {
    name: 'axial',
    columns: plane.columns,
    rows: plane.rows,
    count: grid.dims[through],
    axes: [column, row, { voxelAxis: through, backwards: false }],
    sliceMm: 1,
    normalLps: [0, 0, 1],
  };
  return { plan, slice };
}

/** The voxel axis that a step of one voxel runs along; null where it is none. The tolerance holds over the whole image. */
function unitAxis(
  step: Vec3,
  count: number,
): { readonly voxelAxis: 0 | 1 | 2; readonly backwards: boolean } | null {
  const tolerance = toleranceVoxels / Math.max(1, count);
  const voxelAxis = ([0, 1, 2] as const).find((axis) => Math.abs(Math.abs(step[axis]) - 1) < tolerance);
  if (voxelAxis === undefined) return null;
  const others = step.every((part, axis) => axis === voxelAxis || Math.abs(part) < tolerance);
  return others ? { voxelAxis, backwards: step[voxelAxis] < 0 } : null;
}
