import type { DecodedFrame } from '../domain/pixelHeader.ts';
import { checkShape, frameOfCodec } from './codecImage.ts';
import { signedSamplesOf } from './codecSamples.ts';
import type { EncodedFrame, FrameDecoder } from './frameDecoder.ts';
import { checkTileParts, hasColourTransform, readJpeg2000Header } from './jpeg2000Header.ts';
import { transferSyntaxesOf } from './transferSyntax.ts';
import { feed, wasmCodec, type WasmDecoder } from './wasmCodec.ts';

interface OpenJpegModule {
  readonly HEAPU8: Uint8Array;
  readonly J2KDecoder: new () => WasmDecoder;
}

interface OpenJphModule {
  readonly HEAPU8: Uint8Array;
  readonly HTJ2KDecoder: new () => WasmDecoder;
}

const openJpeg = wasmCodec<OpenJpegModule>({
  script: '@cornerstonejs/codec-openjpeg/decodewasmjs',
  binary: '@cornerstonejs/codec-openjpeg/decodewasm',
});

const openJph = wasmCodec<OpenJphModule>({
  script: '@cornerstonejs/codec-openjph/wasmjs',
  binary: '@cornerstonejs/codec-openjph/wasm',
});

/** JPEG 2000 (ISO/IEC 15444-1) by OpenJPEG; colour comes as RGB. */
export const jpeg2000Decoder: FrameDecoder = {
  name: 'openjpeg',
  transferSyntaxUids: transferSyntaxesOf('jpeg-2000'),
  prepare: () => openJpeg.prepare(),
  decode: async (frame) => openJpeg.run(({ J2KDecoder }) => decodeWith(new J2KDecoder(), frame)),
};

/** High-throughput JPEG 2000 (ISO/IEC 15444-15) by OpenJPH; colour comes as RGB. */
export const htj2kDecoder: FrameDecoder = {
  name: 'openjph',
  transferSyntaxUids: transferSyntaxesOf('htj2k'),
  prepare: () => openJph.prepare(),
  decode: async (frame) => openJph.run(({ HTJ2KDecoder }) => decodeWith(new HTJ2KDecoder(), frame)),
};

/** Of these the stored bits are kept exactly; what lossy streams overshoot is kept in range. */
const losslessUids = ['90', '92', '201', '202'].map((last) => `1.2.840.10008.1.2.4.${last}`);

function decodeWith(decoder: WasmDecoder, { header, bytes, transferSyntaxUid }: EncodedFrame): DecodedFrame {
  const shape = readJpeg2000Header(bytes);
  checkShape(shape, header);
  checkTileParts(bytes);
  feed(decoder, bytes);
  decoder.decode();
  const data = signedSamplesOf(decoder.getDecodedBuffer(), shape);
  decoder.delete();
  const isRgb = shape.samplesPerPixel === 3 && hasColourTransform(bytes);
  const told = isRgb ? { ...header, photometricInterpretation: 'RGB' } : header;
  return frameOfCodec({ ...shape, data }, told, {
    lossy: !losslessUids.includes(transferSyntaxUid),
    signBits: shape.bits,
  });
}
