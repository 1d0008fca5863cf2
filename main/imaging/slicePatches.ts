import type { GridDims } from '../../native/index.ts';

/** Cells of one slice across the body that hang together through edges. */
export interface Patch {
  /** Offsets into the grid. */
  readonly cells: readonly number[];
  readonly centreX: number;
  readonly centreY: number;
  readonly lowX: number;
  readonly highX: number;
  readonly lowY: number;
  readonly highY: number;
}

/** The patches of slice z whose cells pass the test, in raster order of their first cells. */
export function findPatches([nx, ny]: GridDims, z: number, isIn: (cell: number) => boolean): Patch[] {
  const base = z * nx * ny;
  const seen = new Uint8Array(nx * ny);
  const patches: Patch[] = [];
  for (let start = 0; start < nx * ny; start++) {
    if (seen[start] !== 0 || !isIn(base + start)) continue;
    const cells = [base + start];
    seen[start] = 1;
    let [sumX, sumY, lowX, lowY, highX, highY] = [0, 0, nx, ny, -1, -1];
    for (let at = 0; at < cells.length; at++) {
      const own = cells[at]! - base;
      const x = own % nx;
      const y = (own - x) / nx;
      sumX += x;
      sumY += y;
      lowX = Math.min(lowX, x);
      lowY = Math.min(lowY, y);
      highX = Math.max(highX, x);
      highY = Math.max(highY, y);
      for (const next of [x > 0 ? own - 1 : -1, x < nx - 1 ? own + 1 : -1, own - nx, own + nx]) {
        if (next < 0 || next >= nx * ny || seen[next] !== 0 || !isIn(base + next)) continue;
        seen[next] = 1;
        cells.push(base + next);
      }
    }
    patches.push({
      cells,
      centreX: sumX / cells.length,
      centreY: sumY / cells.length,
      lowX,
      highX,
      lowY,
      highY,
    });
  }
  return patches;
}

/** Cells of the same slice within `steps` cells of a patch, itself excluded. */
export function ringOf([nx, ny]: GridDims, patch: Patch, steps: number): number[] {
  const own = new Set(patch.cells);
  const ring = new Set<number>();
  const z = Math.floor((patch.cells[0] ?? 0) / (nx * ny));
  for (const cell of patch.cells) {
    const x = cell % nx;
    const y = Math.floor(cell / nx) % ny;
    for (let dy = -steps; dy <= steps; dy++) {
      for (let dx = -steps; dx <= steps; dx++) {
        if (x + dx < 0 || x + dx >= nx || y + dy < 0 || y + dy >= ny) continue;
        const next = x + dx + nx * (y + dy + ny * z);
        if (!own.has(next)) ring.add(next);
      }
    }
  }
  return [...ring];
}
