import { useEffect, useMemo, useRef, useState } from 'react';
import type { LoadedLabels } from '../findings/labelmaps.ts';
import { segmentRgb } from '../findings/segmentColours.ts';
import type { DrawnSurface } from '../viewport/index.ts';
import { segmentHideKey, type SegmentationFinding } from './labelLayers.ts';
import { useFindings, useSession } from './ReadingContext.tsx';

/** A stroke is followed by a new surface once the brush rests. */
const settleMs = 500;

/** The surfaces of all visible segments of a stack, made anew when their voxels change. */
export function useSurfaces(
  segmentations: readonly SegmentationFinding[],
  labelsOf: (findingId: string) => LoadedLabels | null,
): readonly DrawnSurface[] {
  const { stage } = useSession();
  const hidden = useFindings((state) => state.hidden);
  const [made, setMade] = useState<ReadonlyMap<string, DrawnSurface>>(new Map());
  const madeOf = useRef(new Map<string, number>());
  const latest = useRef({ segmentations, labelsOf });
  useEffect(() => {
    latest.current = { segmentations, labelsOf };
  });
  const wanted = segmentations
    .map(({ findingId }) => `${findingId} ${labelsOf(findingId)?.painted ?? 0}`)
    .join('\n');
  useEffect(() => {
    if (wanted === '') return undefined;
    let isStale = false;
    const make = async (): Promise<void> => {
      for (const finding of latest.current.segmentations) {
        const labels = latest.current.labelsOf(finding.findingId);
        if (labels === null) continue;
        for (const { number, colour } of finding.content.segments) {
          const key = segmentHideKey(finding.findingId, number);
          if (madeOf.current.get(key) === labels.painted) continue;
          const mesh = await stage.surfaces.make(labels, number);
          if (isStale) return;
          madeOf.current.set(key, labels.painted);
          setMade((before) =>
            new Map(before).set(key, { key, mesh, rgb: segmentRgb(colour), opacity: 0.55 }),
          );
        }
      }
    };
    const timer = setTimeout(() => void make(), madeOf.current.size === 0 ? 0 : settleMs);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [stage, wanted]);
  const keys = segmentations
    .filter(({ findingId }) => !hidden.has(findingId))
    .flatMap(({ findingId, content }) =>
      content.segments.map(({ number }) => segmentHideKey(findingId, number)),
    )
    .filter((key) => !hidden.has(key))
    .join('\n');
  return useMemo(() => keys.split('\n').flatMap((key) => made.get(key) ?? []), [keys, made]);
}
