import type { VolumePane } from '../viewport/index.ts';
import type { ReadingSession } from './readingSession.ts';

/** Turns pointers over a 3-D pane into camera moves: left turns, middle or Shift+left moves, right or the wheel zooms. */
export function attachVolumePointer(options: {
  readonly element: HTMLElement;
  readonly pane: VolumePane;
  readonly session: ReadingSession;
  readonly index: number;
}): () => void {
  const { element, pane, session, index } = options;
  let drag: { readonly kind: 'rotate' | 'pan' | 'zoom'; x: number; y: number } | null = null;
  const onDown = (event: PointerEvent): void => {
    if (drag !== null) return;
    session.set({ active: index });
    element.setPointerCapture(event.pointerId);
    const kind =
      event.button === 1 || event.shiftKey
        ? 'pan'
        : event.button === 2 || event.ctrlKey || event.metaKey
          ? 'zoom'
          : 'rotate';
    drag = { kind, x: event.clientX, y: event.clientY };
  };
  const onMove = (event: PointerEvent): void => {
    if (drag === null) return;
    const [deltaX, deltaY] = [event.clientX - drag.x, event.clientY - drag.y];
    drag.x = event.clientX;
    drag.y = event.clientY;
    if (drag.kind === 'rotate') pane.rotate(deltaX, deltaY);
    else if (drag.kind === 'pan') pane.pan(deltaX, deltaY);
    else pane.zoom(2 ** (deltaY / 100));
  };
  const onUp = (): void => {
    drag = null;
  };
  const onWheel = (event: WheelEvent): void => {
    event.preventDefault();
    pane.zoom(2 ** (-event.deltaY / 400));
  };
  const onContextMenu = (event: MouseEvent): void => event.preventDefault();
  const onDoubleClick = (): void => {
    const { alone } = session.state.getState();
    session.set({ alone: alone === null ? index : null, active: index });
  };
  const listeners: readonly (readonly [string, (event: never) => void])[] = [
    ['pointerdown', onDown],
    ['pointermove', onMove],
    ['pointerup', onUp],
    ['pointercancel', onUp],
    ['contextmenu', onContextMenu],
    ['dblclick', onDoubleClick],
  ];
  for (const [name, listener] of listeners) element.addEventListener(name, listener as EventListener);
  element.addEventListener('wheel', onWheel, { passive: false });
  return () => {
    for (const [name, listener] of listeners) element.removeEventListener(name, listener as EventListener);
    element.removeEventListener('wheel', onWheel);
  };
}
