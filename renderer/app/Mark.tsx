import './Mark.css';
import type { ReactNode } from 'react';
import { useI18n } from '../i18n/index.ts';
import iconUrl from './icon.svg';

/** The program's sign and name. */
export function Mark(): ReactNode {
  const { t } = useI18n();
  return (
    <span className="mark">
      <img alt="" height={20} src={iconUrl} width={20} />
      {t('app.name')}
    </span>
  );
}
