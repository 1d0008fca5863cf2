import type { Finding } from '../../preload/contract/findings.ts';
import { beginStroke, type BrushStroke } from '../findings/brushStroke.ts';
import {
  canvasToImage,
  chooseGesture,
  dragSlices,
  dragWindow,
  dragZoomFactor,
  handlesOf,
  hitMark,
  isClick,
  moveHandle,
  moveShape,
  panBy,
  wheelSlices,
  zoomAbout,
  type Gesture,
  type MarkPart,
  type MarkShape,
  type Point2,
} from '../tools/index.ts';
import { gridSliceOf, isSegmentation } from './labelLayers.ts';
import { markOf, marksOn, shapeOf } from './drawnMarks.ts';
import { saveMark, sendStroke } from './markActions.ts';
import { voxelAt } from '../viewport/index.ts';
import { refOf } from './paneContent.ts';
import type { ReadyImage } from './paneImage.ts';
import type { PaneLink } from './paneLink.ts';
import { pixelSizesMm } from './planeSceneOf.ts';
import { voxelUnder } from './overlayText.ts';
import type { ReadingSession } from './readingSession.ts';

/** How the pointer reaches one plane pane. */
export interface PanePointerOptions {
  readonly element: HTMLElement;
  readonly session: ReadingSession;
  readonly link: PaneLink;
  readonly index: number;
  /** A right press that stayed in place; CSS px of the window. */
  readonly onMenu: (at: Point2) => void;
  /** A voxel chosen with the seed tool. */
  readonly onSeed: (ijk: readonly [number, number, number]) => void;
}

interface Drag {
  readonly gesture: Gesture;
  readonly from: Point2;
  last: Point2;
  moved: boolean;
  /** Slices that the drag has scrolled so far. */
  scrolled: number;
  readonly shapeBefore: MarkShape | null;
  /** Where the text of the held mark stood. */
  readonly textShift: Point2;
  readonly finding: Finding | null;
  readonly stroke: BrushStroke | null;
}

const reachPx = 8;
const buttons = ['left', 'middle', 'right'] as const;

/** Turns pointers over a plane pane into changes of the session. Returns how to stop. */
export function attachPanePointer(options: PanePointerOptions): () => void {
  const { element, session, link, index } = options;
  let drag: Drag | null = null;
  let carriedPx = 0;

  const pointOf = (event: MouseEvent): Point2 => {
    const box = element.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const readyImage = (): ReadyImage | null => (link.image.kind === 'ready' ? link.image : null);
  const imagePoint = (point: Point2): Point2 | null =>
    link.toCanvas === null ? null : canvasToImage(link.toCanvas, point);

  const findHit = (point: Point2): { readonly finding: Finding; readonly part: MarkPart } | null => {
    const image = readyImage();
    const { toCanvas } = link;
    if (image === null || toCanvas === null) return null;
    const { findings, hidden } = session.findings.getState();
    for (const finding of marksOn(image, findings ?? []).toReversed()) {
      if (hidden.has(finding.findingId)) continue;
      const part = hitMark(shapeOf(finding.content), { toCanvas, pointCanvas: point, reachPx });
      if (part !== null) return { finding, part };
      const isOnText = link.texts.some(
        ({ findingId, x, y, width, height }) =>
          findingId === finding.findingId &&
          point[0] >= x &&
          point[0] <= x + width &&
          point[1] >= y &&
          point[1] <= y + height,
      );
      if (isOnText) return { finding, part: { kind: 'text' } };
    }
    return null;
  };

  const startStroke = (gesture: Gesture, point: Point2): BrushStroke | null => {
    const image = readyImage();
    const { selected, segment, brushRadiusMm } = session.state.getState();
    const finding = session.findings.getState().findings?.find(({ findingId }) => findingId === selected);
    const at = imagePoint(point);
    if (image === null || at === null || finding === undefined || !isSegmentation(finding)) return null;
    const labels = session.labelmaps.get(finding.findingId);
    const place = labels === null ? null : gridSliceOf(image, labels);
    if (labels === null || place === null) return null;
    if (image.plane !== null && image.plane.slabSlices > 1) return null;
    const stroke = beginStroke({
      grid: labels,
      data: labels.data,
      ...place,
      label: gesture.kind === 'erase' ? 0 : segment,
      only: segment,
      radiusMm: brushRadiusMm,
      ...pixelSizesMm(image),
    });
    stroke.moveTo(at);
    session.labelmaps.touched(finding.findingId);
    return stroke;
  };

  const pointAt = (point: Point2): void => {
    const image = readyImage();
    const at = imagePoint(point);
    const voxel = image === null || at === null ? null : voxelUnder(image, at);
    if (voxel !== null) session.setCrosshair(index, voxel);
  };

  const onDown = (event: PointerEvent): void => {
    const button = buttons[event.button];
    if (drag !== null || button === undefined) return;
    const point = pointOf(event);
    if (session.state.getState().active !== index) session.set({ active: index });
    const hit = findHit(point);
    const press = { button, shift: event.shiftKey, ctrl: event.ctrlKey || event.metaKey };
    const gesture = chooseGesture({
      ...press,
      tool: session.state.getState().tool,
      hit: hit === null ? null : { findingId: hit.finding.findingId, part: hit.part },
    });
    element.setPointerCapture(event.pointerId);
    const finding = gesture.kind === 'edit' ? (hit?.finding ?? null) : null;
    const content = finding?.content;
    drag = {
      gesture,
      from: point,
      last: point,
      moved: false,
      scrolled: 0,
      finding,
      textShift: session.state.getState().textShifts[finding?.findingId ?? ''] ?? [0, 0],
      shapeBefore: content === undefined || content.kind === 'segmentation' ? null : shapeOf(content),
      stroke: gesture.kind === 'brush' || gesture.kind === 'erase' ? startStroke(gesture, point) : null,
    };
    if (gesture.kind === 'crosshair') pointAt(point);
    if (gesture.kind === 'edit') session.set({ selected: gesture.findingId });
    if (gesture.kind === 'draw' && (readyImage()?.frame ?? null) !== null) {
      const at = imagePoint(point);
      if (at !== null) {
        link.pointer.setState({
          draft: { findingId: null, shape: { kind: gesture.shape, points: [at, at] } },
        });
      }
    }
  };

  const onMove = (event: PointerEvent): void => {
    const point = pointOf(event);
    const at = imagePoint(point);
    if (drag === null) {
      const hoverMark = findHit(point)?.finding.findingId ?? null;
      link.pointer.setState({ hover: at, hoverMark });
      if (event.shiftKey && event.buttons === 0) pointAt(point);
      return;
    }
    link.pointer.setState({ hover: at });
    const delta: Point2 = [point[0] - drag.last[0], point[1] - drag.last[1]];
    if (!drag.moved && Math.hypot(point[0] - drag.from[0], point[1] - drag.from[1]) < 3) return;
    drag.moved = true;
    moveDrag(drag, { point, delta, at });
    drag.last = point;
  };

  const moveDrag = (
    current: Drag,
    move: { readonly point: Point2; readonly delta: Point2; readonly at: Point2 | null },
  ): void => {
    const { gesture } = current;
    const image = readyImage();
    const { point, delta, at } = move;
    if (image === null) return;
    const { geometry: plane } = image;
    const pane = link.size;
    switch (gesture.kind) {
      case 'window':
        dragWindowLevel(image, delta);
        return;
      case 'pan':
        session.changeLook(
          index,
          (look) => ({ ...look, view: panBy(look.view, { plane, pane, delta }) }),
          'pan',
        );
        return;
      case 'zoom': {
        const zoom = { plane, pane, factor: dragZoomFactor(delta[1]), anchorCanvas: current.from };
        session.changeLook(index, (look) => ({ ...look, view: zoomAbout(look.view, zoom) }), 'zoom');
        return;
      }
      case 'scroll': {
        const wanted = dragSlices(point[1] - current.from[1], image.count);
        session.scroll(index, wanted - current.scrolled);
        current.scrolled = wanted;
        return;
      }
      case 'crosshair':
        pointAt(point);
        return;
      case 'brush':
      case 'erase':
        if (at !== null && current.stroke !== null) {
          current.stroke.moveTo(at);
          const { selected } = session.state.getState();
          if (selected !== null) session.labelmaps.touched(selected);
        }
        return;
      case 'draw': {
        const { draft } = link.pointer.getState();
        if (draft !== null && at !== null) {
          const points = [draft.shape.points[0], at] as const;
          link.pointer.setState({ draft: { ...draft, shape: { ...draft.shape, points } } });
        }
        return;
      }
      case 'edit':
        editMark(current, point);
        return;
      case 'seed':
        return;
    }
  };

  const editMark = (current: Drag, point: Point2): void => {
    const { gesture, shapeBefore } = current;
    const [to, from] = [imagePoint(point), imagePoint(current.from)];
    if (gesture.kind !== 'edit' || shapeBefore === null || to === null || from === null) return;
    const { part, findingId } = gesture;
    if (part.kind === 'text') {
      const { textShifts } = session.state.getState();
      const [x, y] = current.textShift;
      const shift = [x + point[0] - current.from[0], y + point[1] - current.from[1]] as const;
      session.set({ textShifts: { ...textShifts, [findingId]: shift } });
      return;
    }
    const grip = part.kind === 'handle' ? handlesOf(shapeBefore)[part.handle] : undefined;
    const delta: Point2 = [to[0] - from[0], to[1] - from[1]];
    const shape =
      part.kind === 'handle' && grip !== undefined
        ? moveHandle(shapeBefore, part.handle, [grip[0] + delta[0], grip[1] + delta[1]])
        : moveShape(shapeBefore, delta);
    link.pointer.setState({ draft: { findingId: gesture.findingId, shape } });
  };

  const dragWindowLevel = (image: ReadyImage, delta: Point2): void => {
    const { voi, spec, pixels } = image;
    if (voi?.kind !== 'window') return;
    const slope = Math.abs(spec.slope) || 1;
    const next = dragWindow(voi, {
      deltaX: delta[0],
      deltaY: delta[1],
      valueRange: (pixels.range.max - pixels.range.min) * slope,
      leastWidth: voi.function === 'LINEAR' ? 1 : 0.001,
    });
    session.changeLook(index, (look) => ({ ...look, voi: { ...voi, ...next, origin: 'reader' } }), 'window');
  };

  const onUp = (event: PointerEvent): void => {
    const ended = drag;
    drag = null;
    if (ended === null) return;
    const { gesture } = ended;
    if (gesture.kind === 'zoom' && gesture.menuIfStill && !ended.moved) {
      options.onMenu([event.clientX, event.clientY]);
    }
    if (gesture.kind === 'seed' && !ended.moved) chooseSeed(ended.from);
    if (ended.stroke !== null) finishStroke(ended.stroke);
    if (gesture.kind === 'draw' || gesture.kind === 'edit') void finishMark(ended);
  };

  const chooseSeed = (point: Point2): void => {
    const image = readyImage();
    const at = imagePoint(point);
    const content = session.state.getState().panes[index];
    const ref = content === undefined ? null : refOf(content);
    const asked = ref === null ? null : session.cache.volume(ref);
    if (image === null || at === null || asked?.kind !== 'ready') return;
    const place = gridSliceOf(image, asked.value);
    if (place === null) return;
    const [column, row] = [Math.round(at[0]), Math.round(at[1])];
    const { plan, slice } = place;
    if (column < 0 || row < 0 || column >= plan.columns || row >= plan.rows) return;
    options.onSeed(voxelAt(plan, asked.value, { column, row, slice }));
  };

  const finishStroke = (stroke: BrushStroke): void => {
    const { selected } = session.state.getState();
    if (selected !== null) void sendStroke(session, selected, stroke.finish());
  };

  const finishMark = async (ended: Drag): Promise<void> => {
    const { draft } = link.pointer.getState();
    const image = readyImage();
    const { toCanvas } = link;
    if (draft === null || image === null || toCanvas === null || !ended.moved) {
      link.pointer.setState({ draft: null });
      return;
    }
    const old = ended.finding?.content;
    const label = old === undefined || old.kind === 'segmentation' ? '' : old.label;
    const mark = isClick(draft.shape, toCanvas) ? null : markOf(image, draft.shape, label);
    if (mark !== null) await saveMark(session, ended.finding, mark);
    if (link.pointer.getState().draft === draft) link.pointer.setState({ draft: null });
  };

  const cancel = (): void => {
    const stroke = drag?.stroke ?? null;
    stroke?.cancel();
    const { selected } = session.state.getState();
    if (stroke !== null && selected !== null) session.labelmaps.touched(selected);
    drag = null;
    link.pointer.setState({ draft: null });
  };

  const onWheel = (event: WheelEvent): void => {
    event.preventDefault();
    const image = readyImage();
    if (event.ctrlKey) {
      if (image === null) return;
      const zoom = {
        plane: image.geometry,
        pane: link.size,
        factor: 2 ** (-event.deltaY / 400),
        anchorCanvas: pointOf(event),
      };
      session.changeLook(index, (look) => ({ ...look, view: zoomAbout(look.view, zoom) }), 'zoom');
      return;
    }
    const step = wheelSlices(carriedPx, event);
    carriedPx = step.carriedPx;
    session.scroll(index, step.slices);
  };
  const onLeave = (): void => link.pointer.setState({ hover: null, hoverMark: null });
  const onContextMenu = (event: MouseEvent): void => event.preventDefault();
  const onDoubleClick = (): void => {
    const { alone, tool } = session.state.getState();
    if (tool === 'brush' || tool === 'erase') return;
    session.set({ alone: alone === null ? index : null, active: index });
  };

  const listeners: readonly (readonly [string, (event: never) => void])[] = [
    ['pointerdown', onDown],
    ['pointermove', onMove],
    ['pointerup', onUp],
    ['pointercancel', cancel],
    ['pointerleave', onLeave],
    ['dblclick', onDoubleClick],
    ['contextmenu', onContextMenu],
  ];
  for (const [name, listener] of listeners) element.addEventListener(name, listener as EventListener);
  element.addEventListener('wheel', onWheel, { passive: false });
  return () => {
    cancel();
    for (const [name, listener] of listeners) element.removeEventListener(name, listener as EventListener);
    element.removeEventListener('wheel', onWheel);
  };
}

/** Whether a pane that shows this look can be windowed at all. */
export function canWindow(link: PaneLink): boolean {
  return link.image.kind === 'ready' && link.image.voi?.kind === 'window';
}
