import { TextDecoder } from 'node:util';
import iconv from 'iconv-lite';

/**
 * A character set of PS3.3 table C.12-2 to C.12-5.
 * `single`: one byte a character, ISO 646 below 0x80. `double`: two bytes a character, reached by an escape sequence.
 * `whole`: an encoding of its own that allows no code extensions.
 */
export type CharacterSet = SingleByteSet | DoubleByteSet | WholeEncoding;

export interface SingleByteSet {
  readonly kind: 'single';
  readonly term: string;
  decode(bytes: Uint8Array): string;
}

export interface DoubleByteSet {
  readonly kind: 'double';
  readonly term: string;
  /** `G0`: bytes below 0x80; `G1`: bytes from 0xA1. */
  readonly register: 'G0' | 'G1';
  /** Of whole characters: an even number of bytes with the upper bit set. */
  decode(bytes: Uint8Array): string;
}

export interface WholeEncoding {
  readonly kind: 'whole';
  readonly term: string;
  decode(bytes: Uint8Array): string;
}

/** iconv-lite's name of each single-byte set: TextDecoder reads some of them as their Windows cousins. */
const singleByteNames: ReadonlyMap<string, string> = new Map([
  ['100', 'iso88591'],
  ['101', 'iso88592'],
  ['109', 'iso88593'],
  ['110', 'iso88594'],
  ['144', 'iso88595'],
  ['127', 'iso88596'],
  ['126', 'iso88597'],
  ['138', 'iso88598'],
  ['148', 'iso88599'],
  ['203', 'iso885915'],
  ['166', 'tis620'],
]);

/** Encodings that DICOM does not know and devices use: only ever chosen by a person. */
const rescueEncodings: ReadonlyMap<string, string> = new Map([
  ['BIG5', 'big5'],
  ['SHIFT_JIS', 'shift_jis'],
  ['EUC-KR', 'euc-kr'],
  ['WINDOWS-1251', 'windows-1251'],
  ['WINDOWS-1252', 'windows-1252'],
]);

const built = new Map<string, CharacterSet | null>();

/** The set of a term in its right spelling (`ISO_IR 100`, `ISO 2022 IR 87`, `GB18030`, ''); null: there is none. */
export function characterSetOf(term: string): CharacterSet | null {
  const known = built.get(term);
  if (known !== undefined) return known;
  const set = build(term);
  if (built.size < 128) built.set(term, set);
  return set;
}

/** The right spelling of a term where it can only mean one; else the term itself, trimmed. */
export function normalizeTerm(written: string): string {
  const term = written.replaceAll('\0', '').trim();
  const upper = term.toUpperCase().replaceAll(/\s+/g, ' ');
  const registered = /^ISO[ _-]?(2022)?[ _-]?IR[ _-]?(\d{1,3})$/.exec(upper);
  if (registered !== null)
    return `${registered[1] === undefined ? 'ISO_IR' : 'ISO 2022 IR'} ${registered[2]}`;
  const latin = /^ISO[ _-]?8859[ _-](\d{1,2})$/.exec(upper);
  if (latin !== null) return latinTerms.get(latin[1] ?? '') ?? term;
  if (upper === 'UTF-8' || upper === 'UTF8' || upper === 'ISO_IR_192') return 'ISO_IR 192';
  if (upper === 'GB2312' || upper === 'GBK' || upper === 'GB18030' || rescueEncodings.has(upper))
    return upper;
  if (upper === 'ASCII' || upper === 'ISO_IR') return 'ISO_IR 6';
  return term;
}

/** The default repertoire; bytes above it are kept as ISO 8859-1. */
export const asciiSet: SingleByteSet = {
  kind: 'single',
  term: 'ISO_IR 6',
  decode: (bytes) => Buffer.from(bytes).toString('latin1'),
};

const latinTerms: ReadonlyMap<string, string> = new Map([
  ['1', 'ISO_IR 100'],
  ['2', 'ISO_IR 101'],
  ['3', 'ISO_IR 109'],
  ['4', 'ISO_IR 110'],
  ['5', 'ISO_IR 144'],
  ['6', 'ISO_IR 127'],
  ['7', 'ISO_IR 126'],
  ['8', 'ISO_IR 138'],
  ['9', 'ISO_IR 148'],
  ['15', 'ISO_IR 203'],
]);

function build(term: string): CharacterSet | null {
  if (term === '' || term === 'ISO_IR 6' || term === 'ISO 2022 IR 6') return asciiSet;
  if (term === 'ISO_IR 192') return whole(term, 'utf-8');
  if (term === 'GB18030') return whole(term, 'gb18030');
  if (term === 'GBK' || term === 'GB2312') return whole(term, 'gbk');
  const rescue = rescueEncodings.get(term);
  if (rescue !== undefined) return whole(term, rescue);
  const number = /^ISO(?:_IR| 2022 IR) (\d+)$/.exec(term)?.[1] ?? '';
  if (number === '13') return { kind: 'single', term, decode: decodeJisRoman };
  const name = singleByteNames.get(number);
  if (name !== undefined) return { kind: 'single', term, decode: singleByteDecoder(name) };
  if (number === '87') return double(term, 'G0', (pairs) => textDecoder('euc-jp').decode(pairs));
  if (number === '159') return double(term, 'G0', decodeJisSupplement);
  if (number === '149') return double(term, 'G1', (pairs) => textDecoder('euc-kr').decode(pairs));
  if (number === '58') return double(term, 'G1', (pairs) => textDecoder('gbk').decode(pairs));
  return null;
}

function whole(term: string, label: string): WholeEncoding {
  return { kind: 'whole', term, decode: (bytes) => textDecoder(label).decode(bytes) };
}

function double(term: string, register: 'G0' | 'G1', decode: (bytes: Uint8Array) => string): DoubleByteSet {
  return { kind: 'double', term, register, decode };
}

const decoders = new Map<string, TextDecoder>();

function textDecoder(label: string): TextDecoder {
  const known = decoders.get(label);
  if (known !== undefined) return known;
  const decoder = new TextDecoder(label);
  decoders.set(label, decoder);
  return decoder;
}

/** Decodes through a table of 256 characters, so that control characters stay what they are. */
function singleByteDecoder(name: string): (bytes: Uint8Array) => string {
  const upper = iconv.decode(Buffer.from(Uint8Array.from({ length: 128 }, (_, index) => index + 128)), name);
  const table = Array.from({ length: 256 }, (_, code) =>
    code < 0xa0 ? String.fromCharCode(code) : upper.charAt(code - 128),
  );
  return (bytes) => {
    let text = '';
    for (const byte of bytes) text += table[byte] ?? '';
    return text;
  };
}

/** JIS X 0201: ISO 646 with yen and overline, half-width katakana above. The yen place stays the separator `\`. */
function decodeJisRoman(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) {
    if (byte === 0x7e) text += '\u203e';
    else if (byte >= 0xa1 && byte <= 0xdf) text += String.fromCharCode(0xff61 + byte - 0xa1);
    else text += byte < 0x80 ? String.fromCharCode(byte) : '\ufffd';
  }
  return text;
}

/** JIS X 0212 lies in EUC-JP behind the prefix 0x8F. */
function decodeJisSupplement(pairs: Uint8Array): string {
  const prefixed = new Uint8Array((pairs.length / 2) * 3);
  for (let index = 0; index * 2 < pairs.length; index += 1) {
    prefixed.set([0x8f, pairs[index * 2] ?? 0, pairs[index * 2 + 1] ?? 0], index * 3);
  }
  return textDecoder('euc-jp').decode(prefixed);
}
