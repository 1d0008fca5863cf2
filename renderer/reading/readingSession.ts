import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Failure } from '../../main/domain/failure.ts';
import type { Vec3 } from '../../main/domain/space.ts';
import type { SeriesRow, StudyRow } from '../../preload/contract/catalog.ts';
import type { Transport } from '../../preload/contract/contract.ts';
import { createFindingsStore, type FindingsStore } from '../findings/findingsStore.ts';
import { createLabelmaps, type Labelmaps } from '../findings/labelmaps.ts';
import { voxelAt, placeOfVoxel, type Stage } from '../viewport/index.ts';
import { firstHanging } from './hanging.ts';
import { createHistory, type History } from './history.ts';
import { middleOf, stackId, withLook, type Look, type PaneContent } from './paneContent.ts';
import { createPaneLink, type PaneLink } from './paneLink.ts';
import {
  activeContent,
  emptyReading,
  hangingOf,
  restoreHanging,
  withPane,
  type Hanging,
  type ReadingState,
} from './readingState.ts';
import { createSeriesCache, type SeriesCache } from './seriesCache.ts';

/** The study that is read. */
export interface StudyState {
  readonly study: StudyRow | null;
  readonly series: readonly SeriesRow[];
  readonly failure: Failure | null;
}

/** All that lives while one study is open. Components show it; keys and pointers change it through here. */
export interface ReadingSession {
  readonly study: StoreApi<StudyState>;
  readonly state: StoreApi<ReadingState>;
  readonly cache: SeriesCache;
  readonly findings: FindingsStore;
  readonly labelmaps: Labelmaps;
  readonly history: History;
  readonly stage: Stage;
  /** Reads the study; hangs it the first time. */
  load(): Promise<void>;
  link(index: number): PaneLink;
  /** Changes how images hang, as a step that can be undone. Equal `merge` names in a row are one step. */
  rehang(change: (state: ReadingState) => ReadingState, merge: string | null): void;
  /** Changes what is not undone: tools, panels, the active pane. */
  set(change: Partial<ReadingState>): void;
  changeLook(index: number, change: (look: Look) => Look, merge: string): void;
  /** Moves through a pane's slices; stops at the ends. */
  scroll(index: number, slices: number): void;
  scrollTo(index: number, slice: number): void;
  setCrosshair(index: number, ijk: Vec3): void;
  /** Whatever failed and is not shown in place. */
  onFailure(listener: (failure: Failure) => void): () => void;
  report(failure: Failure): void;
  dispose(): void;
}

export function createReadingSession(options: {
  readonly transport: Transport;
  readonly stage: Stage;
  readonly studyKey: string;
}): ReadingSession {
  const { transport, stage, studyKey } = options;
  const study = createStore<StudyState>(() => ({ study: null, series: [], failure: null }));
  const state = createStore<ReadingState>(() => emptyReading);
  const cache = createSeriesCache(transport);
  const findings = createFindingsStore(transport, studyKey);
  const labelmaps = createLabelmaps(transport);
  const history = createHistory(200, () => performance.now());
  const links = new Map<number, PaneLink>();
  const failureListeners = new Set<(failure: Failure) => void>();
  let isDisposed = false;

  const link = (index: number): PaneLink => {
    const known = links.get(index) ?? createPaneLink();
    links.set(index, known);
    return known;
  };
  const restore = (hanging: Hanging): boolean => {
    state.setState((now) => restoreHanging(now, hanging));
    return true;
  };
  const rehang = (change: (now: ReadingState) => ReadingState, merge: string | null): void => {
    const before = hangingOf(state.getState());
    state.setState(change);
    const after = hangingOf(state.getState());
    if (before.layout === after.layout && before.panes === after.panes) return;
    history.push({ merge, undo: () => restore(before), redo: () => restore(after) });
  };
  const load = async (): Promise<void> => {
    const [found] = await Promise.all([transport.call('study.get', { studyKey }), findings.load()]);
    if (isDisposed) return;
    if (!found.ok) {
      study.setState({ failure: found.failure });
      return;
    }
    const isFirst = study.getState().study === null;
    study.setState({ study: found.value.study, series: found.value.series, failure: null });
    if (!isFirst) return;
    const { layout, panes } = firstHanging(found.value.series);
    const modality = new Map(found.value.series.map((row) => [row.seriesKey, row.modality]));
    state.setState({ layout, panes: panes.map((content) => hungAsExpected(content, modality)) });
  };
  const setCrosshair = (index: number, ijk: Vec3): void => {
    const content = state.getState().panes[index];
    if (content?.kind !== 'plane') return;
    state.setState(({ crosshairs }) => ({ crosshairs: { ...crosshairs, [stackId(content.ref)]: ijk } }));
  };
  const scrollTo = (index: number, slice: number): void => {
    const now = state.getState();
    const content = now.panes[index];
    const { image } = link(index);
    if (content === undefined || image.kind === 'empty' || image.count === 0) return;
    const target = Math.min(image.count - 1, Math.max(0, slice));
    if (content.kind === 'stack') {
      if (target !== content.slice) state.setState(withPane(now, index, { ...content, slice: target }));
    } else if (content.kind === 'plane' && image.kind === 'ready' && image.plane !== null) {
      const { plan, volume } = image.plane;
      const here = now.crosshairs[stackId(content.ref)] ?? middleOf(volume.dims);
      const place = placeOfVoxel(plan, volume, here);
      setCrosshair(index, voxelAt(plan, volume, { ...place, slice: target }));
    }
  };
  const currentSlice = (index: number): number => {
    const content = state.getState().panes[index];
    const { image } = link(index);
    if (content?.kind === 'stack') return content.slice;
    if (content?.kind !== 'plane' || image.kind !== 'ready' || image.plane === null) return 0;
    const { plan, volume } = image.plane;
    const here = state.getState().crosshairs[stackId(content.ref)] ?? middleOf(volume.dims);
    return Math.round(placeOfVoxel(plan, volume, here).slice);
  };
  return {
    study,
    state,
    cache,
    findings,
    labelmaps,
    history,
    stage,
    load,
    link,
    rehang,
    set: (change) => state.setState(change),
    changeLook: (index, change, merge) =>
      rehang((now) => {
        const content = now.panes[index];
        return content === undefined ? now : withPane(now, index, withLook(content, change));
      }, `${merge} ${index}`),
    scroll: (index, slices) => {
      if (slices !== 0) scrollTo(index, currentSlice(index) + slices);
    },
    scrollTo,
    setCrosshair,
    onFailure: (listener) => {
      failureListeners.add(listener);
      return () => failureListeners.delete(listener);
    },
    report: (failure) => {
      for (const listener of failureListeners) listener(failure);
    },
    dispose: () => {
      isDisposed = true;
      findings.dispose();
      labelmaps.dispose();
      cache.dispose();
      history.clear();
      stage.volumes.wipe();
      for (let index = 0; index < links.size; index++) stage.frames.want(String(index), []);
      failureListeners.clear();
    },
  };
}

/** Emission images hang with high uptake dark, as readers of them expect. */
export function hungAsExpected(content: PaneContent, modalityOf: ReadonlyMap<string, string>): PaneContent {
  return content.kind === 'stack' && modalityOf.get(content.ref.seriesKey) === 'PT'
    ? withLook(content, (look) => ({ ...look, invert: true }))
    : content;
}

/** The pane that keys act on, with what it shows. */
export function activePane(session: ReadingSession): {
  readonly index: number;
  readonly content: PaneContent;
  readonly link: PaneLink;
} {
  const now = session.state.getState();
  return { index: now.active, content: activeContent(now), link: session.link(now.active) };
}
