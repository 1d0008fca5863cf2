import { formatTag } from '../dictionary/dictionary.ts';
import { isTextVr, numberSize, type Vr } from '../vr.ts';
import { formatDecimalString } from './decimalString.ts';

/** A value that is neither a sequence nor fragments. */
export type PlainValue = null | string | number | Uint8Array | readonly string[] | readonly number[];

/**
 * The bytes of a value, padded to an even length (PS3.5 6.2): text with a space, UIDs and binary with NUL. Text is UTF-8.
 * Throws a RangeError for a value that its VR cannot hold.
 */
export function encodeValue(tag: number, vr: Vr, value: PlainValue): Uint8Array {
  if (value === null) return new Uint8Array();
  if (value instanceof Uint8Array) return padded(value, isBinary(vr) || vr === 'UI' ? 0 : 0x20);
  const values = typeof value === 'string' || typeof value === 'number' ? [value] : value;
  const size = numberSize(vr);
  if (size !== null) return encodeNumbers(vr, size, values.map(Number));
  if (isBinary(vr)) throw new RangeError(`${formatTag(tag)} needs bytes`);
  const text = values.map((each) => (typeof each === 'number' ? formatNumber(vr, each) : each)).join('\\');
  return padded(new TextEncoder().encode(text), vr === 'UI' ? 0 : 0x20);
}

/** Whether the text makes a character set necessary. Bytes are not asked: who gives them names their set. */
export function isBeyondAscii(vr: Vr, value: PlainValue): boolean {
  if (!isTextVr(vr) || value === null || typeof value === 'number') return false;
  if (value instanceof Uint8Array) return false;
  const text = typeof value === 'string' ? value : value.join('');
  return /[^\0-\x7f]/.test(text);
}

function formatNumber(vr: Vr, value: number): string {
  if (vr === 'DS') return formatDecimalString(value);
  if (vr === 'IS' && !(Number.isInteger(value) && Math.abs(value) < 2 ** 31)) {
    throw new RangeError('an IS value is a 32-bit integer');
  }
  return String(value);
}

function encodeNumbers(vr: Vr, size: 2 | 4 | 8, values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * size);
  const view = new DataView(bytes.buffer);
  values.forEach((value, index) => writeNumber(view, index * size, { vr, value }));
  return bytes;
}

function writeNumber(view: DataView, offset: number, { vr, value }: { vr: Vr; value: number }): void {
  const least = lowest[vr];
  const isInteger = vr !== 'FL' && vr !== 'FD';
  if (
    isInteger &&
    (!Number.isSafeInteger(value) || value < (least ?? 0) || value > (highest[vr] ?? Infinity))
  ) {
    throw new RangeError(`${value} is no ${vr}`);
  }
  if (vr === 'US') view.setUint16(offset, value, true);
  else if (vr === 'SS') view.setInt16(offset, value, true);
  else if (vr === 'UL') view.setUint32(offset, value, true);
  else if (vr === 'SL') view.setInt32(offset, value, true);
  else if (vr === 'FL') view.setFloat32(offset, value, true);
  else if (vr === 'FD') view.setFloat64(offset, value, true);
  else if (vr === 'UV') view.setBigUint64(offset, BigInt(value), true);
  else if (vr === 'SV') view.setBigInt64(offset, BigInt(value), true);
  else {
    view.setUint16(offset, Math.floor(value / 65_536), true);
    view.setUint16(offset + 2, value % 65_536, true);
  }
}

const lowest: Readonly<Partial<Record<Vr, number>>> = { SS: -(2 ** 15), SL: -(2 ** 31), SV: -(2 ** 53) };
const highest: Readonly<Partial<Record<Vr, number>>> = {
  US: 2 ** 16 - 1,
  SS: 2 ** 15 - 1,
  UL: 2 ** 32 - 1,
  SL: 2 ** 31 - 1,
  AT: 2 ** 32 - 1,
};

function isBinary(vr: Vr): boolean {
  return vr === 'UN' || (vr.startsWith('O') && vr.length === 2);
}

function padded(bytes: Uint8Array, filler: number): Uint8Array {
  if (bytes.length % 2 === 0) return bytes;
  const even = new Uint8Array(bytes.length + 1);
  even.set(bytes);
  even[bytes.length] = filler;
  return even;
}
