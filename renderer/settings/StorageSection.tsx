import { useState, type FormEvent, type ReactNode } from 'react';
import type { Result } from '../../main/domain/failure.ts';
import { useCall, useConnection } from '../client/index.ts';
import { useI18n } from '../i18n/index.ts';
import { useAppState } from '../state/AppState.tsx';
import { Button, showToast, TextField } from '../ui/index.ts';
import { Pending, Section } from './Section.tsx';

/** How much there is, whether it is whole, and a copy of it. */
export function StorageSection(): ReactNode {
  const { t, number, bytes, failure } = useI18n();
  const connection = useConnection();
  const { route } = useAppState();
  const read = useCall('library.storage', {});
  const [path, setPath] = useState('');
  const settle = (result: Result<unknown>): void => {
    if (result.ok) route.show('activity');
    else showToast({ text: failure(result.failure), tone: 'critical' });
  };
  const backUp = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    settle(await connection.call('library.backup', { path: path.trim() }));
  };
  return (
    <Section section="storage">
      <Pending read={read} />
      {read.value !== null && (
        <dl className="settings-facts">
          <dt>{t('storage.studies')}</dt>
          <dd>{number(read.value.studies)}</dd>
          <dt>{t('storage.instances')}</dt>
          <dd>{number(read.value.instances)}</dd>
          <dt>{t('storage.objects')}</dt>
          <dd>{bytes(read.value.objectBytes)}</dd>
          <dt>{t('storage.free')}</dt>
          <dd>{bytes(read.value.freeBytes)}</dd>
        </dl>
      )}
      <div className="settings-block">
        <h3>{t('storage.verify')}</h3>
        <p className="ax-text-quiet">{t('storage.verifyText')}</p>
        <Button onClick={() => void connection.call('library.verify', {}).then(settle)}>
          {t('storage.verifyStart')}
        </Button>
      </div>
      <form className="settings-block" onSubmit={(event) => void backUp(event)}>
        <h3>{t('storage.backup')}</h3>
        <p className="ax-text-quiet">{t('storage.backupText')}</p>
        <div className="settings-row">
          <TextField label={t('storage.backupPath')} value={path} onChange={setPath} />
          <Button disabled={path.trim() === ''} type="submit">
            {t('storage.backupStart')}
          </Button>
        </div>
      </form>
    </Section>
  );
}
