import { raise } from '../domain/failure.ts';

/**
 * Bits of a sample of a JPEG XL codestream (ISO/IEC 18181-1 annex D: SizeHeader, ImageMetadata, BitDepth), bare or in its
 * container (18181-2). The decoder gives 8 or 16 bits whatever the stream has, so the depth has to be known to undo that.
 * Throws `PIXELS_MALFORMED`; `PIXELS_UNSUPPORTED` for float samples.
 */
export function readJpegXlBits(bytes: Uint8Array): number {
  const reader = new LsbReader(bytes, codestreamOffset(bytes) + 2);
  skipSize(reader);
  const allDefault = reader.bool();
  if (allDefault) return 8;
  const extraFields = reader.bool();
  if (extraFields) {
    reader.bits(3);
    if (reader.bool()) skipSize(reader);
    if (reader.bool()) skipPreview(reader);
    if (reader.bool()) skipAnimation(reader);
  }
  if (reader.bool()) return raise('PIXELS_UNSUPPORTED', 'JPEG XL with float samples is not supported.');
  return [8, 10, 12][reader.bits(2)] ?? 1 + reader.bits(6);
}

/** After `jxlc`, or the first `jxlp`, in the container; else at the start. */
function codestreamOffset(bytes: Uint8Array): number {
  if (bytes[0] === 0xff && bytes[1] === 0x0a) return 0;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at + 16 <= bytes.length;) {
    const kind = view.getUint32(at + 4);
    const short = view.getUint32(at);
    const head = short === 1 ? 16 : 8;
    if (kind === 0x6a786c63) return at + head;
    if (kind === 0x6a786c70) return at + head + 4;
    const length = short === 1 ? Number(view.getBigUint64(at + 8)) : short;
    if (length < head) break;
    at += length;
  }
  return raise('PIXELS_MALFORMED', 'The frame is no JPEG XL stream.');
}

/** Bits, least significant first, as all of JPEG XL. */
class LsbReader {
  readonly #bytes: Uint8Array;
  #bit: number;

  constructor(bytes: Uint8Array, offset: number) {
    this.#bytes = bytes;
    this.#bit = offset * 8;
  }

  bits(count: number): number {
    let value = 0;
    for (let index = 0; index < count; index += 1, this.#bit += 1) {
      const byte = this.#bytes[this.#bit >> 3];
      if (byte === undefined) raise('PIXELS_TRUNCATED', 'The header of the JPEG XL stream is not complete.');
      value += (((byte ?? 0) >> (this.#bit & 7)) & 1) * 2 ** index;
    }
    return value;
  }

  bool(): boolean {
    return this.bits(1) === 1;
  }

  /** U32 with four distributions, each the number of bits it reads. */
  choice(widths: readonly [number, number, number, number]): number {
    return this.bits(widths[this.bits(2) as 0 | 1 | 2 | 3]);
  }
}

function skipSize(reader: LsbReader): void {
  const small = reader.bool();
  if (small) reader.bits(5);
  else reader.choice([9, 13, 18, 30]);
  const ratio = reader.bits(3);
  if (ratio !== 0) return;
  if (small) reader.bits(5);
  else reader.choice([9, 13, 18, 30]);
}

function skipPreview(reader: LsbReader): void {
  const divisibleBy8 = reader.bool();
  const widths = divisibleBy8 ? ([0, 0, 5, 9] as const) : ([6, 8, 10, 12] as const);
  reader.choice(widths);
  if (reader.bits(3) === 0) reader.choice(widths);
}

function skipAnimation(reader: LsbReader): void {
  reader.choice([0, 0, 10, 30]);
  reader.choice([0, 0, 8, 10]);
  reader.choice([0, 3, 16, 32]);
  reader.bool();
}
