import { useState, type ReactNode } from 'react';
import type { StudyRow } from '../../preload/contract/catalog.ts';
import { useI18n } from '../i18n/index.ts';
import { Button, Notice } from '../ui/index.ts';
import { CharsetDialog } from './CharsetDialog.tsx';
import { noticeLooks } from './noticeLook.ts';

/** What a reader has to know of a study, each with what can be done about it. */
export function PreviewNotices({ study }: { readonly study: StudyRow }): ReactNode {
  const { t } = useI18n();
  const [deciding, setDeciding] = useState(false);
  if (study.notices.length === 0) return null;
  return (
    <div className="preview-notices">
      {study.notices.map((notice) => {
        const look = noticeLooks[notice];
        return (
          <Notice
            icon={look.icon}
            key={notice}
            tone={look.tone}
            action={
              notice === 'charset-proposal' && (
                <Button onClick={() => setDeciding(true)}>{t('charset.review')}</Button>
              )
            }
          >
            {t(`notice.${notice}`)}
          </Notice>
        );
      })}
      {deciding && <CharsetDialog studyKey={study.studyKey} onClose={() => setDeciding(false)} />}
    </div>
  );
}
