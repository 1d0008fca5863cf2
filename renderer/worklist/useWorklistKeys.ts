import { useAppState } from '../state/AppState.tsx';
import { moveCursor } from '../state/selection.ts';
import type { StudyActions } from './useStudyActions.ts';

/** Rows that Page up and Page down move by. */
const pageStep = 20;

/** What the keys of the list do, apart from those that belong to the search and the panels. */
export function useWorklistKeys(
  actions: StudyActions,
): Readonly<
  Record<
    | 'next'
    | 'previous'
    | 'first'
    | 'last'
    | 'pageDown'
    | 'pageUp'
    | 'open'
    | 'statusUnread'
    | 'statusReading'
    | 'statusReviewed'
    | 'statusReported'
    | 'remove'
    | 'undo'
    | 'selectAll',
    () => void
  >
> {
  const { worklist } = useAppState();
  const move = (step: number) => (): void => {
    const { selection, rows } = worklist.getState();
    const index = moveCursor(selection, step, rows.total ?? 0);
    if (index !== null) worklist.select(index, 'one');
  };
  const isRemovedTab = (): boolean => worklist.getState().query.tab === 'removed';
  return {
    next: move(1),
    previous: move(-1),
    first: move(Number.NEGATIVE_INFINITY),
    last: move(Number.POSITIVE_INFINITY),
    pageDown: move(pageStep),
    pageUp: move(-pageStep),
    open: actions.openCursor,
    statusUnread: () => actions.setStatus(actions.chosen(), 'unread'),
    statusReading: () => actions.setStatus(actions.chosen(), 'reading'),
    statusReviewed: () => actions.setStatus(actions.chosen(), 'reviewed'),
    statusReported: () => actions.setStatus(actions.chosen(), 'reported'),
    remove: () => {
      if (!isRemovedTab()) actions.remove(actions.chosen());
    },
    undo: actions.undoRemove,
    selectAll: worklist.chooseLoaded,
  };
}
