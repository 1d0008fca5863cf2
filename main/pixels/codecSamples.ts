import { raise } from '../domain/failure.ts';
import type { CodecShape } from './codecImage.ts';

type UnsignedSamples = Uint8Array | Uint16Array;
type Samples = UnsignedSamples | Int8Array | Int16Array | Int32Array | Uint32Array;

/**
 * A copy of a codec's output (little endian, one, two or four bytes a sample by its bits) as samples.
 * Throws `PIXELS_MALFORMED` where the codec gave another number than the stream declares.
 */
export function samplesOf(decoded: Uint8Array, shape: CodecShape): UnsignedSamples {
  const samples = signedSamplesOf(decoded, { ...shape, signed: false });
  if (samples instanceof Uint8Array || samples instanceof Uint16Array) return samples;
  return raise('PIXELS_UNSUPPORTED', `Streams of ${shape.bits} bits a sample are not supported.`);
}

/** As `samplesOf`, signed where the stream is and up to 32 bits. */
export function signedSamplesOf(decoded: Uint8Array, shape: CodecShape): Samples {
  const count = shape.rows * shape.columns * shape.samplesPerPixel;
  const sampleBytes = shape.bits <= 8 ? 1 : shape.bits <= 16 ? 2 : 4;
  if (decoded.length < count * sampleBytes) {
    return raise('PIXELS_MALFORMED', 'The decoder gave fewer samples than the stream declares.');
  }
  const { buffer } = decoded.slice(0, count * sampleBytes);
  if (sampleBytes === 1) return shape.signed ? new Int8Array(buffer) : new Uint8Array(buffer);
  if (sampleBytes === 2) return shape.signed ? new Int16Array(buffer) : new Uint16Array(buffer);
  return shape.signed ? new Int32Array(buffer) : new Uint32Array(buffer);
}
