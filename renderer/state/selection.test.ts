import { describe, expect, it } from 'vitest';
import { followStudy, moveCursor, noSelection, selectRow } from './selection.ts';

const keyAt = (index: number): string | null => (index < 10 ? `k${index}` : null);

describe('the selection', () => {
  it('spans a range from where it began, in both directions', () => {
    const start = selectRow(noSelection, 5, 'one', keyAt);
    expect([...selectRow(start, 7, 'range', keyAt).chosen]).toEqual(['k5', 'k6', 'k7']);
    expect([...selectRow(start, 3, 'range', keyAt).chosen]).toEqual(['k3', 'k4', 'k5']);
  });

  it('adds and takes away single rows', () => {
    const one = selectRow(noSelection, 1, 'one', keyAt);
    const two = selectRow(one, 4, 'toggle', keyAt);
    expect([...two.chosen]).toEqual(['k1', 'k4']);
    expect([...selectRow(two, 1, 'toggle', keyAt).chosen]).toEqual(['k4']);
  });

  it('stays inside the list, also with Home and End', () => {
    const at = selectRow(noSelection, 5, 'one', keyAt);
    expect(moveCursor(at, -20, 10)).toBe(0);
    expect(moveCursor(at, Number.POSITIVE_INFINITY, 10)).toBe(9);
    expect(moveCursor(noSelection, 1, 10)).toBe(0);
    expect(moveCursor(noSelection, 1, 0)).toBeNull();
  });

  it('follows its study when rows come in above it', () => {
    const at = selectRow(noSelection, 2, 'one', keyAt);
    const moved = followStudy(
      at,
      (key) => (key === 'k2' ? 6 : null),
      () => 'other',
    );
    expect(moved.cursorIndex).toBe(6);
    expect(moved.cursorKey).toBe('k2');
  });

  it('lets go of a study that vanished: no key acts on the one that took its place', () => {
    const at = selectRow(noSelection, 2, 'one', keyAt);
    const gone = followStudy(
      at,
      () => null,
      () => 'other',
    );
    expect(gone.cursorKey).toBeNull();
    expect(gone.chosen.size).toBe(0);
  });
});
