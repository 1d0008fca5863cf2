import { useCallback } from 'react';
import { refOf } from './paneContent.ts';
import { activePane } from './readingSession.ts';
import { useSession } from './ReadingContext.tsx';

/** Grows a segmentation from a clicked voxel, within the range that was chosen for it; the tool is then put away. */
export function useSeed(): (ijk: readonly [number, number, number]) => void {
  const session = useSession();
  return useCallback(
    (ijk) => {
      const { growRange } = session.state.getState();
      const ref = refOf(activePane(session).content);
      session.set({ tool: 'window', growRange: null, preview: null });
      if (growRange === null || ref === null) return;
      void session.findings
        .startSegmentation({ ...ref, method: 'grow', ...growRange, seedIjk: [ijk[0], ijk[1], ijk[2]] })
        .then((failure) => (failure === null ? undefined : session.report(failure)));
    },
    [session],
  );
}
