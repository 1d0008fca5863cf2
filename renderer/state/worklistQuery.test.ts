import { describe, expect, it } from 'vitest';
import { dicomDateOf, firstQuery, isNarrowed, questionOf, sortBy } from './worklistQuery.ts';

const today = new Date(2026, 10, 23, 15);

describe('the question to the worklist', () => {
  it('asks for nothing special at first', () => {
    expect(isNarrowed(firstQuery)).toBe(false);
    expect(questionOf(firstQuery, today).filter).toEqual({
      modalities: [],
      statuses: [],
      dateFrom: null,
      dateTo: null,
      removed: false,
    });
  });

  it('reads the tabs as status, day or removal', () => {
    expect(questionOf({ ...firstQuery, tab: 'unread' }, today).filter.statuses).toEqual(['unread']);
    expect(questionOf({ ...firstQuery, tab: 'removed' }, today).filter.removed).toBe(true);
    const { dateFrom, dateTo } = questionOf({ ...firstQuery, tab: 'today', dateSpan: 'year' }, today).filter;
    expect([dateFrom, dateTo]).toEqual(['20261123', '20261123']);
  });

  it('counts seven days with today as the last', () => {
    expect(questionOf({ ...firstQuery, dateSpan: 'week' }, today).filter.dateFrom).toBe('20261117');
  });

  it('leaves an open end of a custom span open', () => {
    const query = { ...firstQuery, dateSpan: 'custom' as const, dateFrom: '20260101' };
    expect(questionOf(query, today).filter).toMatchObject({ dateFrom: '20260101', dateTo: null });
  });

  it('turns the same column round and starts dates with the newest', () => {
    expect(sortBy({ by: 'studyDate', descending: true }, 'studyDate').descending).toBe(false);
    expect(sortBy({ by: 'patientName', descending: false }, 'importedAt').descending).toBe(true);
    expect(sortBy({ by: 'studyDate', descending: true }, 'patientName').descending).toBe(false);
  });

  it('writes a local day as DICOM does', () => {
    expect(dicomDateOf(new Date(2026, 0, 5))).toBe('20260105');
  });
});
