import { useEffect, useRef } from 'react';
import { prefetchOrder } from '../viewport/index.ts';
import type { PaneContent } from './paneContent.ts';
import { useSeriesCache, useSession } from './ReadingContext.tsx';

/** Images beyond this many are asked for only when a reader comes near them. */
const lookAhead = 1200;

/** Asks for the image that a pane shows, and then for those that come next. Answers the address of the shown one. */
export function usePrefetch(index: number, content: PaneContent): string | null {
  const { stage } = useSession();
  const cache = useSeriesCache();
  const last = useRef<{ readonly slice: number; readonly direction: -1 | 0 | 1 }>({
    slice: -1,
    direction: 0,
  });
  const asked = content.kind === 'stack' ? cache.series(content.ref.seriesKey) : null;
  const frames =
    asked?.kind === 'ready' && content.kind === 'stack'
      ? (asked.value.stacks[content.ref.stack]?.frames ?? null)
      : null;
  const slice = content.kind === 'stack' ? content.slice : 0;
  useEffect(() => {
    if (frames === null) {
      stage.frames.want(String(index), []);
      return;
    }
    const step = Math.sign(slice - last.current.slice) as -1 | 0 | 1;
    const direction = last.current.slice < 0 ? 0 : step === 0 ? last.current.direction : step;
    last.current = { slice, direction };
    const order = prefetchOrder({ slice, count: frames.length, direction, limit: lookAhead });
    stage.frames.want(
      String(index),
      order.flatMap((at) => frames[at] ?? []),
    );
  }, [stage, index, frames, slice]);
  useEffect(() => () => stage.frames.want(String(index), []), [stage, index]);
  return frames?.[slice]?.url ?? null;
}
