import { shellLanguage, type ShellLanguage } from './menuTexts.ts';

/** Under which name the page keeps its preferences (`settings.get`, `settings.set`). */
export const screenSettingsKey = 'screen';

/**
 * The language of menu and dialogs: what the reader chose on the screen, else the desktop's.
 * `value` is the page's stored preferences as JSON; anything that names no language counts as no choice.
 */
export function languageOfSettings(value: unknown, preferred: readonly string[]): ShellLanguage {
  const chosen = typeof value === 'object' && value !== null && 'locale' in value ? value.locale : null;
  return shellLanguage(typeof chosen === 'string' ? [chosen, ...preferred] : preferred);
}
