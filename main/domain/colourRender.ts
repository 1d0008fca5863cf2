/**
 * Shows interleaved colour as opaque RGBA words (little endian, for a `Uint32Array` over the canvas' bytes).
 * `bits` are the bits of a sample in use: more than 8 are shown by their highest 8. A fourth sample is passed over.
 */
export function renderRgb(
  data: ArrayLike<number>,
  { samplesPerPixel, bits }: { readonly samplesPerPixel: 3 | 4; readonly bits: number },
  out: Uint32Array,
): void {
  const divisor = 2 ** Math.max(bits - 8, 0);
  let at = 0;
  for (let index = 0; index < out.length; index += 1) {
    const red = ((data[at] ?? 0) / divisor) & 0xff;
    const green = ((data[at + 1] ?? 0) / divisor) & 0xff;
    const blue = ((data[at + 2] ?? 0) / divisor) & 0xff;
    out[index] = (0xff000000 | (blue << 16) | (green << 8) | red) >>> 0;
    at += samplesPerPixel;
  }
}
