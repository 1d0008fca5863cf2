import { hasHan, sortReading } from './namePinyin.ts';
import { foldForSearch } from './textFolding.ts';

/** After every name that is written. */
const last = '\u{10fffd}';

/**
 * Where a name stands in a list, compared by code point: Latin names by letter; names written in Han alone by their
 * pinyin, so that 王小东 stands beside Wang Xiaodong; other scripts after them in their own order; no name at the end.
 * `groups` are the name's component groups as decoded, the alphabetic one first.
 */
export function nameSortKey(groups: readonly string[]): string {
  const written = groups.map((group) => group.replaceAll('^', ' ').trim()).find((group) => group !== '');
  if (written === undefined) return last;
  const text = written.slice(0, 128);
  const spoken = hasHan(text) ? sortReading(text.replaceAll(/\s+/gu, '')) : text;
  // The folded form first, then what tells equal ones apart.
  return `${foldForSearch(spoken).replaceAll(/\s+/gu, ' ')}\u0001${text}`;
}
