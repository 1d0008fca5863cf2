import type { Volume } from '../domain/volume.ts';
import type { CanonicalGrid } from './canonicalGrid.ts';
import type { Pace } from './pace.ts';

/** Bits of a cell's plan: the label in the low bits, and whether each voxel still has to pass the bounds. */
export const testVoxels = 0x80;

/**
 * Carries labels from the small grid to the voxels. `plan` holds for each cell 0, a label (all its voxels get it) or a
 * label with `testVoxels` (those within the bounds get it).
 */
export async function carryToVoxels(options: {
  readonly volume: Volume;
  readonly grid: CanonicalGrid;
  readonly plan: Uint8Array;
  readonly lower: number;
  readonly upper: number;
  readonly pace: Pace;
}): Promise<Uint8Array> {
  const { volume, grid, plan, lower, upper, pace } = options;
  const labels = new Uint8Array(volume.data.length);
  for (let k = 0; k < volume.dims[2]; k++) {
    carrySlice(volume, grid, { plan, lower, upper, labels, k });
    if (k % 16 === 15) await pace(k / volume.dims[2]);
  }
  return labels;
}

function carrySlice(
  { data, dims }: Volume,
  { cellOfI, cellOfJ, cellOfK }: CanonicalGrid,
  task: {
    readonly plan: Uint8Array;
    readonly lower: number;
    readonly upper: number;
    readonly labels: Uint8Array;
    readonly k: number;
  },
): void {
  const { plan, lower, upper, labels, k } = task;
  const [ni, nj] = dims;
  let p = k * ni * nj;
  for (let j = 0; j < nj; j++) {
    const base = cellOfJ[j]! + cellOfK[k]!;
    for (let i = 0; i < ni; i++, p++) {
      const step = plan[base + cellOfI[i]!]!;
      if (step === 0) continue;
      if (step < testVoxels) {
        labels[p] = step;
        continue;
      }
      const value = data[p]!;
      if (value >= lower && value <= upper) labels[p] = step - testVoxels;
    }
  }
}

/**
 * Plans the refinement of one label a cell: cells whose 26 neighbours carry the same label are taken whole; cells at the
 * border, and unlabelled cells beside it that `mayExtend` allows, are tested voxel by voxel. On an exact grid nothing extends.
 */
export function planRefinement(
  grid: CanonicalGrid,
  labels: Uint8Array,
  mayExtend: (cell: number) => boolean,
): Uint8Array {
  const [nx, ny, nz] = grid.dims;
  const plan = new Uint8Array(labels.length);
  let p = 0;
  for (let z = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      for (let x = 0; x < nx; x++, p++) {
        const own = labels[p]!;
        if (own === 0 && (grid.isExact || !mayExtend(p))) continue;
        let same = true;
        let other = 0;
        for (let dz = z > 0 ? -1 : 0; dz <= (z < nz - 1 ? 1 : 0); dz++) {
          for (let dy = y > 0 ? -1 : 0; dy <= (y < ny - 1 ? 1 : 0); dy++) {
            for (let dx = x > 0 ? -1 : 0; dx <= (x < nx - 1 ? 1 : 0); dx++) {
              const label = labels[p + dx + nx * (dy + ny * dz)]!;
              if (label !== own) same = false;
              if (label !== 0) other = label;
            }
          }
        }
        if (own !== 0) plan[p] = same ? own : own | testVoxels;
        else if (other !== 0) plan[p] = other | testVoxels;
      }
    }
  }
  return plan;
}
