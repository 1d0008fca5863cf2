import { TextDecoder } from 'node:util';
import { chineseSurnames, koreanSurnames } from './surnames.ts';
import { characterSetOf, normalizeTerm } from './characterSets.ts';

/** A text's bytes and what it is: names weigh more, because surnames are few. */
export interface TextSample {
  readonly vr: string;
  readonly bytes: Uint8Array;
}

export interface Judgement {
  readonly charset: string;
  /** 0 to 1. */
  readonly confidence: number;
}

/**
 * What character set the bytes are in, where the declared one cannot be right or is improbable; null: no objection, or
 * no better idea. All samples hold bytes above ISO 646 or escapes. Only sets that lie in practice are suspected: the
 * default repertoire, ISO 8859-1, UTF-8, the Chinese ones, and unknown terms.
 */
export function judgeBytes(samples: readonly TextSample[], declared: string): Judgement | null {
  const upper = samples.filter(({ bytes }) => bytes.some((byte) => byte >= 0x80));
  if (upper.length === 0) return null;
  const terms = declared.split('\\').map(normalizeTerm);
  const [first = ''] = terms;
  const all = upper.map(({ bytes }) => bytes);
  if (first === 'ISO_IR 192' || first === 'GB18030' || first === 'GBK') {
    const isValid = all.every((bytes) => isValidIn(first === 'ISO_IR 192' ? 'utf-8' : 'gb18030', bytes));
    if (isValid) return null;
  } else if (terms.length > 1 || !isSuspect(first)) return null;
  const isLatin = first.endsWith(' 100');
  const utf8 = first === 'ISO_IR 192' ? null : judgeUtf8(all);
  if (utf8 !== null) return utf8;
  const asian = judgeEastAsian(upper, isLatin);
  if (asian !== null) return first === 'GB18030' || first === 'GBK' ? null : asian;
  return isLatin ? null : judgeLatin(all);
}

/** The default repertoire and ISO 8859-1 are what devices write without thinking; an unknown term says nothing. */
function isSuspect(term: string): boolean {
  return term === '' || term.endsWith(' 6') || term.endsWith(' 100') || characterSetOf(term) === null;
}

function isValidIn(label: string, bytes: Uint8Array): boolean {
  try {
    new TextDecoder(label, { fatal: true }).decode(trimmed(bytes));
    return true;
  } catch {
    return false;
  }
}

/** Values cut at their greatest length end inside a character: that is forgiven nowhere but in padding. */
function trimmed(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 0 || bytes[end - 1] === 32)) end -= 1;
  return bytes.subarray(0, end);
}

/** Text that happens to be valid UTF-8 without being it is very rare: each sequence divides the chance by ten or more. */
function judgeUtf8(all: readonly Uint8Array[]): Judgement | null {
  if (!all.every((bytes) => isValidIn('utf-8', bytes))) return null;
  const upperBytes = all.reduce(
    (sum, bytes) => sum + bytes.reduce((own, byte) => own + (byte >= 0x80 ? 1 : 0), 0),
    0,
  );
  return { charset: 'ISO_IR 192', confidence: upperBytes > 4 ? 0.99 : 0.9 };
}

/**
 * Two-byte characters whose pairs lie where GB 2312 and KS X 1001 have theirs are Chinese or Korean; Latin letters that
 * stand alone would pair with the ASCII letter behind them, outside of both.
 */
function judgeEastAsian(samples: readonly TextSample[], isLatin: boolean): Judgement | null {
  if (!samples.every(({ bytes }) => isValidIn('gb18030', bytes))) return null;
  const { pairs, standard, common, hangul } = countPairs(samples.map(({ bytes }) => bytes));
  const names = samples.filter(({ vr }) => vr === 'PN').map(({ bytes }) => bytes);
  const chinese = names.some((bytes) => startsWithOneOf(bytes, 'gb18030', chineseSurnames));
  if (standard < pairs * (chinese ? 0.5 : 0.8) || standard === 0 || common < standard * 0.6) return null;
  const korean = hangul === pairs && names.some((bytes) => startsWithOneOf(bytes, 'euc-kr', koreanSurnames));
  if (korean && !chinese) return { charset: '\\ISO 2022 IR 149', confidence: 0.85 };
  if (isLatin && !chinese && pairs < 4) return null;
  const confidence = (chinese ? 0.95 : 0.75) - (korean ? 0.25 : 0);
  return { charset: 'GB18030', confidence };
}

interface PairCounts {
  /** Two-byte characters, read as GBK. */
  pairs: number;
  /** Of them, in the 94 x 94 plane of GB 2312. */
  standard: number;
  /** In its first level: the 3,755 common characters. */
  common: number;
  /** Where KS X 1001 has its syllables. */
  hangul: number;
}

function countPairs(all: readonly Uint8Array[]): PairCounts {
  const counts: PairCounts = { pairs: 0, standard: 0, common: 0, hangul: 0 };
  for (const bytes of all) {
    for (let index = 0; index < bytes.length; index += 1) {
      const lead = bytes[index] ?? 0;
      if (lead < 0x81) continue;
      index += 1;
      const trail = bytes[index] ?? 0;
      counts.pairs += 1;
      if (lead < 0xa1 || lead > 0xf7 || trail < 0xa1) continue;
      counts.standard += 1;
      if (lead >= 0xb0 && lead <= 0xd7) counts.common += 1;
      if (lead >= 0xb0 && lead <= 0xc8) counts.hangul += 1;
    }
  }
  return counts;
}

function upperRuns(bytes: Uint8Array): readonly Uint8Array[] {
  const runs: Uint8Array[] = [];
  let start = -1;
  for (let index = 0; index <= bytes.length; index += 1) {
    const isUpper = (bytes[index] ?? 0) >= 0x80;
    if (isUpper && start < 0) start = index;
    if (!isUpper && start >= 0) {
      runs.push(bytes.subarray(start, index));
      start = -1;
    }
  }
  return runs;
}

function startsWithOneOf(bytes: Uint8Array, label: string, surnames: ReadonlySet<string>): boolean {
  const groups = new TextDecoder(label).decode(trimmed(bytes)).split('=');
  return groups.some((group) => surnames.has(group.slice(0, 1)) || surnames.has(group.slice(0, 2)));
}

/** Lone bytes from 0xC0 between letters: western European, with little certainty. */
function judgeLatin(all: readonly Uint8Array[]): Judgement | null {
  const isLatin = all.every((bytes) => bytes.every((byte) => byte < 0x80 || byte >= 0xa0));
  const lone = all.every((bytes) => upperRuns(bytes).every((run) => run.length <= 2));
  return isLatin && lone ? { charset: 'ISO_IR 100', confidence: 0.6 } : null;
}
