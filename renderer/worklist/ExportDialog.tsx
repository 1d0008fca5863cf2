import { useState, type FormEvent, type ReactNode } from 'react';
import type { Failure } from '../../main/domain/failure.ts';
import { PathField } from '../app/PathField.tsx';
import { useConnection } from '../client/index.ts';
import { useI18n } from '../i18n/index.ts';
import { useAppState } from '../state/AppState.tsx';
import { Button, Dialog, Notice } from '../ui/index.ts';

/** Writes a study's original files into a folder. */
export function ExportDialog(props: {
  readonly open: boolean;
  readonly studyKey: string;
  readonly onClose: () => void;
}): ReactNode {
  const { t, failure } = useI18n();
  const connection = useConnection();
  const { route } = useAppState();
  const [folder, setFolder] = useState('');
  const [refusal, setRefusal] = useState<Failure | null>(null);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const result = await connection.call('study.export', { studyKey: props.studyKey, outDir: folder.trim() });
    if (!result.ok) {
      setRefusal(result.failure);
      return;
    }
    props.onClose();
    route.show('activity');
  };
  return (
    <Dialog
      open={props.open}
      size="small"
      title={t('export.title')}
      description={t('export.text')}
      onClose={props.onClose}
    >
      <form className="dialog-form" onSubmit={(event) => void submit(event)}>
        <PathField kind="folder" label={t('export.folder')} value={folder} onChange={setFolder} />
        {refusal !== null && <Notice tone="critical">{failure(refusal)}</Notice>}
        <div className="dialog-form-actions">
          <Button onClick={props.onClose}>{t('app.cancel')}</Button>
          <Button disabled={folder.trim() === ''} kind="primary" type="submit">
            {t('export.start')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
