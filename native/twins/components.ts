import type { FillHolesTask, KeepComponentsTask, LabelTask } from '../kernels.ts';
import { componentSizes, eachRun, labelRuns, type LabelledRuns } from './runs.ts';

/** Twin of `label`. */
export function labelTwin({ mask, dims, connectivity, labels }: LabelTask): number {
  const runs = labelRuns(mask, dims, { foreground: true, joining: connectivity });
  labels.fill(0);
  eachRun(runs, dims[0], (from, to, label) => {
    for (let p = from; p < to; p++) labels[p] = label;
  });
  return runs.components;
}

/** Twin of `keepComponents`. */
export function keepComponentsTwin(task: KeepComponentsTask): number {
  const { mask, dims, connectivity, minVoxels, largestOnly, marker, out } = task;
  const runs = labelRuns(mask, dims, { foreground: true, joining: connectivity });
  const sizes = componentSizes(runs);
  const kept =
    marker === null ? new Uint8Array(runs.components + 1).fill(1) : markedRuns(runs, dims[0], marker);
  let stay = 0;
  let largest = 0;
  for (let label = 1; label <= runs.components; label++) {
    if (sizes[label]! < minVoxels) kept[label] = 0;
    if (kept[label] === 0) continue;
    stay++;
    if (largest === 0 || sizes[label]! > sizes[largest]!) largest = label;
  }
  if (largestOnly && largest > 0) {
    kept.fill(0);
    kept[largest] = 1;
    stay = 1;
  }
  out.fill(0);
  eachRun(runs, dims[0], (from, to, label) => {
    if (kept[label] !== 0) out.fill(1, from, to);
  });
  return stay;
}

function markedRuns(runs: LabelledRuns, ni: number, marker: Uint8Array): Uint8Array {
  const marked = new Uint8Array(runs.components + 1);
  eachRun(runs, ni, (from, to, label) => {
    for (let p = from; p < to && marked[label] === 0; p++) if (marker[p] !== 0) marked[label] = 1;
  });
  return marked;
}

/** Twin of `fillHoles`. */
export function fillHolesTwin({ mask, dims, mode, maxHoleVoxels, out }: FillHolesTask): number {
  const [ni, nj, nk] = dims;
  const runs = labelRuns(mask, dims, { foreground: false, joining: mode === 'slice' ? 'slice' : 6 });
  const sizes = componentSizes(runs);
  const open = new Uint8Array(runs.components + 1);
  eachRun(runs, ni, (from, to, label, row) => {
    const j = row % nj;
    const k = (row - j) / nj;
    const first = from - row * ni;
    const onBorder = first === 0 || to - row * ni === ni || j === 0 || j === nj - 1;
    if (onBorder || (mode === 'volume' && (k === 0 || k === nk - 1))) open[label] = 1;
  });
  const limit = maxHoleVoxels ?? Infinity;
  for (let label = 1; label <= runs.components; label++) if (sizes[label]! > limit) open[label] = 1;
  for (let p = 0; p < mask.length; p++) out[p] = mask[p] === 0 ? 0 : 1;
  let filled = 0;
  eachRun(runs, ni, (from, to, label) => {
    if (open[label] !== 0) return;
    out.fill(1, from, to);
    filled += to - from;
  });
  return filled;
}
