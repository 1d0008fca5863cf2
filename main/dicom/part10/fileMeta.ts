import {
  encodingOf,
  explicitBigEndian,
  explicitLittleEndian,
  implicitLittleEndian,
} from '../transferSyntax.ts';
import { isVr } from '../vr.ts';

/** Where the data begins in a file: behind preamble and `DICM`, or at once. */
export interface FileStart {
  readonly offset: number;
  readonly hasPrefix: boolean;
}

/**
 * Finds the start; null: neither a prefix nor anything that reads as a first element. Looks at 140 bytes.
 * `DICM` may stand at 128 by chance: without group 0002 behind it, a first element at 0 goes before.
 */
export function findStart(bytes: Uint8Array): FileStart | null {
  const hasMeta = bytes[132] === 2 && bytes[133] === 0;
  if (isPrefixAt(bytes, 128) && (hasMeta || !looksLikeFirstElement(bytes, 0))) {
    return { offset: 132, hasPrefix: true };
  }
  if (isPrefixAt(bytes, 0)) return { offset: 4, hasPrefix: true };
  return looksLikeFirstElement(bytes, 0) ? { offset: 0, hasPrefix: false } : null;
}

/**
 * The transfer syntax that the first element at `offset` shows (PS3.5 7.1): the byte order that gives the smaller group
 * number, explicit where letters of a VR follow. Null where no element is there.
 */
export function sniffTransferSyntax(bytes: Uint8Array, offset: number): string | null {
  if (offset + 8 > bytes.length) return null;
  const low = bytes[offset] ?? 0;
  const high = bytes[offset + 1] ?? 0;
  const little = low + high * 256 <= low * 256 + high;
  const explicit = isVr(String.fromCharCode(bytes[offset + 4] ?? 0, bytes[offset + 5] ?? 0));
  if (!explicit) return little ? implicitLittleEndian : null;
  return little ? explicitLittleEndian : explicitBigEndian;
}

/** Whether two syntaxes read the data set alike. */
export function sameEncoding(a: string, b: string): boolean {
  const first = encodingOf(a);
  const second = encodingOf(b);
  return first.littleEndian === second.littleEndian && first.explicitVr === second.explicitVr;
}

function isPrefixAt(bytes: Uint8Array, offset: number): boolean {
  return (
    bytes[offset] === 0x44 &&
    bytes[offset + 1] === 0x49 &&
    bytes[offset + 2] === 0x43 &&
    bytes[offset + 3] === 0x4d
  );
}

/** A data set without preamble begins in group 0002, 0004 or 0008 with a small, even element and a length that fits. */
function looksLikeFirstElement(bytes: Uint8Array, offset: number): boolean {
  const syntax = sniffTransferSyntax(bytes, offset);
  if (syntax === null) return false;
  const { littleEndian, explicitVr } = encodingOf(syntax);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const group = view.getUint16(offset, littleEndian);
  if (group !== 2 && group !== 4 && group !== 8) return false;
  if (explicitVr) return true;
  return (
    view.getUint32(offset + 4, littleEndian) <= bytes.length &&
    view.getUint16(offset + 2, littleEndian) < 0x0200
  );
}
