import { useEffect, useRef, type RefObject } from 'react';

/** Puts the focus on an element when its screen appears: `<TextField ref={useFirstFocus()} … />`. */
export function useFirstFocus<T extends HTMLElement>(): RefObject<T | null> {
  const element = useRef<T>(null);
  useEffect(() => element.current?.focus(), []);
  return element;
}
