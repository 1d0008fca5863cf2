import { LockKeyhole } from 'lucide-react';
import { useState, type FormEvent, type ReactNode } from 'react';
import type { Failure } from '../../../main/domain/failure.ts';
import { useI18n } from '../../i18n/index.ts';
import { useFirstFocus } from '../useFirstFocus.ts';
import { useAppState } from '../../state/AppState.tsx';
import { Button, Icon, Select, TextField } from '../../ui/index.ts';
import { EntryFrame } from './EntryFrame.tsx';

/** Opens a locked library. Says who can, never what is in it. */
export function LockScreen(props: { readonly userNames: readonly string[] }): ReactNode {
  const { t, failure } = useI18n();
  const { session } = useAppState();
  const [chosen, setChosen] = useState<string | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [capsLock, setCapsLock] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Failure | null>(null);
  const field = useFirstFocus<HTMLInputElement>();
  const userName = chosen ?? props.userNames[0] ?? null;

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (passphrase === '') return;
    setBusy(true);
    const refused = await session.unlock({ userName, passphrase });
    setBusy(false);
    setRefusal(refused);
    setPassphrase('');
    field.current?.focus();
  };

  const isWrong = refusal?.code === 'LIBRARY_WRONG_KEY' || refusal?.code === 'USER_WRONG_PASSPHRASE';
  const error = refusal === null ? null : isWrong ? t('lock.wrong') : failure(refusal);
  return (
    <EntryFrame>
      <form className="entry-card" noValidate onSubmit={(event) => void submit(event)}>
        <h1 className="entry-title entry-title-icon">
          <Icon icon={LockKeyhole} />
          {t('lock.title')}
        </h1>
        {props.userNames.length === 0 && (
          <TextField
            autoComplete="username"
            label={t('lock.user')}
            hint={t('lock.userHint')}
            value={chosen ?? ''}
            onChange={(value) => setChosen(value === '' ? null : value)}
          />
        )}
        {props.userNames.length > 1 && (
          <Select
            label={t('lock.user')}
            options={props.userNames.map((name) => ({ value: name, label: name }))}
            value={userName ?? ''}
            onChange={setChosen}
          />
        )}
        <TextField
          autoComplete="current-password"
          label={t('entry.passphrase')}
          error={error}
          {...(capsLock ? { hint: t('lock.capsLock') } : {})}
          ref={field}
          type="password"
          value={passphrase}
          onChange={(value) => {
            setPassphrase(value);
            if (value !== '') setRefusal(null);
          }}
          onKeyUp={(event) => setCapsLock(event.getModifierState('CapsLock'))}
        />
        <Button
          busy={busy}
          className="entry-submit"
          disabled={passphrase === ''}
          kind="primary"
          type="submit"
        >
          {t('lock.unlock')}
        </Button>
      </form>
    </EntryFrame>
  );
}
