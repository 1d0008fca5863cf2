/** RGBA to grey or RGB on white. */
export function flatten(
  rgba: Uint8Array | Uint16Array,
  how: { readonly samples: 1 | 3; readonly scale: number; readonly white: number },
): Uint8Array | Uint16Array {
  const { samples, scale, white } = how;
  const pixels = rgba.length / 4;
  const data = white > 255 ? new Uint16Array(pixels * samples) : new Uint8Array(pixels * samples);
  for (let pixel = 0; pixel < pixels; pixel += 1) {
    const alpha = (rgba[pixel * 4 + 3] ?? white) / white;
    for (let sample = 0; sample < samples; sample += 1) {
      const value = (rgba[pixel * 4 + sample] ?? 0) * scale;
      data[pixel * samples + sample] = Math.round(value * alpha + white * (1 - alpha));
    }
  }
  return data;
}
