import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paletteTable } from './colourPalette.ts';
import { renderRgb } from './colourRender.ts';
import { expand422, ybrFullToRgb, ybrPartialToRgb } from './colourYbr.ts';
import { renderRgbaByTable } from './greyRender.ts';

describe('YBR', () => {
  test('FULL gives the primaries of PS3.3 C.7.6.3.1.2 back', () => {
    // Y, Cb, Cr of red, green, blue, white, black by the equations of the standard, rounded.
    const samples = Uint8Array.of(76, 85, 255, 150, 44, 21, 29, 255, 107, 255, 128, 128, 0, 128, 128);
    ybrFullToRgb(samples, 8);
    expect([...samples]).toEqual([254, 0, 0, 0, 255, 1, 0, 0, 254, 255, 255, 255, 0, 0, 0]);
  });

  test('FULL undoes the forward transformation within rounding', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(byte, byte, byte, (r, g, b) => {
        const y = 0.299 * r + 0.587 * g + 0.114 * b;
        const ybr = [
          y,
          128 - 0.168736 * r - 0.331264 * g + 0.5 * b,
          128 + 0.5 * r - 0.418688 * g - 0.081312 * b,
        ];
        const samples = Uint8Array.from(ybr, (value) => Math.min(255, Math.round(value)));
        ybrFullToRgb(samples, 8);
        [r, g, b].forEach((value, index) =>
          expect(Math.abs(value - (samples[index] ?? 0))).toBeLessThanOrEqual(2),
        );
      }),
    );
  });

  test('PARTIAL has black at 16 and white at 235', () => {
    const samples = Uint8Array.of(16, 128, 128, 235, 128, 128, 81, 90, 240, 255, 128, 128);
    ybrPartialToRgb(samples, 8);
    expect([...samples]).toEqual([0, 0, 0, 255, 255, 255, 254, 0, 0, 255, 255, 255]);
  });

  test('422 repeats the chroma of every two pixels', () => {
    const out = new Uint8Array(12);
    expand422(Uint8Array.of(1, 2, 50, 60, 3, 4, 70, 80), out);
    expect([...out]).toEqual([1, 50, 60, 2, 50, 60, 3, 70, 80, 4, 70, 80]);
  });
});

describe('palettes', () => {
  const table = (firstInput: number, bits: number, ...entries: readonly number[]) => ({
    firstInput,
    bits,
    entries: Uint16Array.from(entries),
  });

  test('show 16-bit entries by their high byte, the ends beyond the tables', () => {
    const palette = {
      red: table(-1, 16, 0x0000, 0x8000, 0xff00),
      green: table(-1, 16, 0x1000, 0x2000, 0x3000),
      blue: table(-1, 16, 0xffff, 0x00ff, 0x0100),
    };
    const { firstStored, table: rgba } = paletteTable(palette);
    const out = new Uint32Array(5);
    renderRgbaByTable(Int16Array.of(-5, -1, 0, 1, 9), rgba, firstStored, out);
    const pixels = [...out].map((word) => [word & 255, (word >> 8) & 255, (word >> 16) & 255, word >>> 24]);
    expect(pixels).toEqual([
      [0, 0x10, 0xff, 255],
      [0, 0x10, 0xff, 255],
      [0x80, 0x20, 0, 255],
      [0xff, 0x30, 1, 255],
      [0xff, 0x30, 1, 255],
    ]);
  });

  test('show entries that use the low byte only by that', () => {
    const own = table(0, 16, 0, 128, 255);
    const { table: rgba } = paletteTable({ red: own, green: own, blue: own });
    expect([...rgba].map((word) => word & 255)).toEqual([0, 128, 255]);
  });
});

test('colour of more than 8 bits is shown by its highest 8', () => {
  const out = new Uint32Array(1);
  renderRgb(Uint16Array.of(0xffff, 0x8000, 0x00ff), { samplesPerPixel: 3, bits: 16 }, out);
  expect([...new Uint8Array(out.buffer)]).toEqual([255, 128, 0, 255]);
  renderRgb(Uint8Array.of(1, 2, 3, 9), { samplesPerPixel: 4, bits: 8 }, out);
  expect([...new Uint8Array(out.buffer)]).toEqual([1, 2, 3, 255]);
});
