import { useEffect } from 'react';
import { refOf } from './paneContent.ts';
import { activePane } from './readingSession.ts';
import { useReading, useSession } from './ReadingContext.tsx';

/** Fifteen images a second where the header states no time. */
const defaultFrameMs = 1000 / 15;

/** Plays the stack of the active pane round and round while cine is on. */
export function useCine(): void {
  const session = useSession();
  const isOn = useReading((state) => state.cine);
  useEffect(() => {
    if (!isOn) return undefined;
    let frame = 0;
    let dueMs = performance.now();
    const run = (now: number): void => {
      frame = requestAnimationFrame(run);
      if (now < dueMs) return;
      const { content, link, index } = activePane(session);
      const { image } = link;
      // An image that is not there yet is waited for, not jumped over.
      if (image.kind !== 'ready' || image.count < 2) return;
      const ref = refOf(content);
      const series = ref === null ? null : session.cache.series(ref.seriesKey);
      const times =
        series?.kind === 'ready' && ref !== null ? series.value.stacks[ref.stack]?.frameTimeMs : null;
      dueMs = Math.max(dueMs + (times?.[image.slice] ?? defaultFrameMs), now);
      session.scrollTo(index, (image.slice + 1) % image.count);
    };
    frame = requestAnimationFrame(run);
    return () => cancelAnimationFrame(frame);
  }, [session, isOn]);
}
