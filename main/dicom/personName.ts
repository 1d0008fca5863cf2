/** A person's name (PS3.5 6.2.1.2): up to three groups, each of five components. Values as written; '' where absent. */
export interface PersonName {
  /** All groups, joined by `=`, trailing spaces and empty trailing groups removed. */
  readonly raw: string;
  readonly alphabetic: NameGroup;
  readonly ideographic: NameGroup | null;
  readonly phonetic: NameGroup | null;
}

export interface NameGroup {
  /** The whole group as written: `Wang^XiaoDong`. */
  readonly text: string;
  readonly family: string;
  readonly given: string;
  readonly middle: string;
  readonly prefix: string;
  readonly suffix: string;
}

/** Splits a decoded name; null where nothing but spaces, `^` and `=` is there. Cost: linear. */
export function parsePersonName(text: string): PersonName | null {
  const raw = trimEnd(text).replace(/[= ]+$/, '');
  const groups = raw.split('=').slice(0, 3).map(parseGroup);
  if (groups.every((group) => group.text.replaceAll('^', '').trim() === '')) return null;
  const named = (group: NameGroup | undefined): NameGroup | null => (group?.text ? group : null);
  return {
    raw,
    alphabetic: groups[0] ?? parseGroup(''),
    ideographic: named(groups[1]),
    phonetic: named(groups[2]),
  };
}

/** One line for people: alphabetic `Family, Given Middle`; groups are kept apart. Never for comparison. */
export function displayGroup(group: NameGroup): string {
  const given = [group.prefix, group.given, group.middle, group.suffix]
    .filter((part) => part !== '')
    .join(' ');
  return [group.family, given].filter((part) => part !== '').join(', ');
}

function parseGroup(written: string): NameGroup {
  const text = trimEnd(written);
  const [family = '', given = '', middle = '', prefix = '', suffix = ''] = text
    .split('^')
    .map((part) => part.trim());
  return { text, family, given, middle, prefix, suffix };
}

/** Without the padding that PS3.5 6.2 allows at the end: spaces and NULs. */
function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && (text.charCodeAt(end - 1) === 32 || text.charCodeAt(end - 1) === 0)) end -= 1;
  return text.slice(0, end);
}
