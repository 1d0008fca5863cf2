import { hasHan, nameReadings } from './namePinyin.ts';
import { cutPieces, foldForSearch } from './textFolding.ts';

/** What of a study can be searched. Texts as decoded. */
export interface SearchableStudy {
  /** Every group and spelling of the patient's name, also one proposed for a wrong character set. */
  readonly names: readonly string[];
  /** Patient ID, accession number, study id, description, modalities. */
  readonly texts: readonly string[];
}

/** Between runs that are not neighbours in the text, so that no phrase matches across them. */
const gap = ' \u{f0000} ';

/**
 * The text that goes into the full-text index of a study: folded words; runs of Han, kana and Hangul as single characters
 * in order (a query run is a phrase); and of names the pinyin in full and as initials, from each syllable on.
 * Tokens are separated by spaces. Cost: linear in the text, names are cut after 256 characters.
 */
export function indexText(study: SearchableStudy): string {
  const words = new Set<string>();
  const runs = new Set<string>();
  for (const text of study.texts) collect(text.slice(0, 1024), words, runs);
  for (const name of study.names) {
    for (const group of name.slice(0, 256).split('=')) indexName(group, words, runs);
  }
  const spelled = [...runs].map((run) => Array.from(run).join(' '));
  return [...words, ...spelled].join(gap);
}

function collect(text: string, words: Set<string>, runs: Set<string>): void {
  for (const { kind, text: piece } of cutPieces(foldForSearch(text)))
    (kind === 'word' ? words : runs).add(piece);
}

function indexName(group: string, words: Set<string>, runs: Set<string>): void {
  collect(group, words, runs);
  const plain = group.replaceAll(/[\s^]+/gu, '');
  // A family name and a given name written apart are one run for who types them together.
  for (const { kind, text } of cutPieces(foldForSearch(plain))) {
    if (kind === 'run') runs.add(text);
    if (kind === 'run' && hasHan(text))
      for (const reading of nameReadings(text)) addSyllables(reading, words);
  }
  const syllables = latinWords(group);
  if (syllables.length > 1 && syllables.length <= 6) addSyllables(syllables, words);
}

/** The words of a Latin name in order, capitals inside a word starting another: `Wang^XiaoDong` is wang xiao dong. */
function latinWords(group: string): readonly string[] {
  const spaced = group.replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ');
  return cutPieces(foldForSearch(spaced))
    .filter(({ kind }) => kind === 'word')
    .map(({ text }) => text);
}

/** wang xiao dong: wangxiaodong, xiaodong, dong; wxd, xd; wangxd, xiaod. Prefixes of these find the rest. */
function addSyllables(syllables: readonly string[], words: Set<string>): void {
  const spellings = syllables.some((syllable) => syllable.includes('v'))
    ? [syllables, syllables.map((syllable) => syllable.replaceAll('v', 'u'))]
    : [syllables];
  for (const spelling of spellings) {
    for (let start = 0; start < spelling.length; start += 1) {
      const rest = spelling.slice(start);
      words.add(rest.join(''));
      if (rest.length < 2) continue;
      words.add(initials(rest));
      words.add((rest[0] ?? '') + initials(rest.slice(1)));
    }
  }
}

function initials(syllables: readonly string[]): string {
  return syllables.map((syllable) => Array.from(syllable)[0] ?? '').join('');
}
