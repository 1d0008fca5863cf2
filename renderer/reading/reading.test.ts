import { describe, expect, it } from 'vitest';
import type { SeriesRow } from '../../preload/contract/catalog.ts';
import { firstHanging } from './hanging.ts';
import { createHistory } from './history.ts';
import { hangPlanes, hangStack, type PaneContent } from './paneContent.ts';
import {
  emptyReading,
  hangingOf,
  restoreHanging,
  shownPanes,
  withLayout,
  withPane,
  type ReadingState,
} from './readingState.ts';

function series(seriesKey: string, modality: string, frameCount: number): SeriesRow {
  return {
    seriesKey,
    seriesInstanceUid: '1.2',
    seriesNumber: 1,
    modality,
    description: null,
    bodyPart: null,
    instanceCount: frameCount,
    frameCount,
    thumbnailUrl: null,
    kind: frameCount > 0 ? 'image' : 'report',
  };
}

const stack = (seriesKey: string): PaneContent => hangStack({ seriesKey, stack: 0 });
const keysOf = (panes: readonly PaneContent[]): readonly string[] =>
  panes.map((pane) => (pane.kind === 'empty' ? '-' : pane.ref.seriesKey));

describe('the first hanging', () => {
  it('shows the series with the most images, not the localizer', () => {
    const found = firstHanging([series('scout', 'CT', 2), series('chest', 'CT', 300)]);
    expect([found.layout, keysOf(found.panes)]).toEqual(['one', ['chest']]);
  });

  it('sets projections side by side, four mammograms in a square', () => {
    const two = firstHanging([series('pa', 'CR', 1), series('lat', 'CR', 1), series('sr', 'SR', 0)]);
    expect([two.layout, keysOf(two.panes)]).toEqual(['columns', ['pa', 'lat']]);
    const four = firstHanging(['a', 'b', 'c', 'd'].map((key) => series(key, 'MG', 1)));
    expect(four.layout).toBe('four');
  });

  it('leaves a pane empty where there is no image', () => {
    expect(firstHanging([series('sr', 'SR', 0)]).panes).toEqual([{ kind: 'empty' }]);
  });
});

describe('layouts', () => {
  const one: ReadingState = { ...emptyReading, panes: [stack('a')] };

  it('fill new panes with series that are not shown', () => {
    const four = withLayout(one, 'four', [stack('a'), stack('b'), stack('c')]);
    expect(keysOf(four.panes)).toEqual(['a', 'b', 'c', '-']);
  });

  it('keep the active pane on screen when they shrink', () => {
    const four = { ...withLayout(one, 'four', [stack('b'), stack('c'), stack('d')]), active: 2 };
    const back = withLayout(four, 'one', []);
    expect(shownPanes(back).map(({ content }) => content)).toEqual([stack('c')]);
    expect(back.active).toBe(0);
  });

  it('show one pane alone without forgetting the others', () => {
    const two = { ...withLayout(one, 'columns', [stack('b')]), alone: 1 };
    expect(shownPanes(two).map(({ index }) => index)).toEqual([1]);
    expect(shownPanes({ ...two, alone: null }).length).toBe(2);
  });
});

describe('undo', () => {
  it('brings back how images hung, and stays at the slice the reader is at', () => {
    const before: ReadingState = { ...emptyReading, panes: [stack('a')] };
    const inverted: PaneContent = {
      kind: 'stack',
      ref: { seriesKey: 'a', stack: 0 },
      slice: 7,
      look: { view: { ...hangLook().view, zoom: 3 }, voi: null, invert: true },
    };
    const after = restoreHanging(withPane(before, 0, inverted), hangingOf(before));
    expect(after.panes[0]).toMatchObject({ slice: 7, look: { invert: false, view: { zoom: 1 } } });
  });

  it('brings back the stack that three planes replaced', () => {
    const before: ReadingState = { ...emptyReading, panes: [stack('a')] };
    const planes = { ...before, layout: 'four' as const, panes: hangPlanes({ seriesKey: 'a', stack: 0 }) };
    expect(restoreHanging(planes, hangingOf(before)).panes).toEqual([stack('a')]);
  });

  it('takes back steps in order, joins a drag to one, and forgets the future on a new step', async () => {
    let time = 0;
    const log: string[] = [];
    const history = createHistory(10, () => time);
    const push = (name: string, merge: string | null): void =>
      history.push({
        merge,
        undo: () => log.push(`-${name}`) > 0,
        redo: () => log.push(`+${name}`) > 0,
      });
    push('a', null);
    push('drag1', 'window 0');
    time = 100;
    push('drag2', 'window 0');
    expect(await history.undo()).toBe(true);
    expect(await history.undo()).toBe(true);
    expect(await history.undo()).toBe(false);
    expect(log).toEqual(['-drag1', '-a']);
    await history.redo();
    await history.redo();
    expect(log.slice(2)).toEqual(['+a', '+drag2']);
    await history.undo();
    push('b', null);
    expect(await history.redo()).toBe(false);
  });

  it('forgets a step that could not be taken back, and keeps those before it', async () => {
    const history = createHistory(10, () => 0);
    let undone = 0;
    history.push({ merge: null, undo: () => ++undone > 0, redo: () => true });
    history.push({ merge: null, undo: async () => Promise.resolve(false), redo: () => true });
    expect(await history.undo()).toBe(false);
    expect(await history.redo()).toBe(false);
    expect(await history.undo()).toBe(true);
    expect(undone).toBe(1);
  });
});

function hangLook(): Extract<PaneContent, { kind: 'stack' }>['look'] {
  const hung = hangStack({ seriesKey: 'a', stack: 0 });
  if (hung.kind !== 'stack') throw new Error('a stack hangs as a stack');
  return hung.look;
}
