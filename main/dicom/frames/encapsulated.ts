import { fail, succeed, type Result } from '../../domain/failure.ts';
import type { DicomFile } from '../dicomFile.ts';
import type { Element } from '../dataSet.ts';
import type { ByteRange, EncapsulatedFrames } from '../frameSource.ts';
import { itemTag, sequenceDelimiterTag } from '../part10/fragments.ts';
import type { Locating } from './locating.ts';

/** An encapsulated object needs no more fragments than this: 10 million item headers are 80 MB of nothing. */
const mostFragments = 10_000_000;

/**
 * Finds the encoded frames of an encapsulated element (PS3.5 A.4): by the Extended Offset Table, by the Basic Offset
 * Table where it holds what it must, else by walking the fragments. Reads headers only.
 */
export function* locateEncapsulated(
  file: DicomFile,
  element: Element,
  frames: number,
): Locating<EncapsulatedFrames> {
  const sizeBytes = element.offset + element.length;
  const source = {
    kind: 'encapsulated' as const,
    transferSyntaxUid: file.transferSyntaxUid,
    frames,
    sizeBytes,
    inflated: file.inflated,
  };
  const table = yield* readItemHeader(element.offset, sizeBytes);
  if (table === null || table === 'delimiter') return succeed({ ...source, fragments: [], ...noTable });
  const base = table.offset + table.length;
  const extended = extendedTable(file, base, frames);
  if (extended !== null && (yield* pointAtItems(extended.starts, sizeBytes))) {
    return succeed({ ...source, fragments: null, ...extended, end: null });
  }
  if (table.length === frames * 4 && frames > 1) {
    const bytes = yield { offset: table.offset, length: table.length };
    const starts = basicTable(bytes, base);
    if (starts !== null && (yield* pointAtItems(starts, sizeBytes))) {
      return succeed({ ...source, fragments: null, starts, lengths: null, end: null });
    }
  }
  const walked = yield* walkFragments(base, sizeBytes);
  if (walked === null)
    return fail('PIXELS_MALFORMED', 'The pixel data is cut into unreasonably many fragments.');
  const grouped = yield* groupFragments(walked, frames);
  return succeed({ ...source, fragments: grouped.map(flatten), ...noTable });
}

/** The fragments of one frame of an object with an offset table: from its first item to the next frame's. */
export function* locateFrame(source: EncapsulatedFrames, index: number): Locating<readonly ByteRange[]> {
  const start = source.starts?.[index];
  if (start === undefined) return fail('FRAME_OUT_OF_RANGE');
  const end = source.starts?.[index + 1] ?? source.end ?? source.sizeBytes;
  const ranges: ByteRange[] = [];
  let offset = start;
  while (offset < end) {
    const item = yield* readItemHeader(offset, source.sizeBytes);
    if (item === 'delimiter') break;
    if (item === null) return fail('PIXELS_TRUNCATED');
    if (item.offset + item.length > source.sizeBytes) return fail('PIXELS_TRUNCATED');
    ranges.push(item);
    offset = item.offset + item.length;
  }
  const length = source.lengths?.[index];
  return succeed(length === undefined ? ranges : clip(ranges, length));
}

const noTable = { starts: null, end: null, lengths: null } as const;

/** A fragment's value; null where there is no item, or it is cut off inside its header. */
function* readItemHeader(
  offset: number,
  end: number,
): Generator<ByteRange, ByteRange | 'delimiter' | null, Uint8Array> {
  if (offset + 8 > end) return null;
  const header = yield { offset, length: 8 };
  if (header.length < 8) return null;
  const view = new DataView(header.buffer, header.byteOffset, 8);
  const tag = view.getUint16(0, true) * 65_536 + view.getUint16(2, true);
  if (tag === sequenceDelimiterTag) return 'delimiter';
  return tag === itemTag ? { offset: offset + 8, length: view.getUint32(4, true) } : null;
}

function extendedTable(
  file: DicomFile,
  base: number,
  frames: number,
): { readonly starts: readonly number[]; readonly lengths: readonly number[] } | null {
  const offsets = wide(file.dataSet.value('ExtendedOffsetTable'));
  const lengths = wide(file.dataSet.value('ExtendedOffsetTableLengths'));
  if (offsets?.length !== frames || lengths?.length !== frames) return null;
  return { starts: offsets.map((offset) => base + offset), lengths };
}

function wide(bytes: Uint8Array | null): number[] | null {
  if (bytes === null) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.floor(bytes.length / 8) }, (_, index) =>
    Number(view.getBigUint64(index * 8, true)),
  );
}

/** The starts of a Basic Offset Table; null where they do not begin at 0 and ascend. */
function basicTable(bytes: Uint8Array, base: number): number[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const starts: number[] = [];
  for (let offset = 0; offset + 4 <= bytes.length; offset += 4)
    starts.push(base + view.getUint32(offset, true));
  return starts[0] === base ? starts : null;
}

/** Whether the starts ascend inside the element and the first, the last and some between lie on item headers. */
function* pointAtItems(starts: readonly number[], end: number): Generator<ByteRange, boolean, Uint8Array> {
  if (starts.some((start, index) => start + 8 > end || start <= (starts[index - 1] ?? -1))) return false;
  const step = Math.max(1, Math.floor(starts.length / 8));
  const probes = [...starts.filter((_, index) => index % step === 0), starts.at(-1) ?? 0];
  for (const probe of probes) {
    const item = yield* readItemHeader(probe, end);
    if (item === null || item === 'delimiter') return false;
  }
  return true;
}

interface Walked {
  readonly fragments: readonly ByteRange[];
  /** The last fragment reaches past the end of the object. */
  readonly cut: boolean;
}

function* walkFragments(base: number, end: number): Generator<ByteRange, Walked | null, Uint8Array> {
  const fragments: ByteRange[] = [];
  let offset = base;
  for (;;) {
    const item = yield* readItemHeader(offset, end);
    if (item === null || item === 'delimiter') return { fragments, cut: false };
    fragments.push(item);
    offset = item.offset + item.length;
    if (offset > end) return { fragments, cut: true };
    if (fragments.length > mostFragments) return null;
  }
}

/**
 * Which fragments make which frame without a table (PS3.5 A.4: a frame begins a fragment of its own). A frame that is
 * cut is left out, with what follows.
 */
function* groupFragments(
  { fragments, cut }: Walked,
  frames: number,
): Generator<ByteRange, readonly (readonly ByteRange[])[], Uint8Array> {
  const filled = fragments.filter(({ length }) => length > 0);
  if (frames === 1) return cut || filled.length === 0 ? [] : [filled];
  let groups: ByteRange[][] = filled.map((fragment) => [fragment]);
  if (filled.length !== frames) {
    groups = [];
    for (const fragment of filled) {
      const start = yield { offset: fragment.offset, length: Math.min(12, fragment.length) };
      if (groups.length === 0 || beginsCodestream(start)) groups.push([fragment]);
      else groups.at(-1)?.push(fragment);
    }
    if (groups.length > frames || (groups.length === 1 && filled.length <= frames)) {
      groups = filled.map((fragment) => [fragment]);
    }
  }
  return cut ? groups.slice(0, -1) : groups;
}

/** JPEG and JPEG-LS (SOI), JPEG 2000 (SOC or JP2), JPEG XL (codestream or container). */
function beginsCodestream(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  if (first === 0xff) return second === 0xd8 || second === 0x4f || second === 0x0a;
  return first === 0 && second === 0 && bytes[2] === 0 && bytes[3] === 0x0c;
}

function flatten(ranges: readonly ByteRange[]): readonly number[] {
  return ranges.flatMap(({ offset, length }) => [offset, length]);
}

/** The first `length` bytes of the ranges: the table states the frame without its padding. */
function clip(ranges: readonly ByteRange[], length: number): readonly ByteRange[] {
  const clipped: ByteRange[] = [];
  let left = length;
  for (const range of ranges) {
    if (left <= 0) break;
    clipped.push({ offset: range.offset, length: Math.min(left, range.length) });
    left -= range.length;
  }
  return clipped;
}

/** The fragments of a frame that was walked to. */
export function walkedFrame(source: EncapsulatedFrames, index: number): Result<readonly ByteRange[]> {
  const flat = source.fragments?.[index];
  if (flat === undefined) return fail('PIXELS_TRUNCATED', 'This frame is missing from the pixel data.');
  const ranges: ByteRange[] = [];
  for (let at = 0; at + 1 < flat.length; at += 2)
    ranges.push({ offset: flat[at] ?? 0, length: flat[at + 1] ?? 0 });
  return succeed(ranges);
}
