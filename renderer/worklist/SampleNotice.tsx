import type { ReactNode } from 'react';
import { useI18n } from '../i18n/index.ts';
import { useAppState, useSession } from '../state/AppState.tsx';
import { Button, Notice } from '../ui/index.ts';

/** Said while the sample is open, with the way to an own library. */
export function SampleNotice(): ReactNode {
  const { t } = useI18n();
  const { session } = useAppState();
  const isSample = useSession((state) => state.library?.sample ?? false);
  if (!isSample) return null;
  return (
    <Notice
      tone="accent"
      action={
        <Button kind="primary" onClick={() => session.leaveSample(null)}>
          {t('sample.create')}
        </Button>
      }
    >
      {t('sample.notice')}
    </Notice>
  );
}
