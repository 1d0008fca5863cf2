import { describe, expect, it } from 'vitest';
import { parseDay } from './dayText.ts';

describe('a written day', () => {
  it.each(['2026-11-23', '2026/11/23', '20261123', ' 2026.11.23 '])('is understood as %s', (text) => {
    expect(parseDay(text)).toBe('20261123');
  });

  it('may leave out zeros', () => {
    expect(parseDay('2026-1-5')).toBe('20260105');
  });

  it.each(['', '2026', '2026-13-01', '2026-02-30', '11/23/2026', 'today'])('is refused as %s', (text) => {
    expect(parseDay(text)).toBeNull();
  });
});
