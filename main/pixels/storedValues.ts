import { raise } from '../domain/failure.ts';
import type { FrameData, PixelHeader } from '../domain/pixelHeader.ts';

/** Bytes one sample takes when decoded: 1-bit samples become bytes. */
export function decodedSampleBytes(header: PixelHeader): number {
  return Math.max(1, header.bitsAllocated / 8);
}

/** Bytes of the decoded frame. */
export function decodedFrameBytes(header: PixelHeader): number {
  return header.rows * header.columns * header.samplesPerPixel * decodedSampleBytes(header);
}

/** An array of the header's element type for `length` samples; every value 0. */
export function allocateSamples(header: PixelHeader, length: number): FrameData {
  if (header.numeric === 'float') return new Float32Array(length);
  if (header.numeric === 'double') return new Float64Array(length);
  switch (header.bitsAllocated) {
    case 1:
      return new Uint8Array(length);
    case 8:
      return header.signed ? new Int8Array(length) : new Uint8Array(length);
    case 16:
      return header.signed ? new Int16Array(length) : new Uint16Array(length);
    case 32:
      return header.signed ? new Int32Array(length) : new Uint32Array(length);
    case 64:
      return raise('PIXELS_UNSUPPORTED', 'Integer pixels of 64 bits are not supported.');
  }
}

/**
 * Where the stored value lies in a sample. A HighBit that contradicts BitsStored is passed over, as the value then lies
 * at the bottom; BitsStored beyond BitsAllocated means all of them.
 */
export function valueBits(header: PixelHeader): { readonly bits: number; readonly shift: number } {
  const bits = Math.min(header.bitsStored, header.bitsAllocated);
  const fits = header.highBit >= bits - 1 && header.highBit < header.bitsAllocated;
  return { bits, shift: fits ? header.highBit + 1 - bits : 0 };
}

/**
 * Takes the stored value out of every sample in place: what lies above or below its bits (overlays of old, PS3.5 8.1.1)
 * is dropped, and the sign is carried up to the whole element.
 */
export function keepStoredBits(data: FrameData, header: PixelHeader): void {
  const { bits, shift } = valueBits(header);
  if (header.numeric !== 'integer' || bits === header.bitsAllocated) return;
  const left = 32 - bits - shift;
  const right = 32 - bits;
  if (header.signed) {
    for (let index = 0; index < data.length; index += 1) data[index] = ((data[index] ?? 0) << left) >> right;
  } else {
    for (let index = 0; index < data.length; index += 1) data[index] = ((data[index] ?? 0) << left) >>> right;
  }
}
