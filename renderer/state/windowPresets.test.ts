import { describe, expect, it } from 'vitest';
import { orderPresets, swapPresets, windowPresets } from './windowPresets.ts';

describe('the window presets', () => {
  it('keep the order of the reader and append what it does not name', () => {
    const ordered = orderPresets(['bone', 'lung', 'bone', 'gone']);
    expect(ordered.slice(0, 2).map(({ id }) => id)).toEqual(['bone', 'lung']);
    expect(ordered).toHaveLength(windowPresets.length);
    expect(new Set(ordered).size).toBe(windowPresets.length);
  });

  it('exchange two places and nothing else', () => {
    const ids = swapPresets(windowPresets, 0, 1);
    expect(ids.slice(0, 2)).toEqual([windowPresets[1]?.id, windowPresets[0]?.id]);
    expect(ids.slice(2)).toEqual(windowPresets.slice(2).map(({ id }) => id));
    expect(swapPresets(windowPresets, 0, -1)).toEqual(windowPresets.map(({ id }) => id));
  });
});
