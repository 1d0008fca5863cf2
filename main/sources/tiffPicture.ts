import UTIF, { type IFD } from 'utif2';
import type { WrapPixels } from '../dicom/wrapping.ts';
import { raise } from '../domain/failure.ts';
import { flatten } from './flattenPicture.ts';

const bitsPerSample = 't258';
const compression = 't259';
const photometric = 't262';
const samplesPerPixel = 't277';
/** JPEG in TIFF: old style and new. */
const jpegCompressions = [6, 7];

/**
 * Every page of a TIFF (revision 6.0) as grey or RGB: 1 to 8 bits, and grey of 16 bits. Throws `PIXELS_UNSUPPORTED` for
 * others, and whatever the decoder does on bad data.
 */
export function readTiff(
  bytes: Uint8Array,
  checkSize: (columns: number, rows: number) => void,
): WrapPixels[] {
  const buffer = Buffer.from(bytes);
  const pages = UTIF.decode(buffer).filter((page) => numbersOf(page, 't256').length > 0);
  if (pages.length === 0) raise('PIXELS_MALFORMED', 'The picture has no pages.');
  return pages.map((page) => {
    checkSize(numbersOf(page, 't256')[0] ?? 0, numbersOf(page, 't257')[0] ?? 0);
    UTIF.decodeImage(buffer, page);
    return readPage(page);
  });
}

function readPage(page: IFD): WrapPixels {
  const { width: columns, height: rows } = page;
  const bits = numbersOf(page, bitsPerSample)[0] ?? 1;
  const grey =
    (numbersOf(page, photometric)[0] ?? 1) <= 1 && (numbersOf(page, samplesPerPixel)[0] ?? 1) === 1;
  const lossy = jpegCompressions.includes(numbersOf(page, compression)[0] ?? 1);
  if (bits === 16 && grey) {
    return { rows, columns, samplesPerPixel: 1, data: deepGrey(page), lossy };
  }
  if (bits > 8) raise('PIXELS_UNSUPPORTED', 'A TIFF of this depth cannot be wrapped.');
  const samples = grey ? 1 : 3;
  const data = flatten(UTIF.toRGBA8(page), { samples, scale: 1, white: 255 });
  return { rows, columns, samplesPerPixel: samples, data, lossy };
}

/** The decoder has made the samples little endian; 0 may mean white. */
function deepGrey(page: IFD): Uint16Array {
  const view = new DataView(page.data.buffer, page.data.byteOffset, page.data.byteLength);
  const whiteIsZero = numbersOf(page, photometric)[0] === 0;
  return Uint16Array.from({ length: page.width * page.height }, (_, index) => {
    const value = view.getUint16(index * 2, true);
    return whiteIsZero ? 65_535 - value : value;
  });
}

function numbersOf(page: IFD, tag: string): readonly number[] {
  const value = page[tag];
  return Array.isArray(value) ? value.filter((item): item is number => typeof item === 'number') : [];
}
