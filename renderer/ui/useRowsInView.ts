import { useCallback, useLayoutEffect, useState, type RefObject } from 'react';
import { rowsInView, scrollToSee, type RowRange } from './rowsInView.ts';

/** The rows of one height that a scrolled list has to draw, and how to bring one into view. */
export function useRowsInView(options: {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly rowPx: number;
  readonly count: number;
  /** Height of a head that stays at the top of the scrolled element. */
  readonly headPx?: number;
}): { readonly range: RowRange; readonly show: (row: number) => void } {
  const { scroller, rowPx, count, headPx = 0 } = options;
  const [view, setView] = useState({ scrollTopPx: 0, heightPx: 0 });
  useLayoutEffect(() => {
    const node = scroller.current;
    if (node === null) return undefined;
    const look = (): void => setView({ scrollTopPx: node.scrollTop, heightPx: node.clientHeight });
    const observer = new ResizeObserver(look);
    observer.observe(node);
    node.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      node.removeEventListener('scroll', look);
    };
  }, [scroller]);
  const show = useCallback(
    (row: number): void => {
      const node = scroller.current;
      if (node === null) return;
      const now = { scrollTopPx: node.scrollTop, heightPx: node.clientHeight - headPx, rowPx };
      const topPx = scrollToSee(now, row);
      if (topPx !== null) node.scrollTo({ top: topPx });
    },
    [scroller, rowPx, headPx],
  );
  return { range: rowsInView({ ...view, rowPx, count }), show };
}

/** The numbers of a range, for drawing. */
export function rowsOf(range: RowRange): readonly number[] {
  return Array.from({ length: Math.max(0, range.last - range.first + 1) }, (_, step) => range.first + step);
}
