import { raise } from '../domain/failure.ts';
import type { DecodedFrame, PixelHeader } from '../domain/pixelHeader.ts';
import { checkShape, frameOfCodec, type CodecShape } from './codecImage.ts';
import type { EncodedFrame, FrameDecoder } from './frameDecoder.ts';
import { decodeLosslessJpeg } from './jpeg/losslessJpeg.ts';
import { readJpegStream, type JpegStream } from './jpeg/jpegStream.ts';
import { decodeWideDctJpeg } from './jpeg/wideDctJpeg.ts';
import { turboCodec } from './jpegTurbo.ts';
import { transferSyntaxesOf } from './transferSyntax.ts';

/**
 * JPEG, whichever process the stream says (PS3.5 8.2.1; devices put one under the other's transfer syntax): DCT of 8 bits
 * by libjpeg-turbo, DCT of 12 bits and lossless by our own decoders.
 */
export const jpegDecoder: FrameDecoder = {
  name: 'jpeg',
  transferSyntaxUids: transferSyntaxesOf('jpeg'),
  prepare: () => turboCodec.prepare(),
  decode: (frame) => decodeJpeg(frame),
};

async function decodeJpeg({ header, bytes }: EncodedFrame): Promise<DecodedFrame> {
  const stream = readJpegStream(bytes);
  const { process, precision } = stream.frame;
  const shape = shapeOf(stream);
  checkShape(shape, header);
  if (process === 3) {
    const nature = { lossy: false, signBits: header.bitsStored };
    return frameOfCodec({ ...shape, data: decodeLosslessJpeg(bytes, stream) }, header, nature);
  }
  if (process <= 2 && precision === 8) {
    const data = await turboCodec.decode(bytes, stream, header);
    return frameOfCodec({ ...shape, data }, rgbWhereColour(header), {
      lossy: true,
      signBits: header.bitsStored,
    });
  }
  if (process <= 1 && precision === 12) {
    const data = decodeWideDctJpeg(bytes, stream);
    return frameOfCodec({ ...shape, data }, header, { lossy: true, signBits: header.bitsStored });
  }
  return raise('PIXELS_UNSUPPORTED', `JPEG process SOF${process} with ${precision} bits is not supported.`, {
    process,
    precision,
  });
}

function shapeOf({ frame }: JpegStream): CodecShape {
  return {
    rows: frame.rows,
    columns: frame.columns,
    samplesPerPixel: frame.components.length,
    bits: frame.precision,
    signed: false,
  };
}

/** libjpeg-turbo has made the colour RGB already. */
function rgbWhereColour(header: PixelHeader): PixelHeader {
  return header.samplesPerPixel === 3
    ? { ...header, photometricInterpretation: 'RGB', planar: false }
    : header;
}
