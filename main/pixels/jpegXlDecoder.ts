import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { initSync, JxlImage } from 'jxl-oxide-wasm';
import { PNG } from 'pngjs';
import { raise } from '../domain/failure.ts';
import type { DecodedFrame, PixelHeader } from '../domain/pixelHeader.ts';
import { checkShape, frameOfCodec, type CodecShape } from './codecImage.ts';
import type { EncodedFrame, FrameDecoder, Readiness } from './frameDecoder.ts';
import { readJpegXlBits } from './jpegXlHeader.ts';
import { transferSyntaxesOf } from './transferSyntax.ts';

/** JPEG XL (ISO/IEC 18181), lossless, recompressed JPEG and lossy, to 16 bits, by jxl-oxide. */
export const jpegXlDecoder: FrameDecoder = {
  name: 'jxl-oxide',
  transferSyntaxUids: transferSyntaxesOf('jpeg-xl'),
  prepare: () => (loading ??= load()),
  decode: (frame) => Promise.resolve(decodeJpegXl(frame)),
};

let loading: Promise<Readiness> | null = null;

async function load(): Promise<Readiness> {
  try {
    const manifest = createRequire(import.meta.url).resolve('jxl-oxide-wasm/package.json');
    initSync({ module: await readFile(join(dirname(manifest), 'jxl_oxide_wasm_bg.wasm')) });
    return { kind: 'ready' };
  } catch (error) {
    loading = null;
    return { kind: 'unavailable', reason: `jxl-oxide-wasm does not load: ${String(error)}` };
  }
}

const losslessUid = '1.2.840.10008.1.2.4.110';

function decodeJpegXl({ header, bytes, transferSyntaxUid }: EncodedFrame): DecodedFrame {
  const bits = readJpegXlBits(bytes);
  const { shape, samples } = render(bytes, header, bits);
  const photometricInterpretation = header.samplesPerPixel === 3 ? 'RGB' : header.photometricInterpretation;
  const nature = { lossy: transferSyntaxUid !== losslessUid, signBits: bits };
  return frameOfCodec({ ...shape, data: samples }, { ...header, photometricInterpretation }, nature);
}

function render(
  bytes: Uint8Array,
  header: PixelHeader,
  bits: number,
): { readonly shape: CodecShape; readonly samples: Uint16Array } {
  const image = new JxlImage();
  try {
    image.feedBytes(bytes);
    if (!image.tryInit())
      return raise('PIXELS_TRUNCATED', 'The header of the JPEG XL stream is not complete.');
    const shape: CodecShape = {
      rows: image.height ?? 0,
      columns: image.width ?? 0,
      samplesPerPixel: header.samplesPerPixel,
      bits,
      signed: false,
    };
    checkShape(shape, header);
    if (!image.loaded) return raise('PIXELS_TRUNCATED', 'The JPEG XL stream is not complete.');
    return { shape, samples: samplesOfPng(image.render().encodeToPng(), shape) };
  } catch (error) {
    // jxl-oxide throws its error as text.
    if (typeof error === 'string') return raise('PIXELS_MALFORMED', 'The JPEG XL stream cannot be decoded.');
    throw error;
  } finally {
    image.free();
  }
}

/** The PNG is the decoder's only way out: 8 or 16 bits full scale, which is brought back to the depth of the stream. */
function samplesOfPng(bytes: Uint8Array, { samplesPerPixel, bits, rows, columns }: CodecShape): Uint16Array {
  const depth = bytes[24] ?? 0;
  const colour = ((bytes[25] ?? 0) & 2) !== 0;
  if (colour !== samplesPerPixel >= 3) {
    return raise(
      'PIXELS_MALFORMED',
      'The JPEG XL stream has another number of colours than the header says.',
    );
  }
  const rgba = PNG.sync.read(Buffer.from(bytes), { skipRescale: true }).data as ArrayLike<number>;
  const scale = (2 ** bits - 1) / (2 ** depth - 1);
  const samples = new Uint16Array(rows * columns * samplesPerPixel);
  let at = 0;
  for (let pixel = 0; pixel < rows * columns; pixel += 1) {
    for (let sample = 0; sample < samplesPerPixel; sample += 1, at += 1) {
      samples[at] = Math.round((rgba[4 * pixel + sample] ?? 0) * scale);
    }
  }
  return samples;
}
