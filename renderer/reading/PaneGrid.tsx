import { useRef, type ReactNode } from 'react';
import { useI18n } from '../i18n/index.ts';
import { PaneState } from './PaneState.tsx';
import { PlanePaneView } from './PlanePaneView.tsx';
import type { PaneContent } from './paneContent.ts';
import { layoutGrids, shownPanes } from './readingState.ts';
import { useReading, useStudy } from './ReadingContext.tsx';
import { useStackDrop } from './useStackDrop.ts';
import { VolumePaneView } from './VolumePaneView.tsx';

/** The panes of the layout. */
export function PaneGrid(): ReactNode {
  const { t } = useI18n();
  const state = useReading((now) => now);
  const { columns, rows } = layoutGrids[state.alone === null ? state.layout : 'one'];
  return (
    <section aria-label={t('reading.panes')} className="pane-grid" data-columns={columns} data-rows={rows}>
      {shownPanes(state).map(({ index, content }) => (
        <Pane content={content} index={index} key={index} />
      ))}
    </section>
  );
}

function Pane(props: { readonly index: number; readonly content: PaneContent }): ReactNode {
  const { index, content } = props;
  const { t } = useI18n();
  const isActive = useReading((state) => state.active === index);
  const single = useReading((state) => state.layout === 'one' || state.alone !== null);
  const title = useSeriesTitle(content);
  const place = useRef<HTMLElement>(null);
  const over = useStackDrop(place, index);
  return (
    <section
      aria-label={[t('reading.pane', { number: index + 1 }), title].filter(Boolean).join(': ')}
      className="pane"
      data-active={isActive && !single}
      data-over={over}
      ref={place}
    >
      <PaneBody content={content} index={index} />
    </section>
  );
}

function PaneBody(props: { readonly index: number; readonly content: PaneContent }): ReactNode {
  const { index, content } = props;
  switch (content.kind) {
    case 'empty':
      return <PaneState content={content} image={{ kind: 'empty' }} />;
    case 'stack':
    case 'plane':
      return <PlanePaneView content={content} index={index} />;
    case 'volume':
      return <VolumePaneView content={content} index={index} />;
  }
}

function useSeriesTitle(content: PaneContent): string {
  const series = useStudy((state) => state.series);
  if (content.kind === 'empty') return '';
  const row = series.find(({ seriesKey }) => seriesKey === content.ref.seriesKey);
  return [row?.modality, row?.description].filter(Boolean).join(' ');
}
