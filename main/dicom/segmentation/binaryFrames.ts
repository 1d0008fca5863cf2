import { cross, dot, type Vec3 } from '../../domain/space.ts';
import { fail, succeed, type Result } from '../../domain/failure.ts';
import type { SegmentationInput } from '../segmentation.ts';

/** One frame to be written. */
export interface SegmentFrame {
  /** SegmentNumber as written, from 1. */
  readonly segmentNumber: number;
  /** Slice of the labelmap. */
  readonly slice: number;
  /** Rank of the slice along the normal, from 1: the index of the position dimension. */
  readonly positionIndex: number;
}

/**
 * Which frames there are (by segment, then along the normal) and their pixels, one bit each, the first in the lowest bit,
 * frames without padding between them (PS3.5 8.1.1). Cost: two passes over the labelmap.
 */
export function binaryFrames(
  input: Pick<SegmentationInput, 'labelmap' | 'segments' | 'slices' | 'orientation'>,
): Result<{ readonly frames: readonly SegmentFrame[]; readonly bytes: Uint8Array }> {
  const { labelmap, segments } = input;
  const [columns, rows, count] = labelmap.dims;
  const sliceSize = columns * rows;
  const present = Array.from({ length: count }, (_, slice) =>
    labelsIn(labelmap.data.subarray(slice * sliceSize, (slice + 1) * sliceSize)),
  );
  const known = new Set([0, ...segments.map(({ number }) => number)]);
  if (present.some((labels) => labels.some((there, label) => there === 1 && !known.has(label)))) {
    return fail('INVALID_INPUT', 'The labelmap holds a label that no segment describes.');
  }
  const order = slicesAlongNormal(input);
  const frames = segments.flatMap(({ number }, at) =>
    order.flatMap((slice, rank) =>
      present[slice]?.[number] === 1 ? [{ segmentNumber: at + 1, slice, positionIndex: rank + 1 }] : [],
    ),
  );
  if (frames.length === 0) return fail('NOTHING_FOUND');
  const bits = frames.length * sliceSize;
  const bytes = new Uint8Array(Math.ceil(bits / 16) * 2);
  for (const [index, { segmentNumber, slice }] of frames.entries()) {
    const label = segments[segmentNumber - 1]?.number ?? 0;
    const values = labelmap.data.subarray(slice * sliceSize, (slice + 1) * sliceSize);
    packBits(values, label, { bytes, firstBit: index * sliceSize });
  }
  return succeed({ frames, bytes });
}

/** Slice numbers in ascending position along row x column. */
export function slicesAlongNormal(
  input: Pick<SegmentationInput, 'slices' | 'orientation'>,
): readonly number[] {
  const [a, b, c, d, e, f] = input.orientation;
  const normal: Vec3 = cross([a, b, c], [d, e, f]);
  const heights = input.slices.map(({ positionLps }) => dot(positionLps, normal));
  return heights.map((_, slice) => slice).toSorted((p, q) => (heights[p] ?? 0) - (heights[q] ?? 0) || p - q);
}

/** 256 flags: which labels the slice holds. Runs of one label are written once: labelmaps are made of them. */
function labelsIn(values: Uint8Array): Uint8Array {
  const flags = new Uint8Array(256);
  let last = -1;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? 0;
    if (value === last) continue;
    flags[value] = 1;
    last = value;
  }
  return flags;
}

function packBits(
  values: Uint8Array,
  label: number,
  target: { readonly bytes: Uint8Array; readonly firstBit: number },
): void {
  const { bytes, firstBit } = target;
  const firstByte = Math.floor(firstBit / 8);
  const shift = firstBit % 8;
  for (let index = 0; index < values.length; index += 1) {
    if (values[index] !== label) continue;
    const bit = shift + index;
    const at = firstByte + (bit >>> 3);
    bytes[at] = (bytes[at] ?? 0) | (1 << (bit & 7));
  }
}
