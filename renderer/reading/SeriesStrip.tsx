import { FileText } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import type { SeriesRow } from '../../preload/contract/catalog.ts';
import { useI18n } from '../i18n/index.ts';
import { Icon } from '../ui/index.ts';
import { hang } from './commands.ts';
import { imageSeries } from './hanging.ts';
import { refOf } from './paneContent.ts';
import { stackDragType } from './stackDrag.ts';
import { shownPanes } from './readingState.ts';
import { useReading, useSeriesCache, useSession, useStudy } from './ReadingContext.tsx';

/** The series of the study: drag one onto a pane, or press Enter or double-click to show it in the active one. */
export function SeriesStrip(): ReactNode {
  const { t } = useI18n();
  const series = imageSeries(useStudy((state) => state.series));
  return (
    <nav aria-label={t('reading.series')} className="series-strip">
      <ul>
        {series.map((row) => (
          <SeriesItem key={row.seriesKey} row={row} />
        ))}
      </ul>
    </nav>
  );
}

function SeriesItem({ row }: { readonly row: SeriesRow }): ReactNode {
  const session = useSession();
  const cache = useSeriesCache();
  const isHung = useReading((state) =>
    shownPanes(state).some(({ content }) => refOf(content)?.seriesKey === row.seriesKey),
  );
  // Stacks are known once a series was opened; until then it is one.
  const asked = isHung ? cache.series(row.seriesKey) : null;
  const stacks = asked?.kind === 'ready' ? asked.value.stacks : [];
  return (
    <li>
      <StackButton isHung={isHung} row={row} stack={0} label={null} />
      {stacks.length > 1 && (
        <ul className="series-stacks">
          {stacks.map((stack) => (
            <li key={stack.index}>
              <button
                className="series-stack"
                draggable
                type="button"
                onClick={() =>
                  hang(
                    session,
                    { seriesKey: row.seriesKey, stack: stack.index },
                    session.state.getState().active,
                  )
                }
                onDragStart={(event) => {
                  event.dataTransfer.setData(stackDragType, `${row.seriesKey}\n${stack.index}`);
                }}
              >
                <span>{stack.label}</span>
                <span className="series-count">{stack.frames.length}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function StackButton(props: {
  readonly row: SeriesRow;
  readonly stack: number;
  readonly label: string | null;
  readonly isHung: boolean;
}): ReactNode {
  const { row, stack, isHung } = props;
  const { t } = useI18n();
  const session = useSession();
  const choose = (): void =>
    hang(session, { seriesKey: row.seriesKey, stack }, session.state.getState().active);
  const number = row.seriesNumber === null ? '' : `${row.seriesNumber}`;
  const title = row.description ?? row.modality;
  return (
    <button
      aria-label={[row.modality, number, title, t('reading.frames', { count: row.frameCount })]
        .filter(Boolean)
        .join(', ')}
      aria-pressed={isHung}
      className="series-item"
      draggable
      title={title}
      type="button"
      onDoubleClick={choose}
      onDragStart={(event) => event.dataTransfer.setData(stackDragType, `${row.seriesKey}\n${stack}`)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') choose();
        else moveFocus(event);
      }}
    >
      <span className="series-picture">
        {row.thumbnailUrl === null ? (
          <Icon icon={FileText} />
        ) : (
          <img alt="" decoding="async" draggable={false} src={row.thumbnailUrl} />
        )}
        <span className="series-count">{row.frameCount}</span>
      </span>
      <span className="series-title">
        <b>{[row.modality, number].filter(Boolean).join(' ')}</b> {title}
      </span>
    </button>
  );
}

/** The arrows lead along the strip and nowhere else while it has the focus. */
function moveFocus(event: KeyboardEvent): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const buttons = [...(event.currentTarget.closest('nav')?.querySelectorAll('button') ?? [])];
  const place = buttons.findIndex((button) => button === document.activeElement);
  buttons[Math.min(buttons.length - 1, Math.max(0, place + step))]?.focus();
  event.preventDefault();
  event.stopPropagation();
}
