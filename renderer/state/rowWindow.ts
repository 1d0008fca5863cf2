import type { Failure } from '../../main/domain/failure.ts';
import type { StudyRow } from '../../preload/contract/catalog.ts';

/** Rows are read in pages of this many. */
export const pageRows = 200;

/**
 * The part of the worklist that this window holds: pages by number, for one question.
 * Values are never changed in place.
 */
export interface RowWindow {
  /** The question that the rows answer, as text. */
  readonly question: string;
  /** Null until the first page came. */
  readonly total: number | null;
  readonly pages: ReadonlyMap<number, readonly StudyRow[]>;
  /** Pages that show something older than the catalog. */
  readonly stale: ReadonlySet<number>;
  readonly failure: Failure | null;
}

export function emptyWindow(question: string): RowWindow {
  return { question, total: null, pages: new Map(), stale: new Set(), failure: null };
}

export function rowAt(window: RowWindow, index: number): StudyRow | null {
  return window.pages.get(Math.floor(index / pageRows))?.[index % pageRows] ?? null;
}

/** Index of a study among the rows that are held; null where it is not held. */
export function indexOfStudy(window: RowWindow, studyKey: string): number | null {
  for (const [page, rows] of window.pages) {
    const place = rows.findIndex((row) => row.studyKey === studyKey);
    if (place >= 0) return page * pageRows + place;
  }
  return null;
}

/** Pages that the rows `first` to `last` need and that are absent or stale. */
export function wantedPages(window: RowWindow, first: number, last: number): readonly number[] {
  const end = window.total === null ? last : Math.min(last, window.total - 1);
  const from = Math.floor(Math.max(0, Math.min(first, end)) / pageRows);
  const to = Math.floor(Math.max(0, end) / pageRows);
  const pages = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  return pages.filter((page) => !window.pages.has(page) || window.stale.has(page));
}

/** Takes a page in; an answer to an older question changes nothing. Pages beyond a shrunken total are dropped. */
export function withPage(
  window: RowWindow,
  answer: {
    readonly question: string;
    readonly page: number;
    readonly total: number;
    readonly rows: readonly StudyRow[];
  },
): RowWindow {
  if (answer.question !== window.question) return window;
  const pages = new Map(window.pages).set(answer.page, answer.rows);
  for (const page of pages.keys()) if (page * pageRows >= Math.max(1, answer.total)) pages.delete(page);
  const stale = new Set(window.stale);
  stale.delete(answer.page);
  return { ...window, total: answer.total, pages, stale, failure: null };
}

export function withFailure(window: RowWindow, question: string, failure: Failure): RowWindow {
  return question === window.question ? { ...window, failure } : window;
}

/** The catalog changed: what is held stays on screen until it was read again. */
export function asStale(window: RowWindow): RowWindow {
  return { ...window, stale: new Set(window.pages.keys()) };
}

/** One study as it now is, wherever it is held. */
export function withStudy(window: RowWindow, study: StudyRow): RowWindow {
  const index = indexOfStudy(window, study.studyKey);
  if (index === null) return window;
  const page = Math.floor(index / pageRows);
  const rows = (window.pages.get(page) ?? []).with(index % pageRows, study);
  return { ...window, pages: new Map(window.pages).set(page, rows) };
}
