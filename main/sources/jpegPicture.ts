import UTIF from 'utif2';
import type { WrapPixels } from '../dicom/wrapping.ts';
import { raise } from '../domain/failure.ts';

/** The decoder that utif2 carries for JPEG in TIFF (from pdf.js): baseline and progressive, 8 bits. */
interface JpegDecoder {
  readonly width: number;
  readonly height: number;
  parse(bytes: Uint8Array): void;
  getData(how: {
    readonly width: number;
    readonly height: number;
    readonly forceRGB: boolean;
    readonly isSourcePDF: boolean;
  }): Uint8ClampedArray;
}

const { JpegDecoder } = UTIF as unknown as { readonly JpegDecoder: new () => JpegDecoder };

/** A JPEG picture as grey or RGB. Throws `PIXELS_UNSUPPORTED` for CMYK, and whatever the decoder does on bad data. */
export function readJpeg(bytes: Uint8Array, checkSize: (columns: number, rows: number) => void): WrapPixels {
  const stated = statedSize(bytes);
  checkSize(stated.columns, stated.rows);
  const decoder = new JpegDecoder();
  decoder.parse(bytes);
  const { width: columns, height: rows } = decoder;
  const data = decoder.getData({ width: columns, height: rows, forceRGB: false, isSourcePDF: false });
  const samples = data.length / (columns * rows);
  if (samples !== 1 && samples !== 3)
    raise('PIXELS_UNSUPPORTED', 'Only grey and RGB pictures can be wrapped.');
  return {
    rows,
    columns,
    samplesPerPixel: samples,
    data: new Uint8Array(data.buffer, data.byteOffset, data.length),
    lossy: true,
  };
}

/** Rows and columns of the first start-of-frame segment (ITU-T T.81 B.2.2). */
function statedSize(bytes: Uint8Array): { readonly columns: number; readonly rows: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 2; at + 9 < bytes.length;) {
    const marker = view.getUint8(at + 1);
    if (view.getUint8(at) !== 0xff) break;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { rows: view.getUint16(at + 5), columns: view.getUint16(at + 7) };
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return raise('PIXELS_MALFORMED', 'The picture states no size.');
}
