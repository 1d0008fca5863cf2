import { makeFailure } from '../../main/domain/failure.ts';
import { transformPoint, invertAffine, type Vec3 } from '../../main/domain/space.ts';
import type { WindowPreset } from '../state/windowPresets.ts';
import type { ActionOf } from '../app/shortcuts/index.ts';
import {
  fitView,
  stepBrush,
  turnView,
  zoomAbout,
  zoomOneToOne,
  type ToolName,
  type View,
} from '../tools/index.ts';
import { removeFinding } from './markActions.ts';
import {
  hangPlanes,
  hangStack,
  plainLook,
  refOf,
  sameStack,
  stackId,
  type PaneContent,
  type StackRef,
} from './paneContent.ts';
import { activePane, hungAsExpected, type ReadingSession } from './readingSession.ts';
import { imageSeries } from './hanging.ts';
import { activeContent, paneCount, withLayout, withPane, type LayoutName } from './readingState.ts';
import { voiChoices } from './voiChoices.ts';

/** What each key and button of the reading screen does. */
export type Commands = Partial<Record<ActionOf<'reading'>, () => void>>;

/** Slab thicknesses in mm that one key steps through; 0 is a single slice. */
export const slabStepsMm = [0, 5, 10, 20] as const;

/** Every command on a session. `presets` in the order of the digits. */
export function commandsOf(
  session: ReadingSession,
  options: { readonly presets: () => readonly WindowPreset[]; readonly onClose: () => void },
): Commands {
  const { state } = session;
  const tool = (name: ToolName) => () => session.set({ tool: name });
  const view = (change: (view: View) => View, merge: string) => () =>
    session.changeLook(state.getState().active, (look) => ({ ...look, view: change(look.view) }), merge);
  const scroll = (slices: number) => () => session.scroll(state.getState().active, slices);
  const layout = (name: LayoutName) => () => setLayout(session, name);
  const movePane = (step: 1 | -1) => () => {
    const now = state.getState();
    const count = now.alone === null ? paneCount(now.layout) : 1;
    if (count > 1) session.set({ active: (now.active + step + count) % count });
  };
  const preset = (digit: number) => () => {
    const { index, link } = activePane(session);
    const choice = link.image.kind === 'ready' ? voiChoices(link.image, options.presets())[digit] : undefined;
    if (choice !== undefined)
      session.changeLook(index, (look) => ({ ...look, voi: choice.voi }), `preset${digit}`);
  };
  const panelOrBrush = (panel: 'seriesOpen' | 'findingsOpen', step: -1 | 1) => () => {
    const now = state.getState();
    if (now.tool === 'brush' || now.tool === 'erase') {
      session.set({ brushRadiusMm: stepBrush(now.brushRadiusMm, step) });
    } else {
      session.set({ [panel]: !now[panel] });
    }
  };
  return {
    toolWindow: tool('window'),
    toolPan: tool('pan'),
    toolZoom: tool('zoom'),
    toolScroll: tool('scroll'),
    toolLength: tool('length'),
    toolEllipse: tool('ellipse'),
    toolCrosshair: () => {
      const now = state.getState();
      const isHeld = now.tool === 'crosshair';
      session.set({ tool: isHeld ? 'window' : 'crosshair', crosshairShown: true });
    },
    toolBrush: tool('brush'),
    toolErase: tool('erase'),
    invert: () =>
      session.changeLook(state.getState().active, (look) => ({ ...look, invert: !look.invert }), 'invert'),
    flipHorizontal: view((now) => ({ ...now, flipHorizontal: !now.flipHorizontal }), 'flip'),
    flipVertical: view((now) => ({ ...now, flipVertical: !now.flipVertical }), 'flip'),
    rotateRight: view((now) => turnView(now, 1), 'turn'),
    rotateLeft: view((now) => turnView(now, -1), 'turn'),
    reset: () => resetPane(session),
    fit: view((now) => ({ ...now, zoom: fitView.zoom, pan: fitView.pan }), 'fit'),
    zoomIn: () => zoomStep(session, 1.25),
    zoomOut: () => zoomStep(session, 0.8),
    overlays: () => session.set({ overlays: !state.getState().overlays }),
    cine: () => session.set({ cine: !state.getState().cine }),
    imageNext: scroll(1),
    imagePrevious: scroll(-1),
    imageForward: scroll(10),
    imageBack: scroll(-10),
    imageFirst: () => session.scrollTo(state.getState().active, 0),
    imageLast: () => session.scrollTo(state.getState().active, Number.MAX_SAFE_INTEGER),
    seriesNext: () => stepSeries(session, 1),
    seriesPrevious: () => stepSeries(session, -1),
    paneNext: movePane(1),
    panePrevious: movePane(-1),
    layoutOne: layout('one'),
    layoutTwo: layout('columns'),
    layoutFour: layout('four'),
    layoutMpr: () => togglePlanes(session),
    volume: () => toggleVolume(session),
    slab: () => stepSlab(session),
    undo: () => void session.history.undo(),
    redo: () => void session.history.redo(),
    delete: () => {
      const { selected } = state.getState();
      if (selected !== null) void removeFinding(session, selected);
    },
    cancel: () => {
      const { link } = activePane(session);
      link.pointer.setState({ draft: null });
      session.set({ tool: 'window', cine: false, alone: null, selected: null, preview: null });
    },
    toggleSeries: panelOrBrush('seriesOpen', -1),
    toggleFindings: panelOrBrush('findingsOpen', 1),
    close: options.onClose,
    preset0: preset(0),
    preset1: preset(1),
    preset2: preset(2),
    preset3: preset(3),
    preset4: preset(4),
    preset5: preset(5),
    preset6: preset(6),
    preset7: preset(7),
    preset8: preset(8),
    preset9: preset(9),
  };
}

/** Hangs a stack in a pane. */
export function hang(session: ReadingSession, ref: StackRef, index: number): void {
  const modality = new Map(session.study.getState().series.map((row) => [row.seriesKey, row.modality]));
  session.rehang((now) => withPane(now, index, hungAsExpected(hangStack(ref), modality)), null);
  session.set({ active: index, cine: false });
}

/** Another layout; new panes take the series that are not shown yet. */
export function setLayout(session: ReadingSession, layout: LayoutName): void {
  const { series } = session.study.getState();
  const modality = new Map(series.map((row) => [row.seriesKey, row.modality]));
  const fill = imageSeries(series).map(({ seriesKey }) =>
    hungAsExpected(hangStack({ seriesKey, stack: 0 }), modality),
  );
  session.rehang((now) => withLayout(now, layout, fill), null);
}

/** Shows one pixel of the image as one of the screen. */
export function oneToOne(session: ReadingSession, index: number): void {
  const { image, size } = session.link(index);
  if (image.kind !== 'ready') return;
  session.changeLook(
    index,
    (look) => ({
      ...look,
      view: {
        ...look.view,
        pan: fitView.pan,
        zoom: zoomOneToOne(image.geometry, look.view, size, devicePixelRatio),
      },
    }),
    'oneToOne',
  );
}

/** The stack of the active pane as three planes and 3-D, and back. */
export function togglePlanes(session: ReadingSession): void {
  const { content } = activePane(session);
  const ref = refOf(content);
  if (ref === null) return;
  if (content.kind === 'plane' || content.kind === 'volume') {
    session.rehang(
      (now) => ({ ...now, layout: 'one', panes: [hangStack(ref)], active: 0, alone: null }),
      null,
    );
    return;
  }
  if (!canBeVolume(session, ref)) return;
  // A reader who has not scrolled yet wants the middle, not the edge of the volume.
  if (content.kind === 'stack' && content.slice > 0) startAtSlice(session, ref, content.slice);
  session.rehang((now) => ({ ...now, layout: 'four', panes: hangPlanes(ref), active: 0, alone: null }), null);
}

function toggleVolume(session: ReadingSession): void {
  const { index, content } = activePane(session);
  const ref = refOf(content);
  if (ref === null || !canBeVolume(session, ref)) return;
  const next: PaneContent =
    content.kind === 'volume' ? hangStack(ref) : { kind: 'volume', ref, presetId: null, showVolume: true };
  session.rehang((now) => withPane(now, index, next), null);
}

function stepSlab(session: ReadingSession): void {
  const { index, content } = activePane(session);
  if (content.kind !== 'plane') return;
  const place = slabStepsMm.findIndex((mm) => mm === content.slabMm);
  const slabMm = slabStepsMm[(place + 1) % slabStepsMm.length] ?? 0;
  session.rehang((now) => withPane(now, index, { ...content, slabMm }), 'slab');
}

/** Whether a stack makes a volume; tells why where it does not. */
function canBeVolume(session: ReadingSession, ref: StackRef): boolean {
  const series = session.cache.series(ref.seriesKey);
  const stack = series.kind === 'ready' ? series.value.stacks[ref.stack] : undefined;
  if (stack === undefined) return false;
  if (!stack.volume.possible) {
    session.report(makeFailure('NOT_A_VOLUME', stack.volume.reason ?? undefined));
  }
  return stack.volume.possible;
}

/** Lets the planes of a stack meet in the slice that is on screen, as soon as the grid is known. */
function startAtSlice(session: ReadingSession, ref: StackRef, slice: number): void {
  const series = session.cache.series(ref.seriesKey);
  const frame = series.kind === 'ready' ? series.value.stacks[ref.stack]?.frames[slice] : undefined;
  const { positionLps } = frame ?? { positionLps: null };
  if (positionLps === null) return;
  const place = (): boolean => {
    const asked = session.cache.volume(ref);
    if (asked.kind === 'loading') return false;
    const toIjk = asked.kind === 'ready' ? invertAffine(asked.value.ijkToLps) : null;
    if (asked.kind === 'ready' && toIjk !== null) {
      const { dims } = asked.value;
      const [, , k] = transformPoint(toIjk, positionLps);
      const middle: Vec3 = [dims[0] >> 1, dims[1] >> 1, Math.min(dims[2] - 1, Math.max(0, Math.round(k)))];
      session.state.setState(({ crosshairs }) => ({ crosshairs: { ...crosshairs, [stackId(ref)]: middle } }));
    }
    return true;
  };
  if (place()) return;
  const stop = session.cache.onChange(() => {
    if (place()) stop();
  });
}

function resetPane(session: ReadingSession): void {
  const { index, content, link } = activePane(session);
  if (content.kind === 'volume') link.volume?.reset();
  else
    session.changeLook(
      index,
      (look) => ({ ...plainLook, invert: look.invert && isEmission(session, content) }),
      'reset',
    );
}

/** Whether the stack hung inverted in the first place: reset goes back to the hung state. */
function isEmission(session: ReadingSession, content: PaneContent): boolean {
  const ref = refOf(content);
  return session.study
    .getState()
    .series.some((row) => row.seriesKey === ref?.seriesKey && row.modality === 'PT');
}

function zoomStep(session: ReadingSession, factor: number): void {
  const { index, link } = activePane(session);
  if (link.volume !== null) {
    link.volume.zoom(factor);
    return;
  }
  const { image, size } = link;
  if (image.kind !== 'ready') return;
  const zoom = {
    plane: image.geometry,
    pane: size,
    factor,
    anchorCanvas: [size.width / 2, size.height / 2] as const,
  };
  session.changeLook(index, (look) => ({ ...look, view: zoomAbout(look.view, zoom) }), 'zoom');
}

function stepSeries(session: ReadingSession, step: 1 | -1): void {
  const stacks = imageSeries(session.study.getState().series).flatMap((row): StackRef[] => {
    const known = session.cache.series(row.seriesKey);
    const count = known.kind === 'ready' ? Math.max(1, known.value.stacks.length) : 1;
    return Array.from({ length: count }, (_, stack) => ({ seriesKey: row.seriesKey, stack }));
  });
  const now = session.state.getState();
  const ref = refOf(activeContent(now));
  const place = ref === null ? -1 : stacks.findIndex((other) => sameStack(other, ref));
  const next = stacks[Math.min(stacks.length - 1, Math.max(0, place + step))];
  if (next !== undefined && (ref === null || !sameStack(next, ref))) hang(session, next, now.active);
}
