import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowsInView, scrollToSee } from './rowsInView.ts';

describe('the rows in view', () => {
  it('hold every visible row and stay inside the list', () => {
    fc.assert(
      fc.property(
        fc.nat(3_400_000),
        fc.integer({ min: 1, max: 1200 }),
        fc.nat(100_000),
        (top, height, count) => {
          const { first, last } = rowsInView({ scrollTopPx: top, heightPx: height, rowPx: 34, count });
          expect(first).toBeGreaterThanOrEqual(0);
          expect(last).toBeLessThan(Math.max(1, count));
          const visible = Math.floor(top / 34);
          fc.pre(visible < count);
          expect(first).toBeLessThanOrEqual(visible);
          expect(last).toBeGreaterThanOrEqual(visible);
          expect(last - first).toBeLessThan(height / 34 + 24);
        },
      ),
    );
  });

  it('scroll as little as needed to see a row whole', () => {
    const view = { scrollTopPx: 100, heightPx: 200, rowPx: 34 };
    expect(scrollToSee(view, 4)).toBeNull();
    expect(scrollToSee(view, 1)).toBe(34);
    expect(scrollToSee(view, 10)).toBe(174);
  });
});
