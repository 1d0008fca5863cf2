import type { CallInput } from '../../preload/contract/contract.ts';
import type { StudyStatus } from '../../preload/contract/catalog.ts';

/** Saved filters, shown as tabs. */
export const worklistTabs = ['all', 'today', 'unread', 'reading', 'reviewed', 'reported', 'removed'] as const;
export type WorklistTab = (typeof worklistTabs)[number];

/** Spans of study dates. */
export const dateSpans = ['any', 'today', 'week', 'month', 'year', 'custom'] as const;
export type DateSpan = (typeof dateSpans)[number];

export type WorklistSort = CallInput<'worklist.search'>['sort'];

/** What the reader asked for. */
export interface WorklistQuery {
  readonly text: string;
  readonly tab: WorklistTab;
  readonly modalities: readonly string[];
  readonly dateSpan: DateSpan;
  /** DICOM dates of a custom span; empty where open. */
  readonly dateFrom: string;
  readonly dateTo: string;
  readonly sort: WorklistSort;
}

export const firstQuery: WorklistQuery = {
  text: '',
  tab: 'all',
  modalities: [],
  dateSpan: 'any',
  dateFrom: '',
  dateTo: '',
  sort: { by: 'studyDate', descending: true },
};

/** The part of the question that the services are asked, without the window of rows. */
export type WorklistQuestion = Pick<CallInput<'worklist.search'>, 'query' | 'filter' | 'sort'>;

/** `today` is local. */
export function questionOf(query: WorklistQuery, today: Date): WorklistQuestion {
  const statuses: readonly StudyStatus[] = isStatus(query.tab) ? [query.tab] : [];
  const span = query.tab === 'today' ? spanOf('today', query, today) : spanOf(query.dateSpan, query, today);
  return {
    query: query.text.trim(),
    filter: {
      modalities: [...query.modalities],
      statuses: [...statuses],
      ...span,
      removed: query.tab === 'removed',
    },
    sort: query.sort,
  };
}

/** Whether anything narrows the list, so that an empty list may be the filter's doing. */
export function isNarrowed(query: WorklistQuery): boolean {
  return (
    query.text.trim() !== '' || query.tab !== 'all' || query.modalities.length > 0 || query.dateSpan !== 'any'
  );
}

/** A press on a column head: the same column turns round, another starts in its useful direction. */
export function sortBy(sort: WorklistSort, by: WorklistSort['by']): WorklistSort {
  if (sort.by === by) return { by, descending: !sort.descending };
  return { by, descending: by === 'studyDate' || by === 'importedAt' };
}

function isStatus(tab: WorklistTab): tab is Extract<WorklistTab, StudyStatus> {
  return tab === 'unread' || tab === 'reading' || tab === 'reviewed' || tab === 'reported';
}

const daysBack: Readonly<Record<Exclude<DateSpan, 'any' | 'custom'>, number>> = {
  today: 0,
  week: 6,
  month: 29,
  year: 364,
};

function spanOf(
  span: DateSpan,
  query: WorklistQuery,
  today: Date,
): { readonly dateFrom: string | null; readonly dateTo: string | null } {
  if (span === 'any') return { dateFrom: null, dateTo: null };
  if (span === 'custom') return { dateFrom: query.dateFrom || null, dateTo: query.dateTo || null };
  const from = new Date(today.getFullYear(), today.getMonth(), today.getDate() - daysBack[span]);
  return { dateFrom: dicomDateOf(from), dateTo: span === 'today' ? dicomDateOf(today) : null };
}

/** A local day as DICOM DA. */
export function dicomDateOf(day: Date): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${day.getFullYear()}${two(day.getMonth() + 1)}${two(day.getDate())}`;
}
