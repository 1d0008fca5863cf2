import { cutPieces, foldForSearch } from './textFolding.ts';

/** What the full-text index is asked for. */
export type SearchQuery =
  | { readonly kind: 'everything' }
  /** The text holds nothing that could be found: only signs. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'match'; readonly expression: string };

/** More pieces than any name has: the rest is ignored rather than refused. */
const pieceLimit = 16;

/**
 * Reads what a person typed: every word must be the beginning of a word of the study, in any order; every run of Han,
 * kana or Hangul must occur in it. The expression is in the syntax of FTS5 and holds only quoted strings.
 */
export function readQuery(text: string): SearchQuery {
  if (text.trim() === '') return { kind: 'everything' };
  const pieces = cutPieces(foldForSearch(text)).slice(0, pieceLimit);
  if (pieces.length === 0) return { kind: 'nothing' };
  const terms = pieces.map((piece) =>
    piece.kind === 'word' ? `"${piece.text}" *` : `"${Array.from(piece.text).join(' ')}"`,
  );
  return { kind: 'match', expression: [...new Set(terms)].join(' AND ') };
}
