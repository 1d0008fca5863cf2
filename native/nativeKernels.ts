import { checkSeeds, morphologySteps } from './tasks.ts';
import {
  checkGrid,
  type DistanceTask,
  type FillHolesTask,
  type GridDims,
  type GridValues,
  type GrowTask,
  type Kernels,
  type KeepComponentsTask,
  type LabelTask,
  type MorphologyTask,
} from './kernels.ts';

/** What the compiled module exports. Every argument was checked here: the C++ side trusts lengths. */
export interface NativeFunctions {
  label(mask: Uint8Array, dims: GridDims, connectivity: number, labels: Uint32Array): number;
  grow(
    values: GridValues,
    dims: GridDims,
    connectivity: number,
    out: Uint8Array,
    seeds: Uint32Array,
    bounds: Float64Array,
  ): number;
  morphology(mask: Uint8Array, dims: GridDims, element: number, out: Uint8Array, steps: Int32Array): void;
  fillHoles(mask: Uint8Array, dims: GridDims, mode: number, out: Uint8Array, maxHoleVoxels: number): number;
  distance(mask: Uint8Array, dims: GridDims, spacingMm: Float64Array, out: Float32Array): void;
  keepComponents(
    mask: Uint8Array,
    dims: GridDims,
    connectivity: number,
    out: Uint8Array,
    minVoxels: number,
    largestOnly: boolean,
    marker: Uint8Array,
  ): number;
}

/** Dresses the compiled functions as `Kernels`. `reason` says with what they were compiled. */
export function makeNativeKernels(native: NativeFunctions, reason: string): Kernels {
  return {
    engine: 'native',
    reason,
    label({ mask, dims, connectivity, labels }: LabelTask): number {
      checkGrid(dims, [mask, labels]);
      return native.label(mask, dims, connectivity, labels);
    },
    grow({ values, dims, lower, upper, seeds, connectivity, out }: GrowTask): number {
      checkGrid(dims, [values, out]);
      checkSeeds(seeds, values.length);
      return native.grow(values, dims, connectivity, out, seeds, Float64Array.of(lower, upper));
    },
    morphology({ operation, mask, dims, element, iterations, out }: MorphologyTask): void {
      checkGrid(dims, [mask, out]);
      native.morphology(mask, dims, element, out, morphologySteps(operation, iterations));
    },
    fillHoles({ mask, dims, mode, maxHoleVoxels, out }: FillHolesTask): number {
      checkGrid(dims, [mask, out]);
      return native.fillHoles(mask, dims, mode === 'slice' ? 0 : 1, out, maxHoleVoxels ?? Infinity);
    },
    distance({ mask, dims, spacingMm, out }: DistanceTask): void {
      checkGrid(dims, [mask, out]);
      native.distance(mask, dims, Float64Array.from(spacingMm), out);
    },
    keepComponents(task: KeepComponentsTask): number {
      const { mask, dims, connectivity, minVoxels, largestOnly, marker, out } = task;
      checkGrid(dims, marker === null ? [mask, out] : [mask, out, marker]);
      return native.keepComponents(
        mask,
        dims,
        connectivity,
        out,
        minVoxels,
        largestOnly,
        marker ?? new Uint8Array(0),
      );
    },
  };
}
