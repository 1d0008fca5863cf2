import './StatusMark.css';
import type { ReactNode } from 'react';
import type { StudyStatus } from '../../preload/contract/catalog.ts';
import { useI18n } from '../i18n/index.ts';
import { Icon } from '../ui/index.ts';
import { statusIcons } from './statusLook.ts';

/** A study's status by shape and word. */
export function StatusMark(props: { readonly status: StudyStatus }): ReactNode {
  const { t } = useI18n();
  return (
    <span className="status-mark" data-status={props.status}>
      <Icon icon={statusIcons[props.status]} />
      {t(`status.${props.status}`)}
    </span>
  );
}
