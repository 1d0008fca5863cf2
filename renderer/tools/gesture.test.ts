import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brushLimitsMm, stepBrush, visitStroke } from './brush.ts';
import { chooseGesture, toolNames, wheelSlices, type Press } from './gesture.ts';
import { dragWindow, windowText } from './windowLevel.ts';

const press: Press = { button: 'left', shift: false, ctrl: false, tool: 'window', hit: null };

describe('the gesture of a press', () => {
  it('is the same for middle and right buttons whatever the tool', () => {
    for (const tool of toolNames) {
      expect(chooseGesture({ ...press, tool, button: 'middle' })).toEqual({ kind: 'pan' });
      expect(chooseGesture({ ...press, tool, button: 'right' })).toEqual({
        kind: 'zoom',
        menuIfStill: true,
      });
      expect(chooseGesture({ ...press, tool, shift: true })).toEqual({ kind: 'pan' });
      expect(chooseGesture({ ...press, tool, ctrl: true })).toEqual({ kind: 'zoom', menuIfStill: false });
    }
  });

  it('takes hold of a mark under the pointer, unless something is being painted', () => {
    const hit = { findingId: 'f', part: { kind: 'body' } } as const;
    expect(chooseGesture({ ...press, hit })).toEqual({ kind: 'edit', ...hit });
    expect(chooseGesture({ ...press, tool: 'brush', hit })).toEqual({ kind: 'brush' });
  });

  it('draws with the tools that draw', () => {
    expect(chooseGesture({ ...press, tool: 'length' })).toEqual({ kind: 'draw', shape: 'length' });
    expect(chooseGesture(press)).toEqual({ kind: 'window' });
  });
});

describe('the wheel', () => {
  it('is one slice a notch, and adds up what a touch pad leaves over', () => {
    expect(wheelSlices(0, { deltaY: 100, deltaMode: 0 }).slices).toBe(1);
    expect(wheelSlices(0, { deltaY: -300, deltaMode: 0 }).slices).toBe(-3);
    expect(wheelSlices(0, { deltaY: 3, deltaMode: 1 }).slices).toBe(1);
    const first = wheelSlices(0, { deltaY: 25, deltaMode: 0 });
    expect(first.slices).toBe(0);
    expect(wheelSlices(first.carriedPx, { deltaY: 25, deltaMode: 0 }).slices).toBe(1);
    expect(wheelSlices(30, { deltaY: -5, deltaMode: 0 })).toEqual({ slices: 0, carriedPx: -5 });
  });
});

describe('window and level', () => {
  it('widen to the right and raise the level downward, faster for wide windows', () => {
    const move = { deltaX: 10, deltaY: 10, valueRange: 4096, leastWidth: 1 };
    const wide = dragWindow({ width: 1500, center: -600 }, move);
    const narrow = dragWindow({ width: 80, center: 40 }, move);
    expect(wide).toEqual({ width: 1575, center: -525 });
    expect(narrow).toEqual({ width: 90, center: 50 });
  });

  it('never fall below the least width', () => {
    fc.assert(
      fc.property(fc.integer({ min: -5000, max: 5000 }), (deltaX) => {
        const found = dragWindow(
          { width: 100, center: 0 },
          { deltaX, deltaY: 0, valueRange: 4096, leastWidth: 1 },
        );
        expect(found.width).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  it('keep the decimals that a narrow window needs', () => {
    expect(windowText({ width: 400, center: 40 })).toBe('W 400 L 40');
    expect(windowText({ width: 0.5, center: 0.25 })).toBe('W 0.500 L 0.250');
  });
});

describe('a brush', () => {
  it('paints exactly the pixels within its radius of the stroke', () => {
    const coordinate = fc.double({ min: -3, max: 12, noNaN: true });
    const point = fc.tuple(coordinate, coordinate);
    fc.assert(
      fc.property(point, point, fc.double({ min: 0.6, max: 4, noNaN: true }), (from, to, radius) => {
        const painted = new Set<string>();
        const image = { columns: 10, rows: 9, columnSize: 1, rowSize: 1 };
        visitStroke({ from, to, radius, ...image }, (column, row) => painted.add(`${column},${row}`));
        for (let row = 0; row < 9; row++) {
          for (let column = 0; column < 10; column++) {
            const away = distanceTo([column, row], from, to);
            fc.pre(Math.abs(away - radius) > 1e-6);
            expect(painted.has(`${column},${row}`)).toBe(away < radius);
          }
        }
      }),
    );
  });

  it('grows and shrinks within its limits', () => {
    expect(stepBrush(5, 1)).toBeGreaterThan(5);
    expect(stepBrush(brushLimitsMm.least, -1)).toBe(brushLimitsMm.least);
    expect(stepBrush(brushLimitsMm.greatest, 1)).toBe(brushLimitsMm.greatest);
  });
});

function distanceTo(
  point: readonly [number, number],
  from: readonly [number, number],
  to: readonly [number, number],
): number {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const square = dx * dx + dy * dy;
  const along = square === 0 ? 0 : ((point[0] - from[0]) * dx + (point[1] - from[1]) * dy) / square;
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(point[0] - from[0] - t * dx, point[1] - from[1] - t * dy);
}
