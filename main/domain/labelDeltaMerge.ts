import { fail, succeed, type Result } from './failure.ts';
import type { LabelDelta, LabelRun } from './labelDelta.ts';

/** Appends a run behind all earlier ones: nothing where it changes nothing, longer where it goes on the last. */
export function appendRun(runs: LabelRun[], run: LabelRun): void {
  if (run.length === 0 || run.before === run.after) return;
  const last = runs.at(-1);
  const goesOn =
    last !== undefined &&
    last.start + last.length === run.start &&
    last.before === run.before &&
    last.after === run.after;
  if (goesOn) runs[runs.length - 1] = { ...last, length: last.length + run.length };
  else runs.push(run);
}

/** Whether every voxel of the labelmap carries the label that the change expects before it is applied. */
export function fitsLabels(labels: Uint8Array, delta: LabelDelta): boolean {
  return delta.every(({ start, length, before }) => {
    if (start + length > labels.length) return false;
    for (let offset = start; offset < start + length; offset++) if (labels[offset] !== before) return false;
    return true;
  });
}

/**
 * One change that does what `first` and then `second` do; what they undo of each other is left out. `CONFLICT` where
 * `second` expects other labels than `first` leaves. Linear in runs.
 */
export function mergeLabelDeltas(first: LabelDelta, second: LabelDelta): Result<LabelDelta> {
  const runs: LabelRun[] = [];
  let a = 0;
  let b = 0;
  let done = 0;
  while (a < first.length || b < second.length) {
    const runA = first[a] ?? never;
    const runB = second[b] ?? never;
    const start = Math.max(done, Math.min(runA.start, runB.start));
    const inA = runA.start <= start;
    const inB = runB.start <= start;
    if (inA && inB && runA.after !== runB.before) {
      return fail('CONFLICT', 'The second change expects other labels than the first leaves.');
    }
    const endA = runA.start + runA.length;
    const endB = runB.start + runB.length;
    const end = Math.min(inA ? endA : runA.start, inB ? endB : runB.start);
    const before = inA ? runA.before : runB.before;
    const after = inB ? runB.after : runA.after;
    appendRun(runs, { start, length: end - start, before, after });
    done = end;
    if (inA && end === endA) a++;
    if (inB && end === endB) b++;
  }
  return succeed(runs);
}

/** Stands for the run behind the last. */
const never: LabelRun = { start: Infinity, length: 0, before: 0, after: 0 };
