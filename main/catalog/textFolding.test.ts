import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutPieces, foldForSearch } from './textFolding.ts';

const anyText = fc.string({ unit: 'binary' });

describe('folding of text for search', () => {
  it('gives the same when it is done twice', () => {
    fc.assert(fc.property(anyText, (text) => foldForSearch(foldForSearch(text)) === foldForSearch(text)));
  });

  it('makes no difference between cases', () => {
    const letters = fc.string({ unit: fc.constantFrom(...Array.from('abzßäéøłσςжйİıſΐ王あ')) });
    fc.assert(
      fc.property(letters, (text) => {
        expect(foldForSearch(text.toUpperCase())).toBe(foldForSearch(text.toLowerCase()));
      }),
    );
  });

  it.each([
    ['Müller', 'muller'],
    ['Jérôme', 'jerome'],
    ['Łukasz Ørsted', 'lukasz orsted'],
    ['Straße', 'strasse'],
    ['Διονύσιος', 'διονυσιοσ'],
    ['Люксембург', 'люксембург'],
    ['ＷＡＮＧ　１２', 'wang 12'],
    ['ﾔﾏﾀﾞ ﾀﾛｳ', 'やまだ たろう'],
    ['ヤマダ', 'やまだ'],
    ['홍길동', '홍길동'],
    ['שָׁרוֹן', 'שרון'],
    ['مُحَمَّد', 'محمد'],
    ['王\u{e0100}小东', '王小东'],
  ])('%s is %s', (text, folded) => {
    expect(foldForSearch(text)).toBe(folded);
  });

  it('keeps kana with different sounds apart', () => {
    expect(foldForSearch('ガ')).not.toBe(foldForSearch('カ'));
  });
});

describe('cutting folded text', () => {
  it('holds every letter and digit once, in order', () => {
    fc.assert(
      fc.property(anyText.map(foldForSearch), (folded) => {
        const kept = folded.replaceAll(/[^\p{L}\p{N}\p{M}]/gu, '');
        expect(
          cutPieces(folded)
            .map(({ text }) => text)
            .join(''),
        ).toBe(kept);
      }),
    );
  });

  it('parts words from runs', () => {
    expect(cutPieces('ct头部-2 王^小东')).toEqual([
      { kind: 'word', text: 'ct' },
      { kind: 'run', text: '头部' },
      { kind: 'word', text: '2' },
      { kind: 'run', text: '王' },
      { kind: 'run', text: '小东' },
    ]);
  });
});
