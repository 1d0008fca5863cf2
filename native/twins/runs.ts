import type { GridDims } from '../kernels.ts';

/**
 * Runs along i of foreground (or background) voxels, with the component that each belongs to.
 * Arrays are longer than `count`; the rest is unused.
 */
export interface LabelledRuns {
  readonly count: number;
  /** First run of each row (j + nj * k), and `count` behind the last. */
  readonly rowFirst: Int32Array;
  /** First voxel of the run within its row. */
  readonly start: Int32Array;
  /** The voxel behind its last. */
  readonly end: Int32Array;
  /** 1..components, by the first voxel in raster order. */
  readonly label: Int32Array;
  readonly components: number;
}

/** Which runs are joined: `slice` joins only within a k-plane, through faces. */
export type Joining = 6 | 26 | 'slice';

/** Finds runs of voxels that are not 0 (`foreground`) or are 0, and joins them by union-find. */
export function labelRuns(
  mask: Uint8Array,
  dims: GridDims,
  options: { readonly foreground: boolean; readonly joining: Joining },
): LabelledRuns {
  const runs = options.foreground ? collectForeground(mask, dims) : collectBackground(mask, dims);
  joinRuns(runs, dims, options.joining);
  return { ...runs, components: numberRoots(runs) };
}

type OpenRuns = Omit<LabelledRuns, 'components'>;

class RunStore {
  start: Int32Array;
  end: Int32Array;
  count = 0;
  constructor(voxels: number) {
    const capacity = Math.ceil(voxels / 32) + 64;
    this.start = new Int32Array(capacity);
    this.end = new Int32Array(capacity);
  }
  /** Makes room for all the runs that one more row can hold. */
  reserve(rowVoxels: number): void {
    const needed = this.count + (rowVoxels >> 1) + 1;
    if (needed <= this.start.length) return;
    this.start = grown(this.start, needed);
    this.end = grown(this.end, needed);
  }
}

function grown(old: Int32Array, needed: number): Int32Array {
  const larger = new Int32Array(Math.max(needed, Math.ceil(old.length * 1.6)));
  larger.set(old);
  return larger;
}

function collectForeground(mask: Uint8Array, [ni, nj, nk]: GridDims): OpenRuns {
  const rows = nj * nk;
  const rowFirst = new Int32Array(rows + 1);
  const store = new RunStore(ni * rows);
  for (let row = 0; row < rows; row++) {
    store.reserve(ni);
    const { start, end } = store;
    let { count } = store;
    rowFirst[row] = count;
    const base = row * ni;
    const stop = base + ni;
    for (let p = base; p < stop;) {
      while (p < stop && mask[p] === 0) p++;
      if (p === stop) break;
      start[count] = p - base;
      while (p < stop && mask[p] !== 0) p++;
      end[count++] = p - base;
    }
    store.count = count;
  }
  return finish(store, rowFirst, rows);
}

function collectBackground(mask: Uint8Array, [ni, nj, nk]: GridDims): OpenRuns {
  const rows = nj * nk;
  const rowFirst = new Int32Array(rows + 1);
  const store = new RunStore(ni * rows);
  for (let row = 0; row < rows; row++) {
    store.reserve(ni);
    const { start, end } = store;
    let { count } = store;
    rowFirst[row] = count;
    const base = row * ni;
    const stop = base + ni;
    for (let p = base; p < stop;) {
      while (p < stop && mask[p] !== 0) p++;
      if (p === stop) break;
      start[count] = p - base;
      while (p < stop && mask[p] === 0) p++;
      end[count++] = p - base;
    }
    store.count = count;
  }
  return finish(store, rowFirst, rows);
}

function finish(store: RunStore, rowFirst: Int32Array, rows: number): OpenRuns {
  const { count, start, end } = store;
  rowFirst[rows] = count;
  const label = new Int32Array(count);
  for (let run = 0; run < count; run++) label[run] = run;
  return { count, rowFirst, start, end, label };
}

function joinRuns(runs: OpenRuns, [, nj, nk]: GridDims, joining: Joining): void {
  const reach = joining === 26 ? 1 : 0;
  for (let k = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      const row = j + nj * k;
      if (j > 0) joinRows(runs, row, row - 1, reach);
      if (k === 0 || joining === 'slice') continue;
      joinRows(runs, row, row - nj, reach);
      if (joining !== 26) continue;
      if (j > 0) joinRows(runs, row, row - nj - 1, reach);
      if (j < nj - 1) joinRows(runs, row, row - nj + 1, reach);
    }
  }
}

function joinRows(runs: OpenRuns, rowA: number, rowB: number, reach: number): void {
  const { rowFirst, start, end, label } = runs;
  let a = rowFirst[rowA]!;
  let b = rowFirst[rowB]!;
  const stopA = rowFirst[rowA + 1]!;
  const stopB = rowFirst[rowB + 1]!;
  while (a < stopA && b < stopB) {
    const endA = end[a]!;
    const endB = end[b]!;
    if (start[a]! < endB + reach && start[b]! < endA + reach) join(label, a, b);
    if (endA < endB) a++;
    else b++;
  }
}

/** The smaller run index becomes the root, so that a root is its component's first run in raster order. */
function join(label: Int32Array, a: number, b: number): void {
  const rootA = findRoot(label, a);
  const rootB = findRoot(label, b);
  if (rootA < rootB) label[rootB] = rootA;
  else label[rootA] = rootB;
}

function findRoot(label: Int32Array, run: number): number {
  let at = run;
  let parent = label[at]!;
  while (parent !== at) {
    const above = label[parent]!;
    label[at] = above;
    at = above;
    parent = label[at]!;
  }
  return at;
}

/** Replaces parents by component numbers; a parent lies before its children, so one sweep does. */
function numberRoots({ count, label }: OpenRuns): number {
  let components = 0;
  for (let run = 0; run < count; run++) {
    const parent = label[run]!;
    label[run] = parent === run ? ++components : label[parent]!;
  }
  return components;
}

/** Voxels of each component, by its number; element 0 is 0. */
export function componentSizes(runs: LabelledRuns): Int32Array {
  const sizes = new Int32Array(runs.components + 1);
  for (let run = 0; run < runs.count; run++) {
    const label = runs.label[run]!;
    sizes[label] = sizes[label]! + runs.end[run]! - runs.start[run]!;
  }
  return sizes;
}

/** Calls for every run with its first offset, the offset behind its last, its component and its row. */
export function eachRun(
  runs: LabelledRuns,
  ni: number,
  visit: (from: number, to: number, label: number, row: number) => void,
): void {
  const rows = runs.rowFirst.length - 1;
  for (let row = 0; row < rows; row++) {
    const stop = runs.rowFirst[row + 1]!;
    for (let run = runs.rowFirst[row]!; run < stop; run++) {
      visit(row * ni + runs.start[run]!, row * ni + runs.end[run]!, runs.label[run]!, row);
    }
  }
}
