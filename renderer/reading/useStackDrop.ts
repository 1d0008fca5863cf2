import { useEffect, useState, type RefObject } from 'react';
import { hang } from './commands.ts';
import type { StackRef } from './paneContent.ts';
import { useSession } from './ReadingContext.tsx';
import { stackDragType } from './stackDrag.ts';

/** Lets a series be dropped on a pane. True while one is held over it. */
export function useStackDrop(place: RefObject<HTMLElement | null>, index: number): boolean {
  const session = useSession();
  const [over, setOver] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const onOver = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes(stackDragType) !== true) return;
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (): void => setOver(false);
    const onDrop = (event: DragEvent): void => {
      setOver(false);
      const ref = readStack(event.dataTransfer?.getData(stackDragType) ?? '');
      if (ref === null) return;
      event.preventDefault();
      hang(session, ref, index);
    };
    element.addEventListener('dragover', onOver);
    element.addEventListener('dragleave', onLeave);
    element.addEventListener('drop', onDrop);
    return () => {
      element.removeEventListener('dragover', onOver);
      element.removeEventListener('dragleave', onLeave);
      element.removeEventListener('drop', onDrop);
    };
  }, [session, place, index]);
  return over;
}

/** What was dragged; null for anything that this page did not write. */
function readStack(text: string): StackRef | null {
  const [seriesKey = '', stack = ''] = text.split('\n');
  return seriesKey !== '' && /^\d{1,6}$/.test(stack) ? { seriesKey, stack: Number(stack) } : null;
}
