import type { FrameData } from '../../main/domain/pixelHeader.ts';
import type { DataType } from '../../preload/contract/values.ts';

/** One image as it lies in memory: rows of stored values (or rescaled ones of a volume), colour interleaved. */
export interface ImagePixels {
  readonly columns: number;
  readonly rows: number;
  readonly samplesPerPixel: 1 | 3 | 4;
  readonly data: FrameData;
  /** Smallest and largest value; what a grey table has to cover. */
  readonly range: { readonly min: number; readonly max: number };
}

const constructors = {
  u8: Uint8Array,
  i8: Int8Array,
  u16: Uint16Array,
  i16: Int16Array,
  u32: Uint32Array,
  i32: Int32Array,
  f32: Float32Array,
  f64: Float64Array,
} as const satisfies Record<DataType, unknown>;

/** Bytes of one element. */
export function elementBytes(dataType: DataType): number {
  return constructors[dataType].BYTES_PER_ELEMENT;
}

/** A view of little-endian bytes as their element type; `buffer` may be shared. A length that does not fit throws RangeError. */
export function viewOf(dataType: DataType, buffer: ArrayBufferLike): FrameData {
  return new constructors[dataType](buffer as ArrayBuffer);
}
