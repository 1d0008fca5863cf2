import type { VoxelGrid } from './slicePlane.ts';

/**
 * A label volume in steps of whole voxels, for a surface seen from afar: a coarse voxel has the label of the voxel at its
 * centre. At most `voxels` voxels. Always a copy of its own, so that it can be moved to a worker.
 */
export function coarseLabels(
  grid: VoxelGrid & { readonly data: Uint8Array },
  voxels: number,
): VoxelGrid & { readonly data: Uint8Array<ArrayBuffer> } {
  const [ni, nj, nk] = grid.dims;
  const spacing = [0, 4, 8].map((column) => Math.hypot(...grid.ijkToLps.slice(column, column + 3)));
  const finest = Math.min(...spacing);
  let steps: readonly number[] = [1, 1, 1];
  for (let factor = 1; ni * nj * nk > voxels * steps.reduce((product, step) => product * step, 1); factor++) {
    steps = spacing.map((size) => Math.max(1, Math.round((factor * finest) / size)));
  }
  const [si = 1, sj = 1, sk = 1] = steps;
  const dims = [Math.ceil(ni / si), Math.ceil(nj / sj), Math.ceil(nk / sk)] as const;
  const data = new Uint8Array(dims[0] * dims[1] * dims[2]);
  const place = (index: number, step: number, count: number): number =>
    Math.min(count - 1, index * step + (step >> 1));
  let to = 0;
  for (let k = 0; k < dims[2]; k++) {
    for (let j = 0; j < dims[1]; j++) {
      const row = ni * (place(j, sj, nj) + nj * place(k, sk, nk));
      for (let i = 0; i < dims[0]; i++) data[to++] = grid.data[row + place(i, si, ni)] ?? 0;
    }
  }
  const at = (index: number): number => grid.ijkToLps[index] ?? 0;
  const origin = [0, 1, 2].map((row) =>
    [si, sj, sk].reduce((sum, step, axis) => sum + at(axis * 4 + row) * (step >> 1), at(12 + row)),
  );
  const axes = [si, sj, sk].flatMap((step, axis) => [
    ...[0, 1, 2].map((row) => at(axis * 4 + row) * step),
    0,
  ]);
  return { dims, data, ijkToLps: [...axes, ...origin, 1] };
}
