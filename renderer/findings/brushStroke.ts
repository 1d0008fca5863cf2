import type { LabelDelta, LabelRun } from '../../main/domain/labelDelta.ts';
import { visitStroke, type Point2 } from '../tools/index.ts';
import { voxelAt, type SlicePlan, type VoxelGrid } from '../viewport/index.ts';

/** One stroke of a brush, from press to release: paints at once and remembers what was there. */
export interface BrushStroke {
  /** Paints from the last point to this one; frame pixels. */
  moveTo(point: Point2): void;
  /** All that changed, in ascending order; empty where nothing did. */
  finish(): LabelDelta;
  /** Puts back what was there. */
  cancel(): void;
}

/**
 * Begins a stroke in one slice of a labelmap. `label` 0 erases; a brush that erases touches only `only`, a brush that
 * paints leaves other segments alone: nothing is overwritten that the reader does not see under the brush's name.
 */
export function beginStroke(options: {
  readonly grid: VoxelGrid;
  readonly data: Uint8Array;
  readonly plan: SlicePlan;
  readonly slice: number;
  readonly label: number;
  readonly only: number;
  readonly radiusMm: number;
  readonly columnSizeMm: number;
  readonly rowSizeMm: number;
}): BrushStroke {
  const { grid, data, plan, slice, label, only } = options;
  const before = new Map<number, number>();
  let last: Point2 | null = null;
  const paint = (column: number, row: number): void => {
    const [i, j, k] = voxelAt(plan, grid, { column, row, slice });
    const offset = i + grid.dims[0] * (j + grid.dims[1] * k);
    const old = data[offset] ?? 0;
    const isOurs = label === 0 ? old === only : old === 0;
    if (!isOurs || old === label) return;
    before.set(offset, old);
    data[offset] = label;
  };
  return {
    moveTo: (point) => {
      visitStroke(
        {
          from: last ?? point,
          to: point,
          radius: options.radiusMm,
          columnSize: options.columnSizeMm,
          rowSize: options.rowSizeMm,
          columns: plan.columns,
          rows: plan.rows,
        },
        paint,
      );
      last = point;
    },
    finish: () => runsOf(before, label),
    cancel: () => {
      for (const [offset, old] of before) data[offset] = old;
      before.clear();
    },
  };
}

/** Joins single voxels to runs of equal change. */
function runsOf(before: ReadonlyMap<number, number>, after: number): LabelDelta {
  const runs: LabelRun[] = [];
  for (const [start, old] of [...before].toSorted(([first], [second]) => first - second)) {
    const run = runs.at(-1);
    if (run !== undefined && run.before === old && run.start + run.length === start) {
      runs[runs.length - 1] = { ...run, length: run.length + 1 };
    } else {
      runs.push({ start, length: 1, before: old, after });
    }
  }
  return runs;
}
