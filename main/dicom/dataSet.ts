import { decoderOf, type TextDecoding } from './text/charset.ts';
import { lookUpTag } from './dictionary/dictionary.ts';
import { parsePersonName, type PersonName } from './personName.ts';
import { tags, type Keyword } from './tags.ts';
import { isSingleText, isTextVr, isVr, numberSize } from './vr.ts';

/** An element by keyword or by number (group x 65536 + element). */
export type TagOrKeyword = Keyword | number;

/** One data element as found: where its value lies, not a copy of it. */
export interface Element {
  /** Group in the upper, element in the lower 16 bits. */
  readonly tag: number;
  /** As written; of implicit encodings from the dictionary, `UN` where it knows nothing. May be no VR of the standard. */
  readonly vr: string;
  /** Of the value (of a sequence: of its first item's header), inside the data set's bytes. */
  readonly offset: number;
  /** Bytes of the value that are there. */
  readonly length: number;
  /** As written; null for undefined length. */
  readonly declaredLength: number | null;
  /** Items of a sequence, else null. */
  readonly items: readonly DataSet[] | null;
  /** The value is a list of fragments (PS3.5 annex A.4), each behind an item header. */
  readonly encapsulated: boolean;
}

/**
 * A data set or a sequence item: elements by tag, values read when asked for.
 * Every reader answers null where the element is absent, empty, or not of a kind that it could read: absent and
 * unusable values are told apart by `has`.
 */
export class DataSet {
  readonly bytes: Uint8Array;
  readonly littleEndian: boolean;
  readonly elements: ReadonlyMap<number, Element>;
  readonly parent: DataSet | null;
  /** Where an item's header lies in `bytes`; of a whole data set, its first element. */
  readonly startOffset: number;
  readonly #forcedCharset: string | null;
  #decoding: TextDecoding | null = null;

  constructor(options: {
    readonly bytes: Uint8Array;
    readonly littleEndian: boolean;
    readonly elements: ReadonlyMap<number, Element>;
    readonly parent: DataSet | null;
    readonly startOffset: number;
    readonly forcedCharset?: string | null;
  }) {
    this.bytes = options.bytes;
    this.littleEndian = options.littleEndian;
    this.elements = options.elements;
    this.parent = options.parent;
    this.startOffset = options.startOffset;
    this.#forcedCharset = options.forcedCharset ?? null;
  }

  /** The same elements with texts read in another character set, items included. */
  withCharset(charset: string): DataSet {
    return new DataSet({
      bytes: this.bytes,
      littleEndian: this.littleEndian,
      elements: this.elements,
      parent: this.parent,
      startOffset: this.startOffset,
      forcedCharset: charset,
    });
  }

  element(name: TagOrKeyword): Element | null {
    return this.elements.get(typeof name === 'number' ? name : tags[name]) ?? null;
  }

  /** Whether the element is there, be it empty. */
  has(name: TagOrKeyword): boolean {
    return this.element(name) !== null;
  }

  /** Whether the element is there with a value. */
  filled(name: TagOrKeyword): boolean {
    return (this.element(name)?.length ?? 0) > 0;
  }

  /** A view of the value's bytes as they lie in the object; null where the element is absent or a sequence. */
  value(name: TagOrKeyword): Uint8Array | null {
    const element = this.element(name);
    if (element === null || element.items !== null) return null;
    return this.bytes.subarray(element.offset, element.offset + element.length);
  }

  /** SpecificCharacterSet in force here: own, of an outer data set, or the one forced; '' where none is named. */
  get charset(): string {
    if (this.#forcedCharset !== null) return this.#forcedCharset;
    const own = this.element('SpecificCharacterSet');
    if (own !== null) return latin1(this.bytes, own.offset, own.offset + own.length).trim();
    return this.parent?.charset ?? '';
  }

  /** How texts of this data set are decoded. */
  get decoding(): TextDecoding {
    this.#decoding ??= decoderOf(this.charset);
    return this.#decoding;
  }

  /** All values as text, in order; empty ones are ''. Leading and trailing spaces go as PS3.5 table 6.2-1 allows. */
  texts(name: TagOrKeyword): readonly string[] | null {
    const element = this.element(name);
    if (element === null || element.length === 0 || element.items !== null) return null;
    const vr = effectiveVr(element, this);
    const whole = this.#wholeText(element, vr);
    if (whole === null) return null;
    if (isSingleText(vr)) return [trimPadding(whole, false)];
    const leading = vr !== 'PN' && vr !== 'UC' && vr !== 'LT';
    if (!whole.includes('\\')) return [trimPadding(whole, leading)];
    return whole.split('\\').map((part) => trimPadding(part, leading));
  }

  /** The first value as text; null where it is empty. */
  text(name: TagOrKeyword): string | null {
    const first = this.texts(name)?.[0];
    return first === undefined || first === '' ? null : first;
  }

  /** The whole value of an element of one value, backslashes included: an identifier is never cut. Null: empty. */
  wholeText(name: TagOrKeyword): string | null {
    const text = this.texts(name)?.join('\\') ?? '';
    return text === '' ? null : text;
  }

  /** A person's name, whole. */
  personName(name: TagOrKeyword): PersonName | null {
    const text = this.wholeText(name);
    return text === null ? null : parsePersonName(text);
  }

  /** All values as numbers, also of DS and IS; null where one of them is no finite number. Cost: linear. */
  numbers(name: TagOrKeyword): readonly number[] | null {
    const element = this.element(name);
    if (element === null || element.length === 0 || element.items !== null) return null;
    const vr = effectiveVr(element, this);
    const values = numberSize(vr) === null ? this.#decimals(element, vr) : this.#binaryNumbers(element, vr);
    return values !== null && values.length > 0 && values.every(Number.isFinite) ? values : null;
  }

  /** The first value as a number; null where it is absent or no number. */
  number(name: TagOrKeyword): number | null {
    const element = this.element(name);
    if (element === null || element.length === 0 || element.items !== null) return null;
    const vr = effectiveVr(element, this);
    const values =
      numberSize(vr) === null ? this.#decimals(element, vr) : this.#binaryNumbers(element, vr, 1);
    const first = values?.[0];
    return first !== undefined && Number.isFinite(first) ? first : null;
  }

  /** Like `number`, but only a whole number counts. */
  integer(name: TagOrKeyword): number | null {
    const value = this.number(name);
    return value !== null && Number.isSafeInteger(value) ? value : null;
  }

  /** The items of a sequence; empty where it is absent or no sequence. */
  items(name: TagOrKeyword): readonly DataSet[] {
    const items = this.element(name)?.items ?? [];
    const forced = this.#forcedCharset;
    return forced === null ? items : items.map((item) => item.withCharset(forced));
  }

  /** The first item of a sequence. */
  item(name: TagOrKeyword): DataSet | null {
    return this.items(name)[0] ?? null;
  }

  /** Where the value ends in `bytes`, which may be only the beginning of the object. */
  #endOf({ offset, length }: Element): number {
    return Math.max(offset, Math.min(offset + length, this.bytes.length));
  }

  #wholeText(element: Element, vr: string): string | null {
    if (numberSize(vr) !== null) return this.#binaryNumbers(element, vr)?.join('\\') ?? null;
    const end = this.#endOf(element);
    if (!isTextVr(vr)) return latin1(this.bytes, element.offset, end);
    if (isAscii(this.bytes, element.offset, end)) return latin1(this.bytes, element.offset, end);
    return this.decoding.decode(this.bytes.subarray(element.offset, end), vr === 'PN' ? 'name' : 'text');
  }

  #decimals(element: Element, vr: string): number[] | null {
    if (vr === 'OB' || vr === 'OW' || vr === 'UN' || isTextVr(vr)) {
      if (element.length > 4096) return null;
    }
    const text = latin1(this.bytes, element.offset, this.#endOf(element));
    return text.split('\\').map(parseDecimal);
  }

  #binaryNumbers(element: Element, vr: string, most = Infinity): number[] | null {
    const size = numberSize(vr);
    if (size === null) return null;
    const length = this.#endOf(element) - element.offset;
    const count = Math.min(most, Math.floor(length / size));
    const view = new DataView(this.bytes.buffer, this.bytes.byteOffset + element.offset, length);
    const read = readerOf(vr, view, this.littleEndian);
    const values: number[] = [];
    for (let index = 0; index < count; index += 1) values.push(read(index * size));
    return values;
  }
}

/** The representation that a value is read by: the written one, or the dictionary's where UN or nonsense was written. */
export function effectiveVr(element: Element, dataSet: DataSet): string {
  const written = element.vr;
  const known = isVr(written) && written !== 'UN' ? written : (lookUpTag(element.tag)?.vr ?? 'UN');
  if (known === 'XS') return pixelRepresentation(dataSet) === 1 ? 'SS' : 'US';
  if (known === 'OX' || known === 'XW') return 'OW';
  return isVr(known) ? known : 'UN';
}

function pixelRepresentation(dataSet: DataSet): number {
  for (let scope: DataSet | null = dataSet; scope !== null; scope = scope.parent) {
    const value = scope.number('PixelRepresentation');
    if (value !== null) return value;
  }
  return 0;
}

function readerOf(vr: string, view: DataView, little: boolean): (offset: number) => number {
  switch (vr) {
    case 'US':
      return (offset) => view.getUint16(offset, little);
    case 'SS':
      return (offset) => view.getInt16(offset, little);
    case 'UL':
      return (offset) => view.getUint32(offset, little);
    case 'SL':
      return (offset) => view.getInt32(offset, little);
    case 'FL':
      return (offset) => view.getFloat32(offset, little);
    case 'FD':
      return (offset) => view.getFloat64(offset, little);
    case 'UV':
      return (offset) => Number(view.getBigUint64(offset, little));
    case 'SV':
      return (offset) => Number(view.getBigInt64(offset, little));
    default:
      return (offset) => view.getUint16(offset, little) * 65_536 + view.getUint16(offset + 2, little);
  }
}

const decimalPattern = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** A DS or IS value; NaN where it is none. Adding 0 turns -0 into 0, which JSON knows. */
function parseDecimal(text: string): number {
  const trimmed = trimPadding(text, true);
  return decimalPattern.test(trimmed) ? Number(trimmed) + 0 : Number.NaN;
}

function isAscii(bytes: Uint8Array, start: number, end: number): boolean {
  for (let index = start; index < end; index += 1) {
    const byte = bytes[index] ?? 0;
    if (byte >= 0x80 || byte === 0x1b) return false;
  }
  return true;
}

function latin1(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, Math.max(0, end - start)).toString('latin1');
}

/** Without trailing spaces and NULs, and without leading spaces where they do not count. */
function trimPadding(text: string, leading: boolean): string {
  let start = 0;
  let end = text.length;
  while (end > start && isPadding(text.charCodeAt(end - 1))) end -= 1;
  if (leading) while (start < end && text.charCodeAt(start) === 32) start += 1;
  return start === 0 && end === text.length ? text : text.slice(start, end);
}

function isPadding(code: number): boolean {
  return code === 32 || code === 0;
}
