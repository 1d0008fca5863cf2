import type { ReactNode } from 'react';
import { useI18n, type Locale } from '../i18n/index.ts';
import { useAppState } from '../state/AppState.tsx';
import { Select } from '../ui/index.ts';

/** Chooses the language; each is named in itself. */
export function LanguageSelect(props: { readonly hideLabel?: boolean }): ReactNode {
  const { t, locale } = useI18n();
  const { settings } = useAppState();
  return (
    <Select<Locale>
      hideLabel={props.hideLabel ?? false}
      label={t('app.language')}
      options={[
        { value: 'en', label: t('app.english') },
        { value: 'zh-CN', label: t('app.chinese') },
      ]}
      value={locale}
      onChange={(value) => settings.change({ locale: value })}
    />
  );
}
