import { useLayoutEffect, useState, type RefObject } from 'react';

/** Inner width of an element in CSS px, as it changes; 0 before it is measured. */
export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [widthPx, setWidthPx] = useState(0);
  useLayoutEffect(() => {
    const node = element.current;
    if (node === null) return undefined;
    const observer = new ResizeObserver(() => setWidthPx(node.clientWidth));
    observer.observe(node);
    return () => observer.disconnect();
  }, [element]);
  return widthPx;
}
