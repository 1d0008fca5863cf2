import { Copy, Download, Printer } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useI18n } from '../../i18n/index.ts';
import { useAppState } from '../../state/AppState.tsx';
import { Button, Checkbox, showToast } from '../../ui/index.ts';
import { saveTextFile } from '../saveTextFile.ts';
import { EntryFrame } from './EntryFrame.tsx';

/** Shows the recovery key once; goes on only when the user says that it is stored. */
export function RecoveryKey(props: { readonly recoveryKey: string }): ReactNode {
  const { t } = useI18n();
  const { session } = useAppState();
  const [stored, setStored] = useState(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(props.recoveryKey);
      showToast({ text: t('recovery.copied'), tone: 'attention' });
    } catch {
      showToast({ text: t('recovery.copyFailed'), tone: 'critical' });
    }
  };
  return (
    <EntryFrame>
      <div className="entry-card" data-wide="true">
        <div>
          <h1 className="entry-title">{t('recovery.title')}</h1>
          <p className="entry-text">{t('recovery.text')}</p>
        </div>
        <output aria-label={t('recovery.title')} className="entry-key">
          {props.recoveryKey}
        </output>
        <div className="entry-actions">
          <Button icon={Copy} onClick={() => void copy()}>
            {t('recovery.copy')}
          </Button>
          <Button icon={Printer} onClick={() => window.print()}>
            {t('recovery.print')}
          </Button>
          <Button
            icon={Download}
            onClick={() => saveTextFile('axial-recovery-key.txt', `${props.recoveryKey}\n`)}
          >
            {t('recovery.save')}
          </Button>
        </div>
        <Checkbox checked={stored} label={t('recovery.confirm')} onChange={setStored} />
        <Button
          className="entry-submit"
          disabled={!stored}
          kind="primary"
          onClick={() => session.confirmRecoveryKey()}
        >
          {t('recovery.continue')}
        </Button>
      </div>
    </EntryFrame>
  );
}
