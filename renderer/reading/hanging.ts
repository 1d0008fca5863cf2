import type { SeriesRow } from '../../preload/contract/catalog.ts';
import { hangStack, type PaneContent } from './paneContent.ts';
import type { LayoutName } from './readingState.ts';

/** What a study shows when it is opened. */
export interface FirstHanging {
  readonly layout: LayoutName;
  readonly panes: readonly PaneContent[];
}

/** Modalities whose single images are compared side by side. */
const projections: ReadonlySet<string> = new Set(['CR', 'DX', 'MG', 'RF', 'XA', 'IO', 'PX']);

/** The series that can be hung, in the order of the study. */
export function imageSeries(series: readonly SeriesRow[]): readonly SeriesRow[] {
  return series.filter(({ kind, frameCount }) => kind === 'image' && frameCount > 0);
}

/**
 * The first hanging: one pane with the series of most images for sections (the localizer is not what a reader came for),
 * two side by side for projections with more than one series, four for mammography with four.
 */
export function firstHanging(series: readonly SeriesRow[]): FirstHanging {
  const images = imageSeries(series);
  const hung = (row: SeriesRow): PaneContent => hangStack({ seriesKey: row.seriesKey, stack: 0 });
  const areProjections = images.length > 1 && images.every(({ modality }) => projections.has(modality));
  if (areProjections) {
    const layout =
      images.length >= 4 && images.every(({ modality }) => modality === 'MG') ? 'four' : 'columns';
    return { layout, panes: images.slice(0, layout === 'four' ? 4 : 2).map(hung) };
  }
  const largest = images.reduce<SeriesRow | null>(
    (best, row) => (best === null || row.frameCount > best.frameCount ? row : best),
    null,
  );
  return { layout: 'one', panes: largest === null ? [{ kind: 'empty' }] : [hung(largest)] };
}
