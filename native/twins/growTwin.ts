import type { GrowTask } from '../kernels.ts';

/** Twin of `grow`: a scan-line flood; the stack holds one voxel of each run still to be filled. */
export function growTwin({ values, dims, lower, upper, seeds, connectivity, out }: GrowTask): number {
  const [ni, nj, nk] = dims;
  out.fill(0);
  const reach = connectivity === 26 ? 1 : 0;
  const stack: number[] = [];
  let reached = 0;

  const scanRow = (row: number, first: number, last: number): void => {
    const base = row * ni;
    const stop = base + Math.min(ni - 1, last + reach);
    let inside = false;
    for (let p = base + Math.max(0, first - reach); p <= stop; p++) {
      const value = values[p]!;
      const open = out[p] === 0 && value >= lower && value <= upper;
      if (open && !inside) stack.push(p);
      inside = open;
    }
  };

  const fillFrom = (seed: number): void => {
    const row = Math.floor(seed / ni);
    const base = row * ni;
    let from = seed;
    while (from > base && isOpen(from - 1)) from--;
    let to = seed;
    while (to < base + ni - 1 && isOpen(to + 1)) to++;
    out.fill(1, from, to + 1);
    reached += to + 1 - from;
    const j = row % nj;
    const k = (row - j) / nj;
    for (let dk = -1; dk <= 1; dk++) {
      if (k + dk < 0 || k + dk >= nk) continue;
      for (let dj = -1; dj <= 1; dj++) {
        if (j + dj < 0 || j + dj >= nj || (dj === 0 && dk === 0)) continue;
        if (connectivity === 26 || dj === 0 || dk === 0) scanRow(row + dj + nj * dk, from - base, to - base);
      }
    }
  };

  const isOpen = (p: number): boolean => out[p] === 0 && values[p]! >= lower && values[p]! <= upper;

  for (const seed of seeds) {
    if (!isOpen(seed)) continue;
    stack.push(seed);
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) if (isOpen(next)) fillFrom(next);
  }
  return reached;
}
