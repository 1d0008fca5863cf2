/** Small JPEG encoders for tests: plain, slow, independent of the decoders they test. */

export interface LosslessImage {
  readonly rows: number;
  readonly columns: number;
  readonly components: number;
  /** 2 to 16. */
  readonly precision: number;
  /** 1 to 7. */
  readonly predictor: number;
  /** Low bits that are not stored. */
  readonly pointTransform: number;
  /** Rows between restart markers; 0: none. */
  readonly restartRows: number;
  /** One scan a component instead of one for all. */
  readonly separateScans: boolean;
  /** Interleaved. */
  readonly samples: readonly number[];
}

/** Lossless JPEG (T.81 annex H) with 17 Huffman codes of 5 bits. */
export function encodeLosslessJpeg(image: LosslessImage): Uint8Array {
  const { rows, columns, components, precision, restartRows } = image;
  const all = Array.from({ length: components }, (_, index) => index);
  const scans = image.separateScans ? all.map((index) => [index]) : [all];
  return Uint8Array.from([
    0xff,
    0xd8,
    ...segment(0xc3, [
      precision,
      ...word(rows),
      ...word(columns),
      components,
      ...all.flatMap((id) => [id, 0x11, 0]),
    ]),
    ...segment(0xc4, [
      0,
      0,
      0,
      0,
      0,
      17,
      ...Array<number>(11).fill(0),
      ...Array.from({ length: 17 }, (_, at) => at),
    ]),
    ...(restartRows > 0 ? segment(0xdd, word(restartRows * columns)) : []),
    ...scans.flatMap((scan) => [
      ...segment(0xda, [
        scan.length,
        ...scan.flatMap((id) => [id, 0]),
        image.predictor,
        0,
        image.pointTransform,
      ]),
      ...losslessData(image, scan),
    ]),
    0xff,
    0xd9,
  ]);
}

function losslessData(image: LosslessImage, scan: readonly number[]): readonly number[] {
  const { rows, columns, components, precision, predictor, pointTransform, restartRows, samples } = image;
  const at = (row: number, column: number, component: number): number =>
    (samples[(row * columns + column) * components + component] ?? 0) >> pointTransform;
  const bytes: number[] = [];
  let bits = bitWriter();
  for (let row = 0; row < rows; row += 1) {
    const restarts = restartRows > 0 && row > 0 && row % restartRows === 0;
    if (restarts) {
      bytes.push(...bits.end(), 0xff, 0xd0 + ((row / restartRows - 1) % 8));
      bits = bitWriter();
    }
    const isFirst = row === 0 || restarts;
    for (let column = 0; column < columns; column += 1) {
      for (const component of scan) {
        const a = column > 0 ? at(row, column - 1, component) : 0;
        const b = row > 0 ? at(row - 1, column, component) : 0;
        const c = row > 0 && column > 0 ? at(row - 1, column - 1, component) : 0;
        const inner =
          [0, a, b, c, a + b - c, a + ((b - c) >> 1), b + ((a - c) >> 1), (a + b) >> 1][predictor] ?? 0;
        const start = 2 ** (precision - pointTransform - 1);
        const predicted = isFirst ? (column === 0 ? start : a) : column === 0 ? b : inner;
        const modulo = (at(row, column, component) - predicted) & 0xffff;
        const difference = modulo > 32768 ? modulo - 65536 : modulo;
        const category = difference === 0 ? 0 : 32 - Math.clz32(Math.abs(difference));
        bits.put(category, 5);
        if (category < 16) bits.put(difference < 0 ? difference + 2 ** category - 1 : difference, category);
      }
    }
  }
  return [...bytes, ...bits.end()];
}

/** Sequential 12-bit DCT JPEG (T.81 process 4) of one component; every quantiser is `quantiser`. */
export function encodeWideDctJpeg(image: {
  readonly rows: number;
  readonly columns: number;
  readonly quantiser: number;
  /** 8x8 blocks between restart markers; 0: none. */
  readonly restartInterval: number;
  readonly samples: readonly number[];
}): Uint8Array {
  const { rows, columns, quantiser, restartInterval } = image;
  return Uint8Array.from([
    0xff,
    0xd8,
    ...segment(0xdb, [0, ...Array<number>(64).fill(quantiser)]),
    ...segment(0xc1, [12, ...word(rows), ...word(columns), 1, 1, 0x11, 0]),
    ...segment(0xc4, [
      0,
      0,
      0,
      0,
      0,
      16,
      ...Array<number>(11).fill(0),
      ...Array.from({ length: 16 }, (_, at) => at),
    ]),
    ...segment(0xc4, [0x10, ...Array<number>(7).fill(0), 255, ...Array<number>(8).fill(0), ...acSymbols]),
    ...(restartInterval > 0 ? segment(0xdd, word(restartInterval)) : []),
    ...segment(0xda, [1, 1, 0, 0, 63, 0]),
    ...dctData(image),
    0xff,
    0xd9,
  ]);
}

/** Every symbol but one that no coder uses. */
const acSymbols = Array.from({ length: 256 }, (_, symbol) => symbol).filter((symbol) => symbol !== 0x10);

function dctData({
  rows,
  columns,
  quantiser,
  restartInterval,
  samples,
}: Parameters<typeof encodeWideDctJpeg>[0]): readonly number[] {
  const bytes: number[] = [];
  let bits = bitWriter();
  let previous = 0;
  const across = Math.ceil(columns / 8);
  for (let block = 0; block < across * Math.ceil(rows / 8); block += 1) {
    if (restartInterval > 0 && block > 0 && block % restartInterval === 0) {
      bytes.push(...bits.end(), 0xff, 0xd0 + ((block / restartInterval - 1) % 8));
      bits = bitWriter();
      previous = 0;
    }
    const top = 8 * Math.floor(block / across);
    const left = 8 * (block % across);
    const value = (y: number, x: number): number =>
      (samples[Math.min(top + y, rows - 1) * columns + Math.min(left + x, columns - 1)] ?? 0) - 2048;
    const coefficients = zigzag.map((at) => Math.round(forwardDct(value, at >> 3, at & 7) / quantiser));
    const [dc = 0] = coefficients;
    putDifference(bits, dc - previous);
    previous = dc;
    putAc(bits, coefficients);
  }
  return [...bytes, ...bits.end()];
}

function putDifference(bits: BitWriter, difference: number): void {
  const category = difference === 0 ? 0 : 32 - Math.clz32(Math.abs(difference));
  bits.put(category, 5);
  bits.put(difference < 0 ? difference + 2 ** category - 1 : difference, category);
}

function putAc(bits: BitWriter, coefficients: readonly number[]): void {
  const putSymbol = (symbol: number): void => bits.put(acSymbols.indexOf(symbol), 8);
  const last = coefficients.findLastIndex((value) => value !== 0);
  let run = 0;
  for (let at = 1; at <= last; at += 1) {
    const value = coefficients[at] ?? 0;
    if (value === 0) {
      run += 1;
      continue;
    }
    for (; run > 15; run -= 16) putSymbol(0xf0);
    const category = 32 - Math.clz32(Math.abs(value));
    putSymbol(run * 16 + category);
    bits.put(value < 0 ? value + 2 ** category - 1 : value, category);
    run = 0;
  }
  if (last < 63) putSymbol(0);
}

/** By the definition (A.3.3). */
function forwardDct(value: (y: number, x: number) => number, v: number, u: number): number {
  let sum = 0;
  for (let y = 0; y < 8; y += 1) {
    for (let x = 0; x < 8; x += 1) {
      sum +=
        value(y, x) * Math.cos(((2 * x + 1) * u * Math.PI) / 16) * Math.cos(((2 * y + 1) * v * Math.PI) / 16);
    }
  }
  return (sum / 4) * (u === 0 ? Math.SQRT1_2 : 1) * (v === 0 ? Math.SQRT1_2 : 1);
}

/** Row-major positions along the zigzag, walked by its diagonals. */
const zigzag = Array.from({ length: 64 }, (_, at) => at).toSorted((a, b) => {
  const diagonal = (at: number): number => (at >> 3) + (at & 7);
  if (diagonal(a) !== diagonal(b)) return diagonal(a) - diagonal(b);
  return diagonal(a) % 2 === 0 ? (b >> 3) - (a >> 3) : (a >> 3) - (b >> 3);
});

interface BitWriter {
  put(value: number, count: number): void;
  /** Padded with ones, stuffed. */
  end(): readonly number[];
}

function bitWriter(): BitWriter {
  const bits: number[] = [];
  return {
    put: (value, count) => {
      for (let bit = count - 1; bit >= 0; bit -= 1) bits.push((value >> bit) & 1);
    },
    end: () => {
      while (bits.length % 8 !== 0) bits.push(1);
      const bytes: number[] = [];
      for (let at = 0; at < bits.length; at += 8) {
        const byte = bits.slice(at, at + 8).reduce((sum, bit) => sum * 2 + bit, 0);
        bytes.push(byte, ...(byte === 0xff ? [0] : []));
      }
      return bytes;
    },
  };
}

function segment(marker: number, content: readonly number[]): readonly number[] {
  return [0xff, marker, ...word(content.length + 2), ...content];
}

function word(value: number): readonly number[] {
  return [value >> 8, value & 0xff];
}
