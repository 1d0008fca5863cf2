import { useMemo, useRef } from 'react';
import type { Failure } from '../../main/domain/failure.ts';
import type { StudyStatus } from '../../preload/contract/catalog.ts';
import { useI18n } from '../i18n/index.ts';
import { useAppState } from '../state/AppState.tsx';
import { showToast } from '../ui/index.ts';

/** What can be done to studies from list and preview. Failures are said in a toast; nothing else changes then. */
export interface StudyActions {
  readonly open: (studyKey: string) => void;
  /** Opens the study under the cursor. */
  readonly openCursor: () => void;
  /** The chosen studies; the one under the cursor where none is. */
  readonly chosen: () => readonly string[];
  readonly setStatus: (studyKeys: readonly string[], status: StudyStatus) => void;
  readonly remove: (studyKeys: readonly string[]) => void;
  readonly restore: (studyKeys: readonly string[]) => void;
  /** Puts back what was removed last. */
  readonly undoRemove: () => void;
}

export function useStudyActions(): StudyActions {
  const { worklist, route } = useAppState();
  const { t, failure } = useI18n();
  const removedLast = useRef<readonly string[]>([]);
  return useMemo(() => {
    const say = (refused: Failure | null): boolean => {
      if (refused !== null) showToast({ text: failure(refused), tone: 'critical' });
      return refused === null;
    };
    const open = (studyKey: string): void => route.go({ screen: 'reading', studyKey });
    const restore = async (studyKeys: readonly string[]): Promise<void> => {
      if (studyKeys.length === 0) return;
      if (say(await worklist.restore(studyKeys))) {
        showToast({ text: t('remove.restored', { count: studyKeys.length }) });
      }
    };
    const undoRemove = (): void => {
      void restore(removedLast.current);
      removedLast.current = [];
    };
    const remove = async (studyKeys: readonly string[]): Promise<void> => {
      if (studyKeys.length === 0) return;
      if (!say(await worklist.remove(studyKeys))) return;
      removedLast.current = studyKeys;
      showToast({
        text: t('remove.done', { count: studyKeys.length }),
        action: { label: t('app.undo'), onSelect: () => void restore(studyKeys) },
      });
    };
    return {
      open,
      openCursor: () => {
        void worklist.settled().then(() => {
          const { cursorKey } = worklist.getState().selection;
          if (cursorKey !== null) open(cursorKey);
        });
      },
      chosen: () => {
        const { chosen, cursorKey } = worklist.getState().selection;
        if (chosen.size > 0) return [...chosen];
        return cursorKey === null ? [] : [cursorKey];
      },
      setStatus: (studyKeys, status) => void worklist.setStatus(studyKeys, status).then(say),
      remove: (studyKeys) => void remove(studyKeys),
      restore: (studyKeys) => void restore(studyKeys),
      undoRemove,
    };
  }, [worklist, route, t, failure]);
}
