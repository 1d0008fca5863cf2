import type { ReactNode } from 'react';
import type { StudyStatus } from '../../preload/contract/catalog.ts';
import { useConnection } from '../client/index.ts';
import { useI18n } from '../i18n/index.ts';
import { Button, Menu, type MenuEntry } from '../ui/index.ts';
import { statuses, statusIcons } from '../worklist/statusLook.ts';
import { useSession, useStudy } from './ReadingContext.tsx';

/** How far the study is, and how to say that it is farther. */
export function StudyStatusMenu(): ReactNode {
  const { t } = useI18n();
  const session = useSession();
  const connection = useConnection();
  const study = useStudy((state) => state.study);
  if (study === null) return null;
  const set = async (status: StudyStatus): Promise<void> => {
    const result = await connection.call('study.setStatus', { studyKey: study.studyKey, status });
    if (result.ok) session.study.setState({ study: result.value.study });
    else session.report(result.failure);
  };
  return (
    <Menu
      align="end"
      label={t('reading.status')}
      trigger={
        <Button
          aria-label={`${t('reading.status')}: ${t(`status.${study.status}`)}`}
          icon={statusIcons[study.status]}
          kind="quiet"
        >
          {t(`status.${study.status}`)}
        </Button>
      }
      entries={statuses.map((status): MenuEntry => ({
        kind: 'item',
        id: status,
        icon: statusIcons[status],
        label: t(`status.${status}`),
        checked: status === study.status,
        onSelect: () => void set(status),
      }))}
    />
  );
}
