import { displayGroup, parsePersonName, type NameGroup } from '../dicom/personName.ts';
import { safeDisplay } from '../dicom/text/safeDisplay.ts';
import { hasHan } from './namePinyin.ts';
import type { DisplayName } from './studyRow.ts';

/** Longer than any name; what is cut is still in the object. */
const shownLength = 256;

/** The name (all groups joined by `=`, as decoded) in the form for screens; null and empty names have '' everywhere. */
export function displayName(raw: string | null): DisplayName {
  const name = raw === null ? null : parsePersonName(raw);
  if (name === null) return { display: '', alphabetic: '', ideographic: '', phonetic: '' };
  const groups = [name.alphabetic, name.ideographic, name.phonetic];
  const [alphabetic = '', ideographic = '', phonetic = ''] = groups.map((group) => shown(group?.text ?? ''));
  const display = shown(
    groups
      .slice(0, 2)
      .filter((group) => group !== null)
      .map(groupForPeople)
      .filter((text) => text !== '')
      .join(' '),
  );
  return { display: display === '' ? phonetic : display, alphabetic, ideographic, phonetic };
}

/** `Wang, XiaoDong`; names in Han have neither comma nor space. */
function groupForPeople(group: NameGroup): string {
  return hasHan(group.text) ? group.text.replaceAll(/[\s^]+/gu, '') : displayGroup(group);
}

/** A text from outside in the form for screens: safe, and cut where it is longer than anything real. */
export function shown(text: string): string {
  const letters = Array.from(safeDisplay(text.slice(0, 4 * shownLength)));
  return letters.length > shownLength ? `${letters.slice(0, shownLength - 1).join('')}…` : letters.join('');
}

/** The same for a text that may be absent or blank. */
export function shownOrNull(text: string | null): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : shown(trimmed);
}
