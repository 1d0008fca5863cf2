import { raise } from '../domain/failure.ts';
import type { PixelHeader } from '../domain/pixelHeader.ts';
import type { Readiness } from './frameDecoder.ts';
import type { JpegStream } from './jpeg/jpegStream.ts';
import { feed, wasmCodec, type WasmDecoder } from './wasmCodec.ts';

interface TurboModule {
  readonly HEAPU8: Uint8Array;
  readonly JPEGDecoder: new () => WasmDecoder;
}

const codec = wasmCodec<TurboModule>({
  script: '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs',
  binary: '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasm',
});

/** DCT JPEG of 8 bits, baseline and progressive, by libjpeg-turbo. */
export const turboCodec = {
  prepare: (): Promise<Readiness> => codec.prepare(),
  /** Interleaved grey or RGB samples. Throws `PIXELS_MALFORMED`. */
  decode: (bytes: Uint8Array, stream: JpegStream, header: PixelHeader): Promise<Uint8Array> =>
    codec.run(({ JPEGDecoder }) => {
      const decoder = new JPEGDecoder();
      feed(decoder, withColourTold(bytes, stream, header));
      decoder.decode();
      const info = decoder.getFrameInfo();
      const samples = decoder.getDecodedBuffer().slice();
      decoder.delete();
      if (samples.length !== info.width * info.height * stream.frame.components.length) {
        return raise(
          'PIXELS_MALFORMED',
          'The JPEG decoder gave another number of samples than the stream declares.',
        );
      }
      return samples;
    }),
};

/**
 * libjpeg guesses the colour of a stream without an Adobe marker from its component ids. The header knows better: for
 * RGB the stream gets an Adobe marker that says "not transformed" (PS3.5 8.2.1).
 */
function withColourTold(bytes: Uint8Array, stream: JpegStream, header: PixelHeader): Uint8Array {
  const colour = stream.frame.components.length === 3;
  if (!colour || stream.adobeTransform !== null || header.photometricInterpretation !== 'RGB') return bytes;
  const out = new Uint8Array(bytes.length + adobeUntransformed.length);
  out.set(bytes.subarray(0, stream.frameOffset));
  out.set(adobeUntransformed, stream.frameOffset);
  out.set(bytes.subarray(stream.frameOffset), stream.frameOffset + adobeUntransformed.length);
  return out;
}

/** APP14 `Adobe`, version 100, transform 0. */
const adobeUntransformed = Uint8Array.of(
  0xff,
  0xee,
  0,
  14,
  0x41,
  0x64,
  0x6f,
  0x62,
  0x65,
  0,
  100,
  0,
  0,
  0,
  0,
  0,
);
