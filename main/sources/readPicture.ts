import { PNG } from 'pngjs';
import type { WrapPixels } from '../dicom/wrapping.ts';
import { AxialError, fail, raise, succeed, type Result } from '../domain/failure.ts';
import { flatten } from './flattenPicture.ts';
import { readJpeg } from './jpegPicture.ts';
import { readTiff } from './tiffPicture.ts';

/** What a file that is no DICOM turned out to be. */
export type WrappableKind = 'png' | 'jpeg' | 'tiff' | 'pdf';

/** Larger pictures are refused before they are decoded. */
const mostPixels = 100_000_000;

/** The kind of a file by its first bytes, whatever its name; null: none that can be wrapped. */
export function wrappableKindOf(bytes: Uint8Array): WrappableKind | null {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (head.startsWith('II*\0') || head.startsWith('MM\0*')) return 'tiff';
  return head.includes('%PDF-') ? 'pdf' : null;
}

/**
 * Decodes a picture to grey or RGB; a TIFF gives one for each page. Transparency is laid on white. All decoders are plain
 * JavaScript, and sizes are checked first, so a hostile file costs time and bounded memory.
 * Errors: `PIXELS_TOO_LARGE` above 100 megapixels, `PIXELS_UNSUPPORTED`, `PIXELS_MALFORMED`.
 */
export function readPicture(bytes: Uint8Array, kind: Exclude<WrappableKind, 'pdf'>): Result<WrapPixels[]> {
  try {
    switch (kind) {
      case 'png':
        return succeed([readPng(bytes)]);
      case 'jpeg':
        return succeed([readJpeg(bytes, checkSize)]);
      case 'tiff':
        return succeed(readTiff(bytes, checkSize));
    }
  } catch (error) {
    if (error instanceof AxialError) return { ok: false, failure: error.failure };
    return fail('PIXELS_MALFORMED', 'The picture cannot be decoded.');
  }
}

/** Throws where a picture has no size or too much of it. */
function checkSize(columns: number, rows: number): void {
  const isSize = (size: number): boolean => Number.isInteger(size) && size >= 1 && size <= 65_535;
  if (!isSize(columns) || !isSize(rows))
    raise('PIXELS_MALFORMED', 'The picture states no size that it can have.');
  if (columns * rows > mostPixels) raise('PIXELS_TOO_LARGE', 'The picture has more than 100 megapixels.');
}

/** PNG (ISO/IEC 15948): colour types 0 and 4 are grey; 16 bits are kept. */
function readPng(bytes: Uint8Array): WrapPixels {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const columns = view.getUint32(16);
  const rows = view.getUint32(20);
  checkSize(columns, rows);
  const deep = view.getUint8(24) === 16;
  const colourType = view.getUint8(25);
  const decoded = PNG.sync.read(Buffer.from(bytes), { skipRescale: true }) as { readonly data: unknown };
  const rgba = decoded.data instanceof Uint16Array ? decoded.data : (decoded.data as Uint8Array);
  const grey = colourType === 0 || colourType === 4;
  // With `skipRescale` shallow grey keeps its few bits: spread them over eight.
  const depth = view.getUint8(24);
  const scale = depth < 8 && colourType !== 3 ? 255 / (2 ** depth - 1) : 1;
  const data = flatten(rgba, { samples: grey ? 1 : 3, scale, white: deep ? 65_535 : 255 });
  return { rows, columns, samplesPerPixel: grey ? 1 : 3, data, lossy: false };
}
