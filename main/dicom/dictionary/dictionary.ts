import { elementTable, repeatingElementTable } from './elementTable.ts';

/** What PS3.6 says about an element. `vr` may be ambiguous: XS = US or SS, OX = OB or OW, XW = US, SS or OW. */
export interface DictionaryEntry {
  readonly tag: number;
  readonly vr: string;
  readonly keyword: string;
}

interface RepeatingEntry extends DictionaryEntry {
  readonly mask: number;
}

interface Dictionary {
  readonly byTag: ReadonlyMap<number, DictionaryEntry>;
  readonly byKeyword: ReadonlyMap<string, DictionaryEntry>;
  readonly repeating: readonly RepeatingEntry[];
}

let loaded: Dictionary | null = null;

/** The entry of a public element, or null: private, group length or unknown. The first call unpacks the table (5 ms). */
export function lookUpTag(tag: number): DictionaryEntry | null {
  const { byTag, repeating } = dictionary();
  const entry = byTag.get(tag);
  if (entry !== undefined) return entry;
  if (((tag >>> 16) & 1) === 1) return null;
  if ((tag & 0xffff) === 0) return { tag, vr: 'UL', keyword: 'GroupLength' };
  return repeating.find((candidate) => (tag & candidate.mask) >>> 0 === candidate.tag) ?? null;
}

/** The entry of a keyword (`PatientID`), or null. */
export function lookUpKeyword(keyword: string): DictionaryEntry | null {
  return dictionary().byKeyword.get(keyword) ?? null;
}

/** `00100010`: eight hex digits, upper case. */
export function formatTag(tag: number): string {
  return tag.toString(16).padStart(8, '0').toUpperCase();
}

function dictionary(): Dictionary {
  loaded ??= unpack();
  return loaded;
}

function unpack(): Dictionary {
  const entries = lines(elementTable).map(([digits, vr, keyword]) => ({
    tag: Number.parseInt(digits, 16),
    vr,
    keyword,
  }));
  return {
    byTag: new Map(entries.map((entry) => [entry.tag, entry])),
    byKeyword: new Map(entries.map((entry) => [entry.keyword, entry])),
    repeating: lines(repeatingElementTable).map(([digits, vr, keyword]) => ({
      tag: Number.parseInt(digits.replaceAll('x', '0'), 16),
      mask: Number.parseInt(digits.replaceAll(/[^x]/g, 'f').replaceAll('x', '0'), 16),
      vr,
      keyword,
    })),
  };
}

function lines(table: string): (readonly [string, string, string])[] {
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const [digits = '', vr = '', keyword = ''] = line.split(' ');
      return [digits, vr, keyword] as const;
    });
}
