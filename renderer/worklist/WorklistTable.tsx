/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a table element cannot leave out rows and keep its columns */
import './WorklistTable.css';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { memo, useEffect, useMemo, type MouseEvent, type ReactNode, type RefObject } from 'react';
import { useI18n } from '../i18n/index.ts';
import { useAppState, useWorklist } from '../state/AppState.tsx';
import { rowAt } from '../state/rowWindow.ts';
import { sortBy } from '../state/worklistQuery.ts';
import type { WorklistColumnId } from '../state/worklistColumns.ts';
import { Icon, rowsOf, useRowsInView } from '../ui/index.ts';
import { columnLayouts, columnsThatFit, gridTemplate } from './columnLayout.ts';
import { columnCells } from './columns.tsx';
import { useWidth } from './useWidth.ts';

/** Height of a row in CSS px; the same as `--row`. */
const rowPx = 34;

/** Height of the head in CSS px. */
const headPx = 32;

/**
 * The list itself: a grid of which only the visible rows exist. The grid holds the focus; the row under the cursor is
 * its active descendant.
 */
export function WorklistTable({
  gridRef,
  onOpen,
}: {
  readonly gridRef: RefObject<HTMLDivElement | null>;
  readonly onOpen: (studyKey: string) => void;
}): ReactNode {
  const { t } = useI18n();
  const { worklist } = useAppState();
  const rows = useWorklist((state) => state.rows);
  const selection = useWorklist((state) => state.selection);
  const asking = useWorklist((state) => state.asking);
  const widthPx = useWidth(gridRef);
  const columns = useMemo(() => columnsThatFit(widthPx), [widthPx]);
  const total = rows.total ?? 0;
  const { range, show } = useRowsInView({ scroller: gridRef, rowPx, count: total, headPx });
  const { first, last } = range;
  const { question } = rows;
  const { moves } = selection;
  useEffect(() => worklist.need(first, last), [worklist, first, last]);
  useEffect(() => {
    // Rows that come in above the cursor must not scroll the list under the reader's eyes: only an own move does.
    const { cursorIndex } = worklist.getState().selection;
    if (question !== '' && moves >= 0 && cursorIndex !== null) show(cursorIndex);
  }, [show, worklist, moves, question]);

  const onRowClick = (event: MouseEvent, index: number): void => {
    const mode = event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'one';
    worklist.select(index, mode);
  };
  return (
    <div
      aria-activedescendant={selection.cursorIndex === null ? undefined : rowId(selection.cursorIndex)}
      aria-busy={asking}
      aria-colcount={columns.length}
      aria-label={t('worklist.title')}
      aria-multiselectable
      aria-rowcount={total + 1}
      className="worklist-grid"
      ref={gridRef}
      role="grid"
      style={{ '--columns': gridTemplate(columns) } as Record<string, string>}
      tabIndex={0}
    >
      <div className="worklist-head" role="rowgroup">
        <div aria-rowindex={1} className="worklist-row" role="row">
          {columns.map((id) => (
            <ColumnHead id={id} key={id} />
          ))}
        </div>
      </div>
      <div className="worklist-canvas" data-stale={asking} role="rowgroup" style={{ height: total * rowPx }}>
        {rowsOf(range).map((index) => {
          const row = rowAt(rows, index);
          return (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the grid takes the keys
            <div
              aria-rowindex={index + 2}
              aria-selected={row !== null && selection.chosen.has(row.studyKey)}
              className="worklist-row"
              data-cursor={selection.cursorIndex === index}
              id={rowId(index)}
              key={index}
              role="row"
              style={{ transform: `translateY(${index * rowPx}px)` }}
              onClick={(event) => onRowClick(event, index)}
              onDoubleClick={() => row !== null && onOpen(row.studyKey)}
            >
              {row === null ? <LoadingCells columns={columns} /> : <RowCells columns={columns} row={row} />}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function rowId(index: number): string {
  return `worklist-row-${index}`;
}

/** Drawn anew only when its study or the columns change, not on every step of a scroll. */
const RowCells = memo(function RowCells(props: {
  readonly columns: readonly WorklistColumnId[];
  readonly row: NonNullable<ReturnType<typeof rowAt>>;
}): ReactNode {
  const i18n = useI18n();
  return props.columns.map((id) => (
    <div className="worklist-cell" data-column={id} key={id} role="gridcell">
      {columnCells[id](props.row, i18n)}
    </div>
  ));
});

function LoadingCells(props: { readonly columns: readonly WorklistColumnId[] }): ReactNode {
  const { t } = useI18n();
  return props.columns.map((id, index) => (
    <div className="worklist-cell" data-column={id} key={id} role="gridcell">
      <span className="worklist-skeleton" />
      {index === 0 && <span className="ax-only-heard">{t('worklist.loadingRow')}</span>}
    </div>
  ));
}

function ColumnHead({ id }: { readonly id: WorklistColumnId }): ReactNode {
  const { t } = useI18n();
  const { worklist } = useAppState();
  const sort = useWorklist((state) => state.query.sort);
  const by = columnLayouts[id].sort;
  const label = t(`worklist.column.${id}`);
  const active = by !== null && sort.by === by;
  if (by === null) {
    return (
      <div className="worklist-cell" data-column={id} role="columnheader">
        {label}
      </div>
    );
  }
  return (
    <div
      aria-sort={active ? (sort.descending ? 'descending' : 'ascending') : 'none'}
      className="worklist-cell"
      data-column={id}
      role="columnheader"
    >
      <button
        className="worklist-sort"
        data-active={active}
        type="button"
        onClick={() => worklist.ask({ sort: sortBy(sort, by) })}
      >
        {label}
        {active && <Icon icon={sort.descending ? ArrowDown : ArrowUp} />}
      </button>
    </div>
  );
}
