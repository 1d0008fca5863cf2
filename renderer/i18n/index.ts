export { createI18n, type I18n } from './i18n.ts';
export { I18nProvider, useI18n } from './I18nProvider.tsx';
export { chooseLocale } from './chooseLocale.ts';
export { locales, type Locale, type Messages } from './message.ts';
export type { MessageKey } from './messages.ts';
export { absentMark, thinSpace } from './format.ts';
