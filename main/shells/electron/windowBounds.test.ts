import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeMemory } from './placeMemory.ts';
import { leastHeight, leastWidth, placeWindow, type Rectangle } from './windowBounds.ts';

const screen: Rectangle = { x: 0, y: 0, width: 1920, height: 1040 };
const second: Rectangle = { x: 1920, y: 0, width: 2560, height: 1400 };

describe('where the main window opens', () => {
  it('is where it was closed, on that display', () => {
    const saved = { bounds: { x: 2000, y: 100, width: 1200, height: 800 }, maximized: true };
    expect(placeWindow(saved, [screen, second])).toEqual(saved);
  });

  it('is the primary display when the one it stood on is gone', () => {
    const saved = { bounds: { x: 2000, y: 100, width: 1200, height: 800 }, maximized: false };
    expect(placeWindow(saved, [screen]).bounds).toEqual({ x: 160, y: 20, width: 1600, height: 1000 });
  });

  it('fills a small screen', () => {
    expect(placeWindow(null, [{ x: 0, y: 0, width: 1366, height: 728 }])).toEqual({
      bounds: { x: 0, y: 0, width: 1366, height: 728 },
      maximized: true,
    });
  });

  it('always lies inside one display, never smaller than can be read where there is room', () => {
    const rectangle = fc.record({
      x: fc.integer({ min: -5000, max: 5000 }),
      y: fc.integer({ min: -5000, max: 5000 }),
      width: fc.integer({ min: 1, max: 6000 }),
      height: fc.integer({ min: 1, max: 4000 }),
    });
    const place = fc.record({ bounds: rectangle, maximized: fc.boolean() });
    fc.assert(
      fc.property(fc.option(place), (saved) => {
        const { bounds } = placeWindow(saved, [screen, second]);
        const inside = [screen, second].some(
          (display) =>
            bounds.x >= display.x &&
            bounds.y >= display.y &&
            bounds.x + bounds.width <= display.x + display.width &&
            bounds.y + bounds.height <= display.y + display.height,
        );
        return inside && bounds.width >= leastWidth && bounds.height >= leastHeight;
      }),
    );
  });
});

describe('the memory of that place', () => {
  it('keeps it from run to run', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'axial-place-')), 'window.json');
    expect(placeMemory(file).recall()).toBeNull();
    const place = { bounds: { x: 1, y: 2, width: 1000, height: 700 }, maximized: false };
    placeMemory(file).keep(place);
    expect(placeMemory(file).recall()).toEqual(place);
  });

  it('takes a damaged file for none, and a folder that cannot be written for a small loss', () => {
    const folder = mkdtempSync(join(tmpdir(), 'axial-place-'));
    const file = join(folder, 'window.json');
    for (const text of [
      '',
      '{',
      '{"bounds":{"x":"1"}}',
      '{"bounds":{"x":1e99,"y":0,"width":1,"height":1},"maximized":false}',
    ]) {
      writeFileSync(file, text);
      expect(placeMemory(file).recall()).toBeNull();
    }
    placeMemory(join(folder, 'none', 'window.json')).keep({ bounds: screen, maximized: true });
  });
});
