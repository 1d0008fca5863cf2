/**
 * Where the encoded frames of one object lie. Plain JSON, so that a catalog can keep it: with it one frame of a 2 GB
 * object is fetched without reading its header again. Offsets count in the stored object, or in `DicomFile.bytes` where
 * the object was inflated.
 */
export type FrameSource = NativeFrames | EncapsulatedFrames;

export interface NativeFrames {
  readonly kind: 'native';
  readonly transferSyntaxUid: string;
  readonly frames: number;
  readonly offset: number;
  /** Size of a frame in bits: rows x columns x samples x BitsAllocated (YBR_FULL_422: two samples a pixel). */
  readonly frameBits: number;
  /** Bytes of pixel data that are there. */
  readonly availableBytes: number;
  /** `big`: samples over one byte must be swapped. */
  readonly byteOrder: 'little' | 'big';
  /** Size of the unit that `byteOrder` swaps: 1 for OB, 2 for OW, 4 for OF, 8 for OD. */
  readonly wordBytes: 1 | 2 | 4 | 8;
  /** The offsets count in the inflated data set. */
  readonly inflated: boolean;
}

export interface EncapsulatedFrames {
  readonly kind: 'encapsulated';
  readonly transferSyntaxUid: string;
  readonly frames: number;
  /** Of each frame found, the offset and length of each fragment's value: `[offset, length, offset, length, …]`. */
  readonly fragments: readonly (readonly number[])[] | null;
  /**
   * With an offset table: where each frame's first item header lies, and at the end where the last frame stops
   * (null: unknown, read until the delimiter). Null where `fragments` is given.
   */
  readonly starts: readonly number[] | null;
  readonly end: number | null;
  /** Length in bytes of each frame by the Extended Offset Table; null without one. */
  readonly lengths: readonly number[] | null;
  /** Where the object ends. */
  readonly sizeBytes: number;
  readonly inflated: boolean;
}

export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

/** One encoded frame. */
export interface EncodedFrame {
  /** The bytes: of a native frame, or the frame's fragments joined. */
  readonly bytes: Uint8Array;
  /** Native 1-bit frames may begin inside a byte: the bit of the first pixel in `bytes[0]`, 0 = least significant. */
  readonly bitOffset: number;
}
