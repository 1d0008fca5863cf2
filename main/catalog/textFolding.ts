/** Marks that a reader does not type: Latin, Cyrillic, Hebrew and Arabic ones. Kana and Indic marks stay: they are letters. */
const marks =
  /[[\p{M}&&[\p{Script=Inherited}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}]]--[\u3099\u309a]]/gv;

/** Letters that no normalisation takes apart. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ł: 'l',
  ŋ: 'n',
  þ: 'th',
  ŧ: 't',
  ς: 'σ',
  ـ: '',
};
const plainLetter = new RegExp(`[${Object.keys(plainLetters).join('')}]`, 'gu');

/**
 * The form in which texts are compared for search: case, accents, width and the two kana scripts make no difference.
 * Folding twice is folding once. Nothing is removed but marks and the Arabic tatweel, so words stay words. Cost: linear.
 */
export function foldForSearch(text: string): string {
  // Upper case first: it joins what lower case alone keeps apart (ſ and s, ΐ and its parts).
  return text
    .normalize('NFKD')
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKD')
    .replace(marks, '')
    .replace(plainLetter, (letter) => plainLetters[letter] ?? letter)
    .normalize('NFC')
    .replace(/[\u30a1-\u30f6]/gu, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
}

/** Scripts that are written without spaces between words: there any run of characters finds, not only a word's beginning. */
const runLetter =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}ー々〆〇]/u;

/** A piece of folded text: a word whose prefixes find, or a run whose substrings find. */
export interface TextPiece {
  readonly kind: 'word' | 'run';
  readonly text: string;
}

/** Cuts folded text at everything that is no letter or digit, and between scripts with and without spaces. */
export function cutPieces(folded: string): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  for (const [chunk] of folded.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    let kind: TextPiece['kind'] | null = null;
    let text = '';
    for (const letter of chunk) {
      const own = runLetter.test(letter) ? 'run' : 'word';
      if (kind !== null && own !== kind) {
        pieces.push({ kind, text });
        text = '';
      }
      kind = own;
      text += letter;
    }
    if (kind !== null) pieces.push({ kind, text });
  }
  return pieces;
}
