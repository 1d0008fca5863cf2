import { raise } from '../domain/failure.ts';
import type { DecodedFrame } from '../domain/pixelHeader.ts';
import { checkShape, frameOfCodec, type CodecShape } from './codecImage.ts';
import { interleave } from './frameColour.ts';
import type { EncodedFrame, FrameDecoder } from './frameDecoder.ts';
import { samplesOf } from './codecSamples.ts';
import { transferSyntaxesOf } from './transferSyntax.ts';
import { feed, wasmCodec, type WasmDecoder } from './wasmCodec.ts';

interface CharlsModule {
  readonly HEAPU8: Uint8Array;
  readonly JpegLSDecoder: new () => WasmDecoder & { getInterleaveMode(): number };
}

const codec = wasmCodec<CharlsModule>({
  script: '@cornerstonejs/codec-charls/decodewasmjs',
  binary: '@cornerstonejs/codec-charls/decodewasm',
});

/** JPEG-LS, lossless and near-lossless (ISO/IEC 14495-1), by CharLS. */
export const jpegLsDecoder: FrameDecoder = {
  name: 'charls',
  transferSyntaxUids: transferSyntaxesOf('jpeg-ls'),
  prepare: () => codec.prepare(),
  decode: (frame) => decodeJpegLs(frame),
};

function decodeJpegLs({ header, bytes }: EncodedFrame): Promise<DecodedFrame> {
  const shape = readJpegLsHeader(bytes);
  checkShape(shape, header);
  return codec.run(({ JpegLSDecoder }) => {
    const decoder = new JpegLSDecoder();
    feed(decoder, bytes);
    decoder.decode();
    const samples = samplesOf(decoder.getDecodedBuffer(), shape);
    const planar = shape.samplesPerPixel > 1 && decoder.getInterleaveMode() === 0;
    decoder.delete();
    const data = planar ? interleaved(samples, shape.samplesPerPixel) : samples;
    return frameOfCodec({ ...shape, data }, header, { lossy: false, signBits: shape.bits });
  });
}

function interleaved<T extends Uint8Array | Uint16Array>(planes: T, samplesPerPixel: number): T {
  const out = planes.slice() as T;
  interleave(planes, out, samplesPerPixel);
  return out;
}

/** The SOF55 segment (ISO/IEC 14495-1 C.2.2). */
function readJpegLsHeader(bytes: Uint8Array): CodecShape {
  for (let at = 0; at + 11 < bytes.length; at += 1) {
    if (bytes[at] !== 0xff || bytes[at + 1] !== 0xf7) continue;
    const word = (offset: number): number => ((bytes[at + offset] ?? 0) << 8) | (bytes[at + offset + 1] ?? 0);
    return {
      bits: bytes[at + 4] ?? 0,
      rows: word(5),
      columns: word(7),
      samplesPerPixel: bytes[at + 9] ?? 0,
      signed: false,
    };
  }
  return raise('PIXELS_MALFORMED', 'The frame is no JPEG-LS stream.');
}
