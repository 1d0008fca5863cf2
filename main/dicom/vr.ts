/** The value representations of PS3.5 table 6.2-1. */
export type Vr = TextVr | CodeVr | NumberVr | BinaryVr | 'SQ';

/** Text in the character set of the data set. */
export type TextVr = 'LO' | 'LT' | 'PN' | 'SH' | 'ST' | 'UC' | 'UT';
/** Text in the default repertoire (ISO 646). */
export type CodeVr = 'AE' | 'AS' | 'CS' | 'DA' | 'DS' | 'DT' | 'IS' | 'TM' | 'UI' | 'UR';
export type NumberVr = 'AT' | 'FD' | 'FL' | 'SL' | 'SS' | 'SV' | 'UL' | 'US' | 'UV';
export type BinaryVr = 'OB' | 'OD' | 'OF' | 'OL' | 'OV' | 'OW' | 'UN';

const textVrs: ReadonlySet<string> = new Set<TextVr>(['LO', 'LT', 'PN', 'SH', 'ST', 'UC', 'UT']);
const codeVrs: ReadonlySet<string> = new Set<CodeVr>([
  'AE',
  'AS',
  'CS',
  'DA',
  'DS',
  'DT',
  'IS',
  'TM',
  'UI',
  'UR',
]);
const longVrs: ReadonlySet<string> = new Set<Vr>([
  'OB',
  'OD',
  'OF',
  'OL',
  'OV',
  'OW',
  'SQ',
  'SV',
  'UC',
  'UN',
  'UR',
  'UT',
  'UV',
]);
const singleTexts: ReadonlySet<string> = new Set<Vr>(['LT', 'ST', 'UT', 'UR']);
const numberBytes: ReadonlyMap<string, 2 | 4 | 8> = new Map([
  ['AT', 4],
  ['FD', 8],
  ['FL', 4],
  ['SL', 4],
  ['SS', 2],
  ['SV', 8],
  ['UL', 4],
  ['US', 2],
  ['UV', 8],
]);
const binaryWordBytes: ReadonlyMap<string, 1 | 2 | 4 | 8> = new Map([
  ['OB', 1],
  ['UN', 1],
  ['OW', 2],
  ['OF', 4],
  ['OL', 4],
  ['OD', 8],
  ['OV', 8],
]);

export function isTextVr(vr: string): vr is TextVr {
  return textVrs.has(vr);
}

export function isCodeVr(vr: string): vr is CodeVr {
  return codeVrs.has(vr);
}

/** Whether the two letters are a value representation of the standard. */
export function isVr(vr: string): vr is Vr {
  return vr === 'SQ' || textVrs.has(vr) || codeVrs.has(vr) || numberBytes.has(vr) || binaryWordBytes.has(vr);
}

/** Whether the explicit form has a 32-bit length after two reserved bytes (PS3.5 7.1.2). */
export function hasLongLength(vr: string): boolean {
  return longVrs.has(vr);
}

/** Whether a backslash in the value is text rather than a separator. */
export function isSingleText(vr: string): boolean {
  return singleTexts.has(vr);
}

/** Size of one number; null for other representations. AT counts as one number of two 16-bit words. */
export function numberSize(vr: string): 2 | 4 | 8 | null {
  return numberBytes.get(vr) ?? null;
}

/** Size of the word that byte order applies to; null for representations that are not binary. */
export function binaryWordSize(vr: string): 1 | 2 | 4 | 8 | null {
  return binaryWordBytes.get(vr) ?? null;
}
