import { useCallback } from 'react';
import { useSession } from './ReadingContext.tsx';

/** Hands a clicked voxel to whoever waits for one, and takes the tool away again. */
export function useSeed(): (ijk: readonly [number, number, number]) => void {
  const session = useSession();
  return useCallback(
    (ijk) => {
      session.set({ seed: ijk, tool: 'window' });
    },
    [session],
  );
}
