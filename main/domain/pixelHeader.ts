/** How the pixels of one object are laid out (PS3.3 C.7.6.3), read from its header and checked for contradictions. */
export interface PixelHeader {
  readonly rows: number;
  readonly columns: number;
  readonly samplesPerPixel: 1 | 3 | 4;
  /** Frames in the object, at least 1. */
  readonly frames: number;
  readonly bitsAllocated: 1 | 8 | 16 | 32 | 64;
  readonly bitsStored: number;
  readonly highBit: number;
  /** PixelRepresentation 1: two's complement. */
  readonly signed: boolean;
  /** `float` and `double` are FloatPixelData and DoubleFloatPixelData. */
  readonly numeric: 'integer' | 'float' | 'double';
  /** PlanarConfiguration 1: RRR GGG BBB in native data. */
  readonly planar: boolean;
  /** PhotometricInterpretation as written, upper case, trimmed. */
  readonly photometricInterpretation: string;
}

/** Element types that a decoded frame can have. */
export type FrameData =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

/**
 * One decoded frame: stored values, no rescale. Grey and palette: one sample a pixel (palette as indices);
 * colour: interleaved RGB, 8 or 16 bits (YBR already converted).
 */
export interface DecodedFrame {
  readonly rows: number;
  readonly columns: number;
  readonly samplesPerPixel: 1 | 3 | 4;
  /** MONOCHROME1, MONOCHROME2, PALETTE COLOR or RGB after decoding. */
  readonly photometricInterpretation: string;
  readonly data: FrameData;
}
