import { useState, type FormEvent, type ReactNode } from 'react';
import type { Failure } from '../../../main/domain/failure.ts';
import { useI18n } from '../../i18n/index.ts';
import { useFirstFocus } from '../useFirstFocus.ts';
import { useAppState } from '../../state/AppState.tsx';
import { Button, Checkbox, Notice, TextField } from '../../ui/index.ts';
import { EntryFrame } from './EntryFrame.tsx';
import { passphraseProblem, shortestPassphrase } from './passphraseProblem.ts';

/** First start, or the step from the sample to an own library: makes it and its first user. `onCancel` null: there is no way back. */
export function CreateLibrary(props: { readonly onCancel: (() => void) | null }): ReactNode {
  const { t, failure } = useI18n();
  const { session } = useAppState();
  const [userName, setUserName] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [repeated, setRepeated] = useState('');
  const [shown, setShown] = useState(false);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Failure | null>(null);
  const first = useFirstFocus<HTMLInputElement>();
  const problem = passphraseProblem(passphrase, shown ? passphrase : repeated);
  const ready = problem === null && userName.trim() !== '';

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (!ready) return;
    setBusy(true);
    setRefusal(await session.create({ userName: userName.trim(), passphrase }));
    setBusy(false);
  };

  return (
    <EntryFrame>
      <form className="entry-card" noValidate onSubmit={(event) => void submit(event)}>
        <div>
          <h1 className="entry-title">{t('entry.welcome')}</h1>
          <p className="entry-text">{t('entry.welcomeText')}</p>
        </div>
        <TextField
          ref={first}
          required
          label={t('entry.userName')}
          hint={t('entry.userNameHint')}
          maxLength={64}
          value={userName}
          onChange={setUserName}
        />
        <TextField
          required
          autoComplete="new-password"
          label={t('entry.passphrase')}
          hint={t('entry.passphraseHint', { count: shortestPassphrase })}
          error={
            tried && problem === 'short' ? t('entry.passphraseShort', { count: shortestPassphrase }) : null
          }
          type={shown ? 'text' : 'password'}
          value={passphrase}
          onChange={setPassphrase}
        />
        {!shown && (
          <TextField
            required
            autoComplete="new-password"
            label={t('entry.repeat')}
            error={tried && problem === 'different' ? t('entry.repeatDiffers') : null}
            type="password"
            value={repeated}
            onChange={setRepeated}
          />
        )}
        <Checkbox checked={shown} label={t('entry.showPassphrase')} onChange={setShown} />
        {refusal !== null && <Notice tone="critical">{failure(refusal)}</Notice>}
        <Button
          busy={busy}
          className="entry-submit"
          disabled={userName.trim() === ''}
          kind="primary"
          type="submit"
        >
          {busy ? t('entry.creating') : t('entry.create')}
        </Button>
        {props.onCancel !== null && (
          <Button kind="quiet" onClick={props.onCancel}>
            {t('sample.back')}
          </Button>
        )}
      </form>
    </EntryFrame>
  );
}
