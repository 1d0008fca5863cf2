import { lookUpTag } from '../dictionary/dictionary.ts';
import { hasLongLength, isVr } from '../vr.ts';
import type { DataSetEncoding } from '../transferSyntax.ts';

/** The beginning of one element: tag, VR and length, before its value. */
export interface ElementHeader {
  readonly tag: number;
  readonly vr: string;
  /** Null: undefined length. */
  readonly length: number | null;
  readonly valueOffset: number;
  /** The VR letters are none of the standard's. */
  readonly unknownVr: boolean;
}

const undefinedLength = 0xffffffff;

/** Where a data set's bytes are read from. `end` is how far they reach. */
export interface ByteSource {
  readonly view: DataView;
  readonly end: number;
}

/** Group and element at `offset`; the caller has checked that 4 bytes are there. */
export function readTag(view: DataView, offset: number, little: boolean): number {
  return view.getUint16(offset, little) * 65_536 + view.getUint16(offset + 2, little);
}

/**
 * Reads the element header at `offset`; null where the bytes end inside it.
 * In explicit encodings letters that are no VR are read as PS3.5 7.1.2 says of future ones, unless the bytes show the
 * short form; what are no letters at all is taken for an implicit element, as some devices mix them.
 */
export function readElementHeader(
  source: ByteSource,
  offset: number,
  encoding: DataSetEncoding,
): ElementHeader | null {
  const { view, end } = source;
  const little = encoding.littleEndian;
  if (offset + 8 > end) return null;
  const tag = readTag(view, offset, little);
  if (!encoding.explicitVr || tag >>> 16 === 0xfffe) return implicitHeader(view, offset, tag, little);
  const first = view.getUint8(offset + 4);
  const second = view.getUint8(offset + 5);
  if (!isUpperLetter(first) || !isUpperLetter(second)) {
    const implicit = implicitHeader(view, offset, tag, little);
    if (implicit.length === null || implicit.valueOffset + implicit.length <= end) {
      return { ...implicit, unknownVr: true };
    }
  }
  const vr = vrName(first, second);
  const known = isVr(vr);
  if (known ? !hasLongLength(vr) : !unknownIsLong(source, offset, tag, little)) {
    const length = view.getUint16(offset + 6, little);
    return { tag, vr, length, valueOffset: offset + 8, unknownVr: !known };
  }
  if (offset + 12 > end) return null;
  const length = lengthAt(view, offset + 8, little);
  return { tag, vr, length, valueOffset: offset + 12, unknownVr: !known };
}

function implicitHeader(view: DataView, offset: number, tag: number, little: boolean): ElementHeader {
  const length = lengthAt(view, offset + 4, little);
  const vr = lookUpTag(tag)?.vr ?? 'UN';
  return { tag, vr, length, valueOffset: offset + 8, unknownVr: false };
}

function lengthAt(view: DataView, offset: number, little: boolean): number | null {
  const length = view.getUint32(offset, little);
  return length === undefinedLength ? null : length;
}

/** An unknown VR with two zero bytes behind it: the long form, unless what follows reads as the next element. */
function unknownIsLong(source: ByteSource, offset: number, tag: number, little: boolean): boolean {
  const { view, end } = source;
  if (view.getUint16(offset + 6, little) !== 0) return false;
  if (offset + 12 > end) return false;
  const length = lengthAt(view, offset + 8, little);
  if (length !== null && offset + 12 + length > end) return false;
  const next = readTag(view, offset + 8, little);
  const nextIsElement = next > tag && next >>> 16 <= (tag >>> 16) + 0x20;
  return !nextIsElement;
}

function isUpperLetter(byte: number): boolean {
  return byte >= 0x41 && byte <= 0x5a;
}

const names = new Map<number, string>();

/** The two letters as a string, shared between elements. */
function vrName(first: number, second: number): string {
  const key = first * 256 + second;
  const known = names.get(key);
  if (known !== undefined) return known;
  const name = String.fromCharCode(first, second);
  names.set(key, name);
  return name;
}
