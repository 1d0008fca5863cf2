import { raise } from '../domain/failure.ts';
import type { PixelHeader } from '../domain/pixelHeader.ts';
import { finishFrame } from './frameColour.ts';
import type { FrameDecoder } from './frameDecoder.ts';
import { allocateSamples, keepStoredBits } from './storedValues.ts';
import { transferSyntaxesOf } from './transferSyntax.ts';

/** RLE Lossless (PS3.5 annex G). */
export const rleDecoder: FrameDecoder = {
  name: 'rle',
  transferSyntaxUids: transferSyntaxesOf('rle'),
  prepare: () => Promise.resolve({ kind: 'ready' }),
  decode: ({ header, bytes }) => {
    const data = allocateSamples(header, header.rows * header.columns * header.samplesPerPixel);
    unpackSegments(bytes, header, new Uint8Array(data.buffer));
    keepStoredBits(data, header);
    return Promise.resolve(finishFrame(data, header));
  },
};

/** Segments hold one byte plane each: samples in order, of each the most significant byte first. */
function unpackSegments(bytes: Uint8Array, header: PixelHeader, out: Uint8Array): void {
  const sampleBytes = header.bitsAllocated / 8;
  if (!Number.isInteger(sampleBytes)) raise('PIXELS_UNSUPPORTED', 'RLE holds whole bytes only.');
  const offsets = segmentOffsets(bytes, header.samplesPerPixel * sampleBytes);
  const stride = header.samplesPerPixel * sampleBytes;
  offsets.forEach((offset, segment) => {
    const sample = Math.floor(segment / sampleBytes);
    const byteOfSample = sampleBytes - 1 - (segment % sampleBytes);
    const end = offsets[segment + 1] ?? bytes.length;
    unpackSegment(bytes.subarray(offset, end), out, sample * sampleBytes + byteOfSample, stride);
  });
}

function segmentOffsets(bytes: Uint8Array, expected: number): readonly number[] {
  if (bytes.length < 64) return raise('PIXELS_TRUNCATED', 'The RLE header of 64 bytes is not complete.');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const count = view.getUint32(0, true);
  if (count !== expected) {
    return raise(
      'PIXELS_MALFORMED',
      `The RLE frame has ${count} segments where its header needs ${expected}.`,
    );
  }
  const offsets = Array.from({ length: count }, (_, index) => view.getUint32(4 + 4 * index, true));
  const ascending = offsets.every(
    (offset, index) => offset >= (index === 0 ? 64 : (offsets[index - 1] ?? 0)),
  );
  if (!ascending || offsets.some((offset) => offset > bytes.length)) {
    return raise('PIXELS_MALFORMED', 'The RLE segments lie outside the frame.');
  }
  return offsets;
}

/** PackBits (annex G.3.2) into every `stride`-th byte of `out` from `start` on. What goes beyond the frame is dropped. */
function unpackSegment(segment: Uint8Array, out: Uint8Array, start: number, stride: number): void {
  let at = start;
  let from = 0;
  while (from < segment.length && at < out.length) {
    const control = segment[from] ?? 0;
    from += 1;
    if (control < 128) {
      const end = Math.min(from + control + 1, segment.length);
      for (; from < end && at < out.length; from += 1, at += stride) out[at] = segment[from] ?? 0;
    } else if (control > 128) {
      const value = segment[from] ?? 0;
      if (from >= segment.length) break;
      from += 1;
      for (let left = 257 - control; left > 0 && at < out.length; left -= 1, at += stride) out[at] = value;
    }
  }
  if (at < out.length) raise('PIXELS_TRUNCATED', 'An RLE segment ends before its frame is full.');
}
