import { fail, succeed, type Result } from '../domain/failure.ts';
import { elementsOf, typed } from './elementsOf.ts';
import { wrappedRecord } from './write/madeHere.ts';
import { writeDicom } from './writeDicom.ts';
import type { WrapPixels, WrapTarget } from './wrapping.ts';

export const secondaryCaptureStorage = '1.2.840.10008.5.1.4.1.1.7';

/**
 * A Secondary Capture image (PS3.3 A.8.1) of pixels that came as PNG, JPEG or TIFF. No spacing is written: nothing can
 * be measured in mm until someone calibrates it.
 * Errors: INVALID_INPUT where the pixels do not fit their rows and columns, or these are out of 1 to 65,535.
 */
export function wrapSecondaryCapture(target: WrapTarget, pixels: WrapPixels): Result<Uint8Array> {
  const { rows, columns, samplesPerPixel, data } = pixels;
  const isSized = [rows, columns].every((size) => Number.isInteger(size) && size >= 1 && size <= 65_535);
  if (!isSized || data.length !== rows * columns * samplesPerPixel) {
    return fail('INVALID_INPUT', 'The pixels do not fit their rows and columns.');
  }
  const bits = data.BYTES_PER_ELEMENT * 8;
  const elements = elementsOf({
    ...wrappedRecord(target, 'OT'),
    ImageType: ['DERIVED', 'SECONDARY'],
    PatientOrientation: null,
    SamplesPerPixel: samplesPerPixel,
    PhotometricInterpretation: samplesPerPixel === 1 ? 'MONOCHROME2' : 'RGB',
    ...(samplesPerPixel === 1 ? {} : { PlanarConfiguration: 0 }),
    Rows: rows,
    Columns: columns,
    BitsAllocated: bits,
    BitsStored: bits,
    HighBit: bits - 1,
    PixelRepresentation: 0,
    LossyImageCompression: pixels.lossy ? '01' : '00',
    PixelData: typed(bits === 8 ? 'OB' : 'OW', littleEndianBytes(data)),
  });
  return succeed(
    writeDicom({ sopClassUid: secondaryCaptureStorage, sopInstanceUid: target.sopInstanceUid, elements }),
  );
}

function littleEndianBytes(data: Uint8Array | Uint16Array): Uint8Array {
  if (data instanceof Uint8Array) return data;
  const bytes = new Uint8Array(data.length * 2);
  const view = new DataView(bytes.buffer);
  data.forEach((value, index) => view.setUint16(index * 2, value, true));
  return bytes;
}
