import { createContext, useContext, useEffect, useMemo, type ReactNode } from 'react';
import { createI18n, type I18n } from './i18n.ts';
import type { Locale } from './message.ts';

const I18nContext = createContext<I18n>(createI18n('en'));

/** Gives a subtree its language and tells the document. */
export function I18nProvider(props: { readonly locale: Locale; readonly children: ReactNode }): ReactNode {
  const i18n = useMemo(() => createI18n(props.locale), [props.locale]);
  useEffect(() => {
    document.documentElement.lang = props.locale;
  }, [props.locale]);
  return <I18nContext value={i18n}>{props.children}</I18nContext>;
}

/** The language of this subtree: `const { t } = useI18n()`. */
export function useI18n(): I18n {
  return useContext(I18nContext);
}
