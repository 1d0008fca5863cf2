import { createHash } from 'node:crypto';
import type { FrameData } from '../domain/pixelHeader.ts';

/** What can be compared with another decoder's result. */
export interface FrameFacts {
  /** Null where the frame holds no number at all. */
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  /** First 32 hex digits of SHA-256 over the values as little-endian int32 (wrapping), float64 for float pixels. */
  readonly int32Sha256: string;
}

/** Facts over every sample of a frame. About 5 ns a sample and four (float: eight) bytes of memory for each. */
export function frameFacts(data: FrameData): FrameFacts {
  let min = Infinity;
  let max = -Infinity;
  let sum = 0;
  for (let index = 0; index < data.length; index += 1) {
    const value = data[index] ?? 0;
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value;
  }
  const hasNumbers = min <= max;
  return {
    min: hasNumbers ? min : null,
    max: hasNumbers ? max : null,
    mean: hasNumbers && Number.isFinite(sum) ? sum / data.length : null,
    int32Sha256: createHash('sha256').update(widened(data)).digest('hex').slice(0, 32),
  };
}

function widened(data: FrameData): Uint8Array {
  const isFloat = data instanceof Float32Array || data instanceof Float64Array;
  const wide = isFloat ? Float64Array.from(data) : Int32Array.from(data);
  return new Uint8Array(wide.buffer);
}
