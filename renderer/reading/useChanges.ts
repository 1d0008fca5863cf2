import { useEffect, useReducer, useRef } from 'react';

/** Renders again when a subscription tells something, at most once a picture of the screen. */
export function useChanges<T>(
  subscribe: (listener: (value: T) => void) => () => void,
  concerns: (value: T) => boolean = () => true,
): void {
  const [, render] = useReducer((count: number) => count + 1, 0);
  const latest = useRef(concerns);
  useEffect(() => {
    latest.current = concerns;
  });
  useEffect(() => {
    let frame = 0;
    const stop = subscribe((value) => {
      if (frame !== 0 || !latest.current(value)) return;
      frame = requestAnimationFrame(() => {
        frame = 0;
        render();
      });
    });
    return () => {
      stop();
      cancelAnimationFrame(frame);
    };
  }, [subscribe]);
}
