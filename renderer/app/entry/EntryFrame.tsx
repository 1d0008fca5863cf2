import './entry.css';
import type { ReactNode } from 'react';
import { useI18n } from '../../i18n/index.ts';
import { LanguageSelect } from '../LanguageSelect.tsx';
import { Mark } from '../Mark.tsx';

/** The frame of every screen before the library is open: mark, language, notice. */
export function EntryFrame(props: { readonly children: ReactNode }): ReactNode {
  const { t } = useI18n();
  return (
    <main className="entry">
      <header className="entry-head">
        <Mark />
        <LanguageSelect hideLabel />
      </header>
      <div className="entry-body">{props.children}</div>
      <p className="entry-notice">{t('app.research')}</p>
    </main>
  );
}
