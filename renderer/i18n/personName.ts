import type { PersonName } from '../../preload/contract/values.ts';
import { absentMark } from './format.ts';
import type { Locale } from './message.ts';

/** The name a reader looks for, and the other script beside it where there is one. */
export interface ShownName {
  readonly main: string;
  /** Null where the name has only one script. */
  readonly other: string | null;
}

/**
 * Which of a name's component groups (PS3.5 6.2.1) is shown first.
 * Chinese readers see the ideographic group first, others the alphabetic one; the other group follows. Nothing is translated or turned round.
 * A name without any text is a dash.
 */
export function showName(locale: Locale, name: PersonName): ShownName {
  const alphabetic = readComponents(name.alphabetic);
  const ideographic = readComponents(name.ideographic);
  const ordered = locale === 'zh-CN' ? [ideographic, alphabetic] : [alphabetic, ideographic];
  const [main = name.display, other = null] = ordered.filter((text) => text !== '');
  return { main: main.trim() === '' ? absentMark : main, other: other === main ? null : other };
}

/** Control, zero-width and text-direction marks: they could make a name read as another. */
const invisible = /[\p{Cc}\p{Cf}]/gu;

/** `Wang^XiaoDong^^Dr` as `Wang, XiaoDong Dr`: family name first, set apart; empty components vanish. */
function readComponents(group: string): string {
  const [family = '', ...rest] = group
    .replaceAll(invisible, '')
    .split('^')
    .map((part) => part.trim());
  const given = rest.filter((part) => part !== '').join(' ');
  if (family === '' || given === '') return family + given;
  return family + separatorFor(family + given) + given;
}

/** Chinese and Korean names are written together, Japanese ones with a space where kana show it, others with a comma. */
function separatorFor(name: string): string {
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(name)) return ' ';
  const together = /[\p{Script=Han}\p{Script=Hangul}]/u.test(name) && !/\p{Script=Latin}/u.test(name);
  return together ? '' : ', ';
}
