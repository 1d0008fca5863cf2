import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StudyRow } from '../../preload/contract/catalog.ts';
import { makeFailure } from '../../main/domain/failure.ts';
import {
  asStale,
  emptyWindow,
  indexOfStudy,
  pageRows,
  rowAt,
  wantedPages,
  withFailure,
  withPage,
  withStudy,
} from './rowWindow.ts';

const row = (index: number): StudyRow => ({ studyKey: `study-${index}` }) as StudyRow;
const page = (number: number, count = pageRows): readonly StudyRow[] =>
  Array.from({ length: count }, (_, index) => row(number * pageRows + index));

describe('the window of rows', () => {
  it('wants exactly the pages that are on screen and not held', () => {
    const held = withPage(emptyWindow('q'), { question: 'q', page: 1, total: 1000, rows: page(1) });
    expect(wantedPages(held, 190, 410)).toEqual([0, 2]);
  });

  it('never wants a page beyond the list, or a list that shrank would be asked for ever', () => {
    const short = withPage(emptyWindow('q'), { question: 'q', page: 0, total: 3, rows: page(0, 3) });
    expect(wantedPages(short, 3000, 3040)).toEqual([]);
    const none = withPage(emptyWindow('q'), { question: 'q', page: 0, total: 0, rows: [] });
    expect(wantedPages(none, 0, -1)).toEqual([]);
  });

  it('drops an answer to an older question', () => {
    const window = emptyWindow('new');
    expect(withPage(window, { question: 'old', page: 0, total: 9, rows: page(0) })).toBe(window);
    expect(withFailure(window, 'old', makeFailure('LIBRARY_BUSY'))).toBe(window);
  });

  it('keeps stale rows on screen until they were read again', () => {
    const held = withPage(emptyWindow('q'), { question: 'q', page: 0, total: 5, rows: page(0, 5) });
    const stale = asStale(held);
    expect(rowAt(stale, 4)?.studyKey).toBe('study-4');
    expect(wantedPages(stale, 0, 4)).toEqual([0]);
    const read = withPage(stale, { question: 'q', page: 0, total: 5, rows: page(0, 5) });
    expect(wantedPages(read, 0, 4)).toEqual([]);
  });

  it('finds every held study where it puts it', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 20 }), { minLength: 1 }), (pages) => {
        const total = 21 * pageRows;
        const window = pages.reduce(
          (held, number) => withPage(held, { question: 'q', page: number, total, rows: page(number) }),
          emptyWindow('q'),
        );
        const index = (pages[0] ?? 0) * pageRows + 7;
        expect(indexOfStudy(window, `study-${index}`)).toBe(index);
        expect(rowAt(window, index)?.studyKey).toBe(`study-${index}`);
      }),
    );
  });

  it('shows a changed study in its place and leaves a study that is not held alone', () => {
    const held = withPage(emptyWindow('q'), { question: 'q', page: 0, total: 5, rows: page(0, 5) });
    const changed = withStudy(held, { ...row(2), status: 'reported' });
    expect(rowAt(changed, 2)?.status).toBe('reported');
    expect(withStudy(held, row(99))).toBe(held);
  });
});
