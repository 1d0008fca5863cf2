/**
 * YBR_FULL to RGB in place (PS3.3 C.7.6.3.1.2, the inverse of its equations): interleaved triples of `bits` bits,
 * chroma centred on half the range; rounded half up and kept within the range.
 */
export function ybrFullToRgb(samples: Uint8Array | Uint16Array, bits: number): void {
  const largest = 2 ** bits - 1;
  const middle = 2 ** (bits - 1);
  for (let at = 0; at + 2 < samples.length; at += 3) {
    const y = samples[at] ?? 0;
    const b = (samples[at + 1] ?? 0) - middle;
    const r = (samples[at + 2] ?? 0) - middle;
    samples[at] = toRange(y + redOfR * r, largest);
    samples[at + 1] = toRange(y - greenOfB * b - greenOfR * r, largest);
    samples[at + 2] = toRange(y + blueOfB * b, largest);
  }
}

/**
 * YBR_PARTIAL to RGB in place: ITU-R BT.601 studio range, Y 16..235 and chroma 16..240, scaled to `bits` bits
 * (PS3.3 C.7.6.3.1.2, YBR_PARTIAL_420 and the retired YBR_PARTIAL_422).
 */
export function ybrPartialToRgb(samples: Uint8Array | Uint16Array, bits: number): void {
  const largest = 2 ** bits - 1;
  const unit = 2 ** (bits - 8);
  const lumaGain = largest / (219 * unit);
  const chromaGain = largest / (224 * unit);
  for (let at = 0; at + 2 < samples.length; at += 3) {
    const y = ((samples[at] ?? 0) - 16 * unit) * lumaGain;
    const b = ((samples[at + 1] ?? 0) - 128 * unit) * chromaGain;
    const r = ((samples[at + 2] ?? 0) - 128 * unit) * chromaGain;
    samples[at] = toRange(y + redOfR * r, largest);
    samples[at + 1] = toRange(y - greenOfB * b - greenOfR * r, largest);
    samples[at + 2] = toRange(y + blueOfB * b, largest);
  }
}

/**
 * Native 4:2:2 (Y Y Cb Cr for every two pixels of a row) to interleaved triples, chroma repeated
 * (PS3.3 C.7.6.3.1.2, YBR_FULL_422). `columns` is even.
 */
export function expand422<T extends Uint8Array | Uint16Array>(samples: T, out: T): void {
  let from = 0;
  for (let at = 0; at + 5 < out.length; at += 6) {
    const b = samples[from + 2] ?? 0;
    const r = samples[from + 3] ?? 0;
    out[at] = samples[from] ?? 0;
    out[at + 1] = b;
    out[at + 2] = r;
    out[at + 3] = samples[from + 1] ?? 0;
    out[at + 4] = b;
    out[at + 5] = r;
    from += 4;
  }
}

const redOfR = 1.402;
const blueOfB = 1.772;
const greenOfB = (0.114 * 1.772) / 0.587;
const greenOfR = (0.299 * 1.402) / 0.587;

function toRange(value: number, largest: number): number {
  return value <= 0 ? 0 : value >= largest ? largest : Math.floor(value + 0.5);
}
