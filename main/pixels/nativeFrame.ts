import { raise } from '../domain/failure.ts';
import type { DecodedFrame, FrameData, PixelHeader } from '../domain/pixelHeader.ts';
import { finishFrame, interleave, isSubsampled422, unpack422 } from './frameColour.ts';
import type { EncodedFrame } from './frameDecoder.ts';
import { allocateSamples, keepStoredBits } from './storedValues.ts';

/**
 * Unpacks an uncompressed frame (PS3.5 8.1.1, 8.2): 1, 8, 16, 32 bits, float and double, either byte order, planar or not.
 *
 * This runs in the calling process: it is a bounded copy through typed arrays, whose every access is checked, the output
 * is at most eight times the bytes that are really there (1-bit pixels become bytes), and nothing in the data can make it
 * loop. It is the path of most CT and MR and as fast as a copy: sending the frame to a process would cost more.
 * Throws `PIXELS_TRUNCATED` where bytes are missing, `PIXEL_HEADER_INVALID`, `PIXELS_UNSUPPORTED`.
 */
export function unpackNativeFrame(frame: EncodedFrame): DecodedFrame {
  const { header, bytes } = frame;
  const subsampled = isSubsampled422(header);
  if (subsampled && header.columns % 2 !== 0) {
    return raise('PIXEL_HEADER_INVALID', 'Subsampled colour needs an even number of columns.');
  }
  const samples = header.rows * header.columns * (subsampled ? 2 : header.samplesPerPixel);
  const bitOffset = frame.bitOffset ?? 0;
  const needed = Math.ceil((samples * header.bitsAllocated + bitOffset) / 8);
  if (bytes.length < needed) {
    return raise('PIXELS_TRUNCATED', `The frame has ${bytes.length} bytes where its header says ${needed}.`, {
      presentBytes: bytes.length,
      neededBytes: needed,
    });
  }
  const data = allocateSamples(header, samples);
  if (header.bitsAllocated === 1) unpackBits(bytes, bitOffset, data);
  else {
    const target = new Uint8Array(data.buffer);
    target.set(bytes.subarray(0, needed));
    swapWords(target, frame.swappedWordBytes ?? 1);
    keepStoredBits(data, header);
  }
  return finishFrame(ordered(data, header, subsampled), header);
}

function ordered(data: FrameData, header: PixelHeader, subsampled: boolean): FrameData {
  if (subsampled) return unpack422(data, header);
  if (!header.planar || header.samplesPerPixel === 1) return data;
  const out = allocateSamples(header, data.length);
  interleave(data, out, header.samplesPerPixel);
  return out;
}

/** One byte a pixel; the first pixel in the least significant bit (PS3.5 8.1.1). */
function unpackBits(bytes: Uint8Array, bitOffset: number, out: FrameData): void {
  for (let index = 0; index < out.length; index += 1) {
    const bit = index + bitOffset;
    out[index] = ((bytes[bit >> 3] ?? 0) >> (bit & 7)) & 1;
  }
}

function swapWords(bytes: Uint8Array, wordBytes: number): void {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length - (bytes.length % wordBytes));
  if (wordBytes === 2) view.swap16();
  else if (wordBytes === 4) view.swap32();
  else if (wordBytes === 8) view.swap64();
}
