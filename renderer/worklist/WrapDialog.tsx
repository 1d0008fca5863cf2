import { useState, type FormEvent, type ReactNode } from 'react';
import type { Failure } from '../../main/domain/failure.ts';
import type { StudyRow } from '../../preload/contract/catalog.ts';
import { PathField } from '../app/PathField.tsx';
import { useConnection } from '../client/index.ts';
import { useI18n } from '../i18n/index.ts';
import { useAppState } from '../state/AppState.tsx';
import { dicomDateOf } from '../state/worklistQuery.ts';
import { Button, DateField, Dialog, Notice, TextField } from '../ui/index.ts';

/** Files an ordinary picture or PDF as a study of this patient. */
export function WrapDialog(props: { readonly patient: StudyRow; readonly onClose: () => void }): ReactNode {
  const { t, failure, name } = useI18n();
  const connection = useConnection();
  const { route } = useAppState();
  const [path, setPath] = useState('');
  const [description, setDescription] = useState('');
  const [day, setDay] = useState(() => dicomDateOf(new Date()));
  const [refusal, setRefusal] = useState<Failure | null>(null);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const result = await connection.call('import.wrap', {
      paths: [path.trim()],
      patientKey: props.patient.patientKey,
      description: description.trim(),
      studyDate: day === '' ? null : day,
    });
    if (!result.ok) {
      setRefusal(result.failure);
      return;
    }
    props.onClose();
    route.show('activity');
  };
  return (
    <Dialog open size="small" title={t('wrap.title')} description={t('wrap.text')} onClose={props.onClose}>
      <form className="dialog-form" onSubmit={(event) => void submit(event)}>
        <p>
          <bdi>{name(props.patient.patientName).main}</bdi>{' '}
          <span className="ax-text-quiet">{props.patient.patientId ?? t('preview.noPatientId')}</span>
        </p>
        <PathField kind="files" label={t('wrap.file')} value={path} onChange={setPath} />
        <TextField
          label={t('worklist.column.description')}
          maxLength={64}
          value={description}
          onChange={setDescription}
        />
        <DateField label={t('worklist.dates')} value={day} onChange={setDay} />
        {refusal !== null && <Notice tone="critical">{failure(refusal)}</Notice>}
        <div className="dialog-form-actions">
          <Button onClick={props.onClose}>{t('app.cancel')}</Button>
          <Button disabled={path.trim() === ''} kind="primary" type="submit">
            {t('app.add')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
