import { describe, expect, it } from 'vitest';
import { columnLayouts, columnsThatFit, gridTemplate } from './columnLayout.ts';

describe('the columns', () => {
  it('all stand where there is room', () => {
    expect(columnsThatFit(2000)).toHaveLength(Object.keys(columnLayouts).length);
  });

  it('go by their rank where room is short, and those that identify a study never go', () => {
    expect(columnsThatFit(1240)).not.toContain('imported');
    const few = columnsThatFit(300);
    expect(few).toEqual(['status', 'patient', 'patientId', 'date', 'modality', 'description']);
  });

  it('never take more than their room', () => {
    for (let widthPx = 900; widthPx < 1800; widthPx += 50) {
      const sum = columnsThatFit(widthPx).reduce((total, id) => total + columnLayouts[id].minPx, 0);
      expect(sum).toBeLessThanOrEqual(widthPx);
    }
  });

  it('share what is left', () => {
    expect(gridTemplate(['status', 'patient'])).toBe('116px minmax(220px, 1.4fr)');
  });
});
