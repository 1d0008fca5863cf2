import { inflateRawSync } from 'node:zlib';
import { raise } from '../domain/failure.ts';
import type { FrameDecoder } from './frameDecoder.ts';
import { unpackNativeFrame } from './nativeFrame.ts';
import { transferSyntaxesOf } from './transferSyntax.ts';

/** Deflated Image Frame Compression (PS3.5 A.4.13): each frame a raw deflate stream of the native frame. */
export const deflatedFrameDecoder: FrameDecoder = {
  name: 'deflate',
  transferSyntaxUids: transferSyntaxesOf('deflated-frame'),
  prepare: () => Promise.resolve({ kind: 'ready' }),
  decode: (frame) => {
    const { rows, columns, samplesPerPixel, bitsAllocated } = frame.header;
    const nativeBytes = Math.ceil((rows * columns * samplesPerPixel * bitsAllocated) / 8);
    return Promise.resolve(unpackNativeFrame({ ...frame, bytes: inflated(frame.bytes, nativeBytes) }));
  },
};

/** A frame may be padded to even length; more than that is refused before it is held. */
function inflated(bytes: Uint8Array, nativeBytes: number): Uint8Array {
  try {
    return inflateRawSync(bytes, { maxOutputLength: nativeBytes + 1 });
  } catch {
    return raise('PIXELS_MALFORMED', 'The deflated frame does not inflate to the size its header says.');
  }
}
