import { raise } from '../domain/failure.ts';
import type { CodecShape } from './codecImage.ts';

/**
 * What the SIZ marker of a JPEG 2000 or HTJ2K codestream says (ISO/IEC 15444-1 A.5.1), bare or inside a JP2 file.
 * Throws `PIXELS_MALFORMED`, and `PIXELS_UNSUPPORTED` for subsampled components.
 */
export function readJpeg2000Header(bytes: Uint8Array): CodecShape {
  const siz = sizOffset(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const components = siz + 40 <= bytes.length ? view.getUint16(siz + 38) : 0;
  if (components < 1 || components > 4 || siz + 40 + 3 * components > bytes.length) {
    return raise('PIXELS_MALFORMED', 'The header of the JPEG 2000 stream is not complete.');
  }
  const precision = view.getUint8(siz + 40);
  for (let component = 0; component < components; component += 1) {
    const at = siz + 40 + 3 * component;
    if (view.getUint8(at + 1) !== 1 || view.getUint8(at + 2) !== 1) {
      return raise('PIXELS_UNSUPPORTED', 'JPEG 2000 with subsampled components is not supported.');
    }
    if (view.getUint8(at) !== precision) {
      return raise('PIXELS_UNSUPPORTED', 'JPEG 2000 with components of different depth is not supported.');
    }
  }
  return {
    columns: view.getUint32(siz + 6) - view.getUint32(siz + 14),
    rows: view.getUint32(siz + 10) - view.getUint32(siz + 18),
    samplesPerPixel: components,
    bits: (precision & 0x7f) + 1,
    signed: precision > 127,
  };
}

/**
 * Walks the tile-parts by their lengths (ISO/IEC 15444-1 A.4.2). OpenJPH shows what it has of a stream that is cut; half an
 * image that looks like one is worse than none. Throws `PIXELS_TRUNCATED`.
 */
export function checkTileParts(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const cut = (): never => raise('PIXELS_TRUNCATED', 'The JPEG 2000 stream is not complete.');
  let at = sizOffset(bytes);
  let hasTileParts = false;
  while (at + 12 <= bytes.length) {
    const marker = view.getUint16(at);
    if (marker === startOfTilePart) {
      const length = view.getUint32(at + 6);
      // 0: the last tile-part, as long as the stream.
      if (length === 0) return;
      if (length < 14 || at + length > bytes.length) cut();
      hasTileParts = true;
      at += length;
    } else if (hasTileParts || marker < 0xff00) {
      break;
    } else {
      at += 2 + view.getUint16(at + 2);
    }
  }
  // What follows is the end marker, which some writers leave out, and padding; never the head of another tile-part.
  const hasAnother = at + 2 <= bytes.length && view.getUint16(at) === startOfTilePart;
  if (!hasTileParts || hasAnother) cut();
}

/** Whether the codec undoes a colour transformation (COD, A.6.1): then its samples are RGB, whatever the header says. */
export function hasColourTransform(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = sizOffset(bytes); at + 9 <= bytes.length; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint16(at);
    if (marker === codingStyle) return view.getUint8(at + 8) === 1;
    if (marker === startOfTilePart || marker < 0xff00) break;
  }
  return false;
}

const codingStyle = 0xff52;
const startOfTilePart = 0xff90;

/** Where the SIZ marker begins: after SOC, at the start or inside a JP2 box. */
function sizOffset(bytes: Uint8Array): number {
  const limit = Math.min(bytes.length - 4, 4096);
  for (let at = 0; at <= limit; at += 1) {
    if (bytes[at] === 0xff && bytes[at + 1] === 0x4f && bytes[at + 2] === 0xff && bytes[at + 3] === 0x51)
      return at + 2;
  }
  return raise('PIXELS_MALFORMED', 'The frame is no JPEG 2000 stream.');
}
