import type { PixelHeader } from '../domain/pixelHeader.ts';
import type { EncodedFrame as FrameBytes, FrameSource } from '../dicom/frameSource.ts';
import type { EncodedFrame } from './frameDecoder.ts';

/** A frame as the dicom layer found it, as the decoders take it. */
export function encodedFrameOf(header: PixelHeader, source: FrameSource, frame: FrameBytes): EncodedFrame {
  const { transferSyntaxUid } = source;
  const { bytes, bitOffset } = frame;
  if (source.kind === 'encapsulated') return { header, transferSyntaxUid, bytes };
  const swappedWordBytes = source.byteOrder === 'big' ? source.wordBytes : 1;
  return { header, transferSyntaxUid, bytes, bitOffset, swappedWordBytes };
}
