import { raise } from '../../domain/failure.ts';
import { buildHuffmanTable, EntropyReader, type HuffmanTable } from './huffman.ts';
import { inverseDct } from './inverseDct.ts';
import type { JpegScan, JpegStream } from './jpegStream.ts';

/**
 * Decodes sequential Huffman DCT JPEG of 12 bits (ITU-T T.81 process 4), which libjpeg-turbo's 8-bit build cannot.
 * Components without subsampling, interleaved or a scan each; no colour transform. Samples 0 to 4095, interleaved.
 * Throws `PIXELS_MALFORMED`, `PIXELS_TRUNCATED`, `PIXELS_UNSUPPORTED`.
 */
export function decodeWideDctJpeg(bytes: Uint8Array, { frame, scans }: JpegStream): Uint16Array {
  const { components, rows, columns } = frame;
  if (
    components.some(({ horizontal, vertical }) => horizontal !== 1 || vertical !== 1) &&
    components.length > 1
  ) {
    return raise('PIXELS_UNSUPPORTED', 'JPEG of 12 bits with subsampled components is not supported.');
  }
  const out = new Uint16Array(rows * columns * components.length);
  const done = new Set<number>();
  for (const scan of scans) {
    decodeScan(bytes, scan, { rows, columns, stride: components.length, out }, (index) => {
      const table = scan.quant[components[index]?.quantTable ?? 0];
      return table ?? raise('PIXELS_MALFORMED', 'The JPEG stream uses a quantisation table that it lacks.');
    });
    for (const { index } of scan.components) done.add(index);
  }
  if (done.size < components.length) return raise('PIXELS_TRUNCATED', 'The JPEG stream lacks a scan.');
  return out;
}

interface Target {
  readonly rows: number;
  readonly columns: number;
  /** Samples a pixel in `out`. */
  readonly stride: number;
  readonly out: Uint16Array;
}

interface ComponentState {
  readonly index: number;
  readonly dc: HuffmanTable;
  readonly ac: HuffmanTable;
  readonly quant: Uint16Array;
  previousDc: number;
}

function decodeScan(
  bytes: Uint8Array,
  scan: JpegScan,
  target: Target,
  quantOf: (index: number) => Uint16Array,
): void {
  const states = scan.components.map(({ index, dc, ac }): ComponentState => ({
    index,
    dc: buildHuffmanTable(scan.huffman[dc]),
    ac: buildHuffmanTable(scan.huffman[4 + ac]),
    quant: quantOf(index),
    previousDc: 0,
  }));
  const reader = new EntropyReader(bytes, scan.dataOffset);
  const block = new Int32Array(64);
  const blockColumns = Math.ceil(target.columns / 8);
  const blocks = blockColumns * Math.ceil(target.rows / 8);
  for (let unit = 0; unit < blocks; unit += 1) {
    if (scan.restartInterval > 0 && unit > 0 && unit % scan.restartInterval === 0) {
      reader.restart();
      for (const state of states) state.previousDc = 0;
    }
    for (const state of states) {
      readBlock(reader, state, block);
      inverseDct(block);
      store(block, target, {
        index: state.index,
        top: 8 * Math.floor(unit / blockColumns),
        left: 8 * (unit % blockColumns),
      });
    }
    if (reader.exhausted) raise('PIXELS_TRUNCATED', 'The JPEG stream ends before its last block.');
  }
}

/** One block, dequantised, in natural order (F.2.2.1, F.2.2.2). */
function readBlock(reader: EntropyReader, state: ComponentState, block: Int32Array): void {
  const { quant } = state;
  block.fill(0);
  const category = reader.symbol(state.dc);
  if (category > 15) raise('PIXELS_MALFORMED', 'The JPEG stream holds a difference that is too large.');
  state.previousDc += reader.extended(category);
  block[0] = state.previousDc * (quant[0] ?? 0);
  for (let at = 1; at < 64; at += 1) {
    const symbol = reader.symbol(state.ac);
    const run = symbol >> 4;
    const size = symbol & 15;
    if (size === 0) {
      if (run !== 15) return;
      at += 15;
      continue;
    }
    at += run;
    const value = reader.extended(size);
    if (at > 63) raise('PIXELS_MALFORMED', 'A block of the JPEG stream has more than 64 coefficients.');
    block[naturalOrder[at] ?? 0] = value * (quant[at] ?? 0);
  }
}

function store(
  block: Int32Array,
  { rows, columns, stride, out }: Target,
  { index, top, left }: { readonly index: number; readonly top: number; readonly left: number },
): void {
  const height = Math.min(8, rows - top);
  const width = Math.min(8, columns - left);
  for (let y = 0; y < height; y += 1) {
    let at = ((top + y) * columns + left) * stride + index;
    for (let x = 0; x < width; x += 1, at += stride) out[at] = block[8 * y + x] ?? 0;
  }
}

/** Zigzag position to row-major position (figure A.6). */
const naturalOrder = Uint8Array.of(
  0,
  1,
  8,
  16,
  9,
  2,
  3,
  10,
  17,
  24,
  32,
  25,
  18,
  11,
  4,
  5,
  12,
  19,
  26,
  33,
  40,
  48,
  41,
  34,
  27,
  20,
  13,
  6,
  7,
  14,
  21,
  28,
  35,
  42,
  49,
  56,
  57,
  50,
  43,
  36,
  29,
  22,
  15,
  23,
  30,
  37,
  44,
  51,
  58,
  59,
  52,
  45,
  38,
  31,
  39,
  46,
  53,
  60,
  61,
  54,
  47,
  55,
  62,
  63,
);
