import { fail, succeed, type Result } from './failure.ts';

/** One run of equal change along i: `length` voxels from offset `start` went from label `before` to `after`. */
export interface LabelRun {
  readonly start: number;
  readonly length: number;
  readonly before: number;
  readonly after: number;
}

/** A change of a labelmap: runs in ascending order that do not overlap. It knows both ends, so that it can be undone. */
export type LabelDelta = readonly LabelRun[];

/** What turns one labelmap into another of the same size; `before` null means an empty one. Linear in voxels. */
export function labelDeltaBetween(before: Uint8Array | null, after: Uint8Array): LabelDelta {
  const runs: LabelRun[] = [];
  const old = (offset: number): number => before?.[offset] ?? 0;
  for (let offset = 0; offset < after.length; offset += 1) {
    const from = old(offset);
    const to = after[offset] ?? 0;
    if (from === to) continue;
    const start = offset;
    while (offset + 1 < after.length && old(offset + 1) === from && after[offset + 1] === to) offset += 1;
    runs.push({ start, length: offset + 1 - start, before: from, after: to });
  }
  return runs;
}

/** Writes the change into a labelmap. */
export function applyLabelDelta(labels: Uint8Array, delta: LabelDelta): void {
  for (const { start, length, after } of delta) labels.fill(after, start, start + length);
}

/** The change that takes this one back. */
export function invertLabelDelta(delta: LabelDelta): LabelDelta {
  return delta.map(({ start, length, before, after }) => ({ start, length, before: after, after: before }));
}

/** Marks the encoding, so that another one can follow it. */
const formatByte = 0xd1;

/**
 * Compact bytes of a change: the format byte, the count of runs, then for each run the gap to the end of the one before
 * and its length (unsigned LEB128), the old and the new label (a byte each).
 */
export function encodeLabelDelta(delta: LabelDelta): Uint8Array<ArrayBuffer> {
  const bytes = new GrowingBytes(16 + delta.length * 6);
  bytes.push(formatByte);
  bytes.pushNumber(delta.length);
  let end = 0;
  for (const { start, length, before, after } of delta) {
    bytes.pushNumber(start - end);
    bytes.pushNumber(length);
    bytes.push(before);
    bytes.push(after);
    end = start + length;
  }
  return bytes.take();
}

/** Reads what `encodeLabelDelta` wrote; `INVALID_INPUT` for anything else and for runs outside a grid of `voxels`. */
export function decodeLabelDelta(bytes: Uint8Array, voxels: number): Result<LabelDelta> {
  const refused = fail('INVALID_INPUT', 'The change of the segmentation does not fit its grid.');
  let offset = 1;
  const next = (): number | null => {
    let value = 0;
    for (let factor = 1; factor <= 2 ** 35; factor *= 128) {
      const byte = bytes[offset];
      if (byte === undefined) return null;
      offset += 1;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
    return null;
  };
  const count = next();
  if (bytes[0] !== formatByte || count === null || count > voxels || count > bytes.length) return refused;
  const runs: LabelRun[] = [];
  let end = 0;
  for (let index = 0; index < count; index += 1) {
    const gap = next();
    const length = next();
    const before = bytes[offset];
    const after = bytes[offset + 1];
    offset += 2;
    if (gap === null || length === null || length === 0 || before === undefined || after === undefined)
      return refused;
    const start = end + gap;
    end = start + length;
    if (end > voxels) return refused;
    runs.push({ start, length, before, after });
  }
  return offset === bytes.length ? succeed(runs) : refused;
}

/** A byte buffer that doubles when it is full. */
class GrowingBytes {
  #bytes: Uint8Array<ArrayBuffer>;
  #used = 0;

  constructor(capacity: number) {
    this.#bytes = new Uint8Array(capacity);
  }

  push(byte: number): void {
    if (this.#used === this.#bytes.length) {
      const larger = new Uint8Array(this.#bytes.length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[this.#used] = byte;
    this.#used += 1;
  }

  /** Unsigned LEB128. */
  pushNumber(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      this.push((rest % 128) + 0x80);
      rest = Math.floor(rest / 128);
    }
    this.push(rest);
  }

  take(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#used);
  }
}
