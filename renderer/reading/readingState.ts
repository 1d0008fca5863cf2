import type { Vec3 } from '../../main/domain/space.ts';
import type { ToolName } from '../tools/index.ts';
import { refOf, sameStack, type PaneContent } from './paneContent.ts';

export const layoutNames = ['one', 'columns', 'rows', 'four'] as const;
export type LayoutName = (typeof layoutNames)[number];

/** Panes of a layout as columns x rows. */
export const layoutGrids: Readonly<Record<LayoutName, { readonly columns: number; readonly rows: number }>> =
  {
    one: { columns: 1, rows: 1 },
    columns: { columns: 2, rows: 1 },
    rows: { columns: 1, rows: 2 },
    four: { columns: 2, rows: 2 },
  };

/** Both ends included. */
export interface ValueRange {
  readonly lower: number;
  readonly upper: number;
}

/** What undo brings back: everything about how images hang, nothing about what was measured. */
export interface Hanging {
  readonly layout: LayoutName;
  /** Row by row. Panes that the layout has no room for keep what they had. */
  readonly panes: readonly PaneContent[];
}

export interface ReadingState extends Hanging {
  /** Where the planes of a volume meet, by `stackId`: voxels. */
  readonly crosshairs: Readonly<Record<string, Vec3>>;
  readonly active: number;
  /** The pane that fills the layout alone for a while; null for none. */
  readonly alone: number | null;
  readonly tool: ToolName;
  readonly overlays: boolean;
  readonly crosshairShown: boolean;
  readonly seriesOpen: boolean;
  readonly findingsOpen: boolean;
  readonly cine: boolean;
  readonly brushRadiusMm: number;
  /** The finding that keys act on, and the segment that a brush paints. */
  readonly selected: string | null;
  readonly segment: number;
  /** A range of values that is being tried out, rescaled; null for none. */
  readonly preview: ValueRange | null;
  /** The range to grow in from the next point that is clicked; null while none is waited for. */
  readonly growRange: ValueRange | null;
  /** A mark's text as the reader moved it, CSS px, by finding. */
  readonly textShifts: Readonly<Record<string, readonly [number, number]>>;
}

export const emptyReading: ReadingState = {
  layout: 'one',
  panes: [{ kind: 'empty' }],
  crosshairs: {},
  active: 0,
  alone: null,
  tool: 'window',
  overlays: true,
  crosshairShown: true,
  seriesOpen: true,
  findingsOpen: false,
  cine: false,
  brushRadiusMm: 5,
  selected: null,
  segment: 1,
  preview: null,
  growRange: null,
  textShifts: {},
};

export function paneCount(layout: LayoutName): number {
  const { columns, rows } = layoutGrids[layout];
  return columns * rows;
}

/** The panes on screen, with their number. */
export function shownPanes(
  state: ReadingState,
): readonly { readonly index: number; readonly content: PaneContent }[] {
  const all = Array.from({ length: paneCount(state.layout) }, (_, index) => ({
    index,
    content: state.panes[index] ?? { kind: 'empty' as const },
  }));
  return state.alone === null ? all : all.filter(({ index }) => index === state.alone);
}

export function activeContent(state: ReadingState): PaneContent {
  return state.panes[state.active] ?? { kind: 'empty' };
}

/** The state with one pane showing something else. */
export function withPane(state: ReadingState, index: number, content: PaneContent): ReadingState {
  const panes = Array.from({ length: Math.max(state.panes.length, index + 1) }, (_, at): PaneContent =>
    at === index ? content : (state.panes[at] ?? { kind: 'empty' }),
  );
  return { ...state, panes };
}

/** The state in another layout. New panes take `fill`; the active pane stays on screen. */
export function withLayout(
  state: ReadingState,
  layout: LayoutName,
  fill: readonly PaneContent[],
): ReadingState {
  const count = paneCount(layout);
  const moved =
    state.active < count
      ? state.panes
      : [activeContent(state), ...state.panes.filter((_, index) => index !== state.active)];
  const unused = fill.filter(
    (content) => !moved.some((pane) => refOf(pane)?.seriesKey === refOf(content)?.seriesKey),
  );
  const panes = Array.from({ length: Math.max(count, moved.length) }, (_, index): PaneContent => {
    const own = moved[index];
    return own === undefined || own.kind === 'empty' ? (unused.shift() ?? { kind: 'empty' }) : own;
  });
  return { ...state, layout, panes, alone: null, active: state.active < count ? state.active : 0 };
}

/** Only what undo brings back. */
export function hangingOf(state: ReadingState): Hanging {
  return { layout: state.layout, panes: state.panes };
}

/** The state hung as before. Where a pane shows the same stack, it stays at the slice it is at: scrolling is not undone. */
export function restoreHanging(state: ReadingState, hanging: Hanging): ReadingState {
  const panes = hanging.panes.map((content, index) => {
    const now = state.panes[index];
    return content.kind === 'stack' && now?.kind === 'stack' && sameStack(content.ref, now.ref)
      ? { ...content, slice: now.slice }
      : content;
  });
  const active = Math.min(state.active, paneCount(hanging.layout) - 1);
  return { ...state, layout: hanging.layout, panes, alone: null, active };
}
