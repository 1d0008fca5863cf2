import { useEffect } from 'react';
import type { LoadedLabels } from '../findings/labelmaps.ts';
import type { SegmentationFinding } from './labelLayers.ts';
import type { StackRef } from './paneContent.ts';
import { useSeriesCache, useSession } from './ReadingContext.tsx';
import { useChanges } from './useChanges.ts';

/** Reads the voxels of a stack's segmentations, and gives those that are here. The grid is that of the stack's volume. */
export function useLabels(
  ref: StackRef,
  segmentations: readonly SegmentationFinding[],
): (findingId: string) => LoadedLabels | null {
  const session = useSession();
  const { labelmaps } = session;
  const cache = useSeriesCache();
  useChanges<void>(labelmaps.onChange);
  const asked = segmentations.length > 0 ? cache.volume(ref) : null;
  const grid = asked?.kind === 'ready' ? asked.value : null;
  const wanted = segmentations
    .map(({ findingId, content }) => `${findingId} ${content.revision} ${content.labelmapUrl}`)
    .join('\n');
  useEffect(() => {
    if (grid === null) return;
    for (const line of wanted.split('\n')) {
      const [findingId = '', revision = '', url = ''] = line.split(' ');
      if (url === '') continue;
      void labelmaps.load({ findingId, url, revision: Number(revision), grid }).then((failure) => {
        if (failure !== null) session.report(failure);
      });
    }
  }, [session, labelmaps, grid, wanted]);
  return labelmaps.get;
}
