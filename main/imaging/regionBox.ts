import type { GridDims } from '../../native/index.ts';
import type { Vec3 } from '../domain/space.ts';
import type { Region } from './regions.ts';

/** A region cut out with a margin, so that work on it costs what it measures, not the whole grid. */
export interface RegionBox {
  readonly dims: GridDims;
  /** 1 where the region is. */
  readonly mask: Uint8Array;
  /** Calls with each cell of the box and the cell of the grid that it is. */
  readonly each: (visit: (inBox: number, inGrid: number) => void) => void;
}

/** Cuts a region out of its label image, with so many mm around it as lie in the grid. */
export function cutRegion(options: {
  readonly labels: Uint32Array;
  readonly region: Region;
  readonly dims: GridDims;
  readonly spacingMm: Vec3;
  readonly marginMm: number;
}): RegionBox {
  const { labels, region, dims, spacingMm, marginMm } = options;
  const low = [0, 1, 2].map((axis) =>
    Math.max(0, region.low[axis]! - Math.ceil(marginMm / spacingMm[axis]!)),
  );
  const high = [0, 1, 2].map((axis) =>
    Math.min(dims[axis]! - 1, region.high[axis]! + Math.ceil(marginMm / spacingMm[axis]!)),
  );
  const [nx, ny, nz] = [0, 1, 2].map((axis) => high[axis]! - low[axis]! + 1) as [number, number, number];
  const each = (visit: (inBox: number, inGrid: number) => void): void => {
    let inBox = 0;
    for (let z = 0; z < nz; z++) {
      for (let y = 0; y < ny; y++) {
        const row = low[0]! + dims[0] * (low[1]! + y + dims[1] * (low[2]! + z));
        for (let x = 0; x < nx; x++) visit(inBox++, row + x);
      }
    }
  };
  const mask = new Uint8Array(nx * ny * nz);
  each((inBox, inGrid) => {
    if (labels[inGrid] === region.label) mask[inBox] = 1;
  });
  return { dims: [nx, ny, nz], mask, each };
}
