/** Where the cursor stands and what is chosen in the worklist. Keys, not indices: rows move while an import runs. */
export interface Selection {
  /** The row that the arrows move and Enter opens; null before the first. */
  readonly cursorIndex: number | null;
  readonly cursorKey: string | null;
  /** Where a range begins. */
  readonly anchorIndex: number | null;
  readonly chosen: ReadonlySet<string>;
  /** How often the reader moved the cursor; 0: it stands where the list put it. */
  readonly moves: number;
}

export const noSelection: Selection = {
  cursorIndex: null,
  cursorKey: null,
  anchorIndex: null,
  chosen: new Set(),
  moves: 0,
};

/** What a press on a row, or an arrow key, means: `one` replaces, `toggle` adds or takes away, `range` spans from the anchor. */
export type SelectMode = 'one' | 'toggle' | 'range';

/** Moves the cursor to a row. `keyAt` answers null for rows that are not held; a range leaves those out. */
export function selectRow(
  selection: Selection,
  index: number,
  mode: SelectMode,
  keyAt: (index: number) => string | null,
): Selection {
  const key = keyAt(index);
  const at = { cursorIndex: index, cursorKey: key, moves: selection.moves + 1 };
  if (mode === 'one') return { ...at, anchorIndex: index, chosen: new Set(key === null ? [] : [key]) };
  if (mode === 'toggle') {
    const chosen = new Set(selection.chosen);
    if (key !== null && !chosen.delete(key)) chosen.add(key);
    return { ...at, anchorIndex: index, chosen };
  }
  const anchorIndex = selection.anchorIndex ?? index;
  const from = Math.min(anchorIndex, index);
  const keys = Array.from({ length: Math.abs(anchorIndex - index) + 1 }, (_, step) => keyAt(from + step));
  return { ...at, anchorIndex, chosen: new Set(keys.filter((one) => one !== null)) };
}

/** Where an arrow key leads; stays inside the list; null where the list is empty. */
export function moveCursor(selection: Selection, step: number, total: number): number | null {
  if (total === 0) return null;
  if (selection.cursorIndex === null) return step < 0 ? total - 1 : 0;
  return Math.min(total - 1, Math.max(0, selection.cursorIndex + step));
}

/**
 * Keeps the cursor on its study after the rows changed. A study that is no longer held leaves the cursor at its place
 * without a study, so that no key acts on another one by surprise.
 */
export function followStudy(
  selection: Selection,
  indexOf: (studyKey: string) => number | null,
  keyAt: (index: number) => string | null,
): Selection {
  const { cursorKey, cursorIndex } = selection;
  if (cursorIndex === null) return selection;
  if (cursorKey === null) {
    const key = keyAt(cursorIndex);
    return key === null ? selection : { ...selection, cursorKey: key, chosen: new Set([key]) };
  }
  if (keyAt(cursorIndex) === cursorKey) return selection;
  const index = indexOf(cursorKey);
  if (index === null) return { ...selection, cursorKey: null, chosen: new Set() };
  return { ...selection, cursorIndex: index, anchorIndex: index };
}
