import type { Locale } from './message.ts';

/** The setting where there is one, else the first of the browser's languages that the program speaks, else English. */
export function chooseLocale(setting: string | null, browserLanguages: readonly string[]): Locale {
  return [setting, ...browserLanguages].map(localeOf).find((locale) => locale !== null) ?? 'en';
}

function localeOf(tag: string | null): Locale | null {
  const language = tag?.toLowerCase().split('-')[0];
  if (language === 'zh') return 'zh-CN';
  return language === 'en' ? 'en' : null;
}
