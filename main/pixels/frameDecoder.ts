import type { DecodedFrame, PixelHeader } from '../domain/pixelHeader.ts';

/** One frame as it lies in the object: the bytes of the frame alone, fragments already joined. Crosses to a process as it is. */
export interface EncodedFrame {
  readonly header: PixelHeader;
  readonly transferSyntaxUid: string;
  readonly bytes: Uint8Array;
  /** Native 1-bit frames may begin inside a byte: the bit of the first pixel, 0 = least significant. 0 where not given. */
  readonly bitOffset?: number;
  /** Big-endian native frames: size of the unit whose bytes are swapped, by the VR of the pixel data. 1 where not given. */
  readonly swappedWordBytes?: 1 | 2 | 4 | 8;
}

/** Whether a decoder can run here, and in words why not. */
export type Readiness =
  | { readonly kind: 'ready' }
  | { readonly kind: 'unavailable'; readonly reason: string };

/**
 * A decoder plug-in. `decode` runs inside a decoder process; it throws `AxialError` for what it cannot decode and may
 * die: that costs one frame.
 */
export interface FrameDecoder {
  /** A short name for logs and for reports of what is installed: `openjpeg`. */
  readonly name: string;
  readonly transferSyntaxUids: readonly string[];
  /** Loads what it needs (a WASM module) and says whether it can run. Called before the first `decode`; cheap after that. */
  prepare(): Promise<Readiness>;
  decode(frame: EncodedFrame): Promise<DecodedFrame>;
}
