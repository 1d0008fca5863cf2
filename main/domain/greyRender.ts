import { buildGreyLut, greyFunction, type GreyLut, type GreyPipeline } from './greyLut.ts';
import type { FrameData } from './pixelHeader.ts';

/**
 * Shows stored values as 8-bit grey, one byte a pixel, by a table that covers every value in `data`.
 * A value outside the table is a bug of the caller and shows as the table's nearest end.
 */
export function renderGreyByLut(data: ArrayLike<number>, lut: GreyLut, out: Uint8Array): void {
  const { grey, firstStored } = lut;
  const last = grey.length - 1;
  for (let index = 0; index < out.length; index += 1) {
    const entry = (data[index] ?? 0) - firstStored;
    out[index] = grey[entry < 0 ? 0 : entry > last ? last : entry] ?? 0;
  }
}

/** The table with its greys spread to opaque RGBA words, for a `Uint32Array` over the canvas' bytes (little endian). */
export function rgbaTable(lut: GreyLut): Uint32Array {
  return Uint32Array.from(lut.grey, (grey) => (0xff000000 | (grey << 16) | (grey << 8) | grey) >>> 0);
}

/** As `renderGreyByLut`, straight to RGBA: `table` is `rgbaTable(lut)`; one look-up a pixel. */
export function renderRgbaByTable(
  data: ArrayLike<number>,
  table: Uint32Array,
  firstStored: number,
  out: Uint32Array,
): void {
  const last = table.length - 1;
  for (let index = 0; index < out.length; index += 1) {
    const entry = (data[index] ?? 0) - firstStored;
    out[index] = table[entry < 0 ? 0 : entry > last ? last : entry] ?? 0;
  }
}

/** Shows any element type: by a table where the values are integers of at most 16 bits of span, else value by value. */
export function renderGrey(data: FrameData, pipeline: GreyPipeline): Uint8Array {
  const out = new Uint8Array(data.length);
  const range = data.length > 0 && !isFloat(data) ? valueRange(data) : null;
  if (range !== null && range.max - range.min < 65536) {
    renderGreyByLut(data, buildGreyLut(pipeline, range), out);
    return out;
  }
  const shade = greyFunction(pipeline);
  for (let index = 0; index < out.length; index += 1) out[index] = Math.floor(shade(data[index] ?? 0) + 0.5);
  return out;
}

/** Smallest and largest value; NaN is passed over; 0 and 0 where there is none. */
export function valueRange(data: ArrayLike<number>): { readonly min: number; readonly max: number } {
  let min = Infinity;
  let max = -Infinity;
  for (let index = 0; index < data.length; index += 1) {
    const value = data[index] ?? 0;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return min <= max ? { min, max } : { min: 0, max: 0 };
}

function isFloat(data: FrameData): boolean {
  return data instanceof Float32Array || data instanceof Float64Array;
}
