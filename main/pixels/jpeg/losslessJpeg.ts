import { raise } from '../../domain/failure.ts';
import { buildHuffmanTable, EntropyReader, type HuffmanTable } from './huffman.ts';
import type { JpegScan, JpegStream } from './jpegStream.ts';

/**
 * Decodes lossless Huffman JPEG (ITU-T T.81 annex H, process 14, every predictor, 2 to 16 bits, point transform,
 * restarts, interleaved or a scan a component). Samples come interleaved, as unsigned values of the stream's precision.
 * About 10 ns a sample. Throws `PIXELS_MALFORMED`, `PIXELS_TRUNCATED`, `PIXELS_UNSUPPORTED`.
 */
export function decodeLosslessJpeg(bytes: Uint8Array, { frame, scans }: JpegStream): Uint16Array {
  const { components, rows, columns, precision } = frame;
  if (components.some(({ horizontal, vertical }) => horizontal !== 1 || vertical !== 1)) {
    return raise('PIXELS_UNSUPPORTED', 'Lossless JPEG with subsampled components is not supported.');
  }
  if (precision < 2 || precision > 16)
    return raise('PIXELS_MALFORMED', 'Lossless JPEG has 2 to 16 bits a sample.');
  const out = new Uint16Array(rows * columns * components.length);
  const done = new Set<number>();
  for (const scan of scans) {
    decodeScan({ bytes, scan, rows, columns, precision, stride: components.length, out });
    for (const { index } of scan.components) done.add(index);
  }
  if (done.size < components.length) return raise('PIXELS_TRUNCATED', 'The JPEG stream lacks a scan.');
  return out;
}

interface ScanJob {
  readonly bytes: Uint8Array;
  readonly scan: JpegScan;
  readonly rows: number;
  readonly columns: number;
  readonly precision: number;
  /** Samples a pixel in `out`. */
  readonly stride: number;
  readonly out: Uint16Array;
}

function decodeScan({ bytes, scan, rows, columns, precision, stride, out }: ScanJob): void {
  const { pointTransform, restartInterval } = scan;
  if (restartInterval % columns !== 0) {
    raise('PIXELS_UNSUPPORTED', 'Lossless JPEG has to restart at the beginning of a row.');
  }
  const restartRows = restartInterval / columns;
  const tables = scan.components.map(({ dc }) => buildHuffmanTable(scan.huffman[dc]));
  const reader = new EntropyReader(bytes, scan.dataOffset);
  const initial = 1 << (precision - pointTransform - 1);
  for (let row = 0; row < rows; row += 1) {
    const first = restartRows > 0 && row % restartRows === 0;
    if (first && row > 0) reader.restart();
    const job: RowJob = {
      reader,
      tables,
      scan,
      row,
      columns,
      stride,
      out,
      initial: first || row === 0 ? initial : null,
    };
    decodeRow(job);
    if (reader.exhausted) raise('PIXELS_TRUNCATED', 'The JPEG stream ends before its last row.');
  }
  if (pointTransform > 0) {
    for (const { index } of scan.components) {
      for (let at = index; at < out.length; at += stride) out[at] = (out[at] ?? 0) << pointTransform;
    }
  }
}

interface RowJob {
  readonly reader: EntropyReader;
  readonly tables: readonly HuffmanTable[];
  readonly scan: JpegScan;
  readonly row: number;
  readonly columns: number;
  readonly stride: number;
  readonly out: Uint16Array;
  /** First prediction of a first row (H.1.2.1); null in every other row. */
  readonly initial: number | null;
}

function decodeRow({ reader, tables, scan, row, columns, stride, out, initial }: RowJob): void {
  const { spectralStart: predictor, components } = scan;
  const pitch = columns * stride;
  for (let column = 0; column < columns; column += 1) {
    for (let own = 0; own < components.length; own += 1) {
      const at = row * pitch + column * stride + (components[own]?.index ?? 0);
      const category = reader.symbol(tables[own] as HuffmanTable);
      // Category 16 is 32768 and has no further bits (H.1.2.2).
      const difference = category >= 16 ? 32768 : reader.extended(category);
      out[at] = prediction(out, at, { column, stride, pitch, predictor, initial }) + difference;
    }
  }
}

interface Neighbourhood {
  readonly column: number;
  readonly stride: number;
  readonly pitch: number;
  readonly predictor: number;
  readonly initial: number | null;
}

/** Table H.1, with the rules for first row and column (H.1.2.1). */
function prediction(
  out: Uint16Array,
  at: number,
  { column, stride, pitch, predictor, initial }: Neighbourhood,
): number {
  if (initial !== null) return column === 0 ? initial : (out[at - stride] ?? 0);
  const above = out[at - pitch] ?? 0;
  if (column === 0) return above;
  const left = out[at - stride] ?? 0;
  if (predictor === 1) return left;
  const corner = out[at - pitch - stride] ?? 0;
  switch (predictor) {
    case 2:
      return above;
    case 3:
      return corner;
    case 4:
      return left + above - corner;
    case 5:
      return left + ((above - corner) >> 1);
    case 6:
      return above + ((left - corner) >> 1);
    case 7:
      return (left + above) >> 1;
    default:
      return raise('PIXELS_MALFORMED', 'The JPEG stream names a predictor that does not exist.');
  }
}
