import { UserPlus } from 'lucide-react';
import { useState, type FormEvent, type ReactNode } from 'react';
import type { Failure } from '../../main/domain/failure.ts';
import type { Role } from '../../preload/contract/values.ts';
import { passphraseProblem, shortestPassphrase } from '../app/entry/passphraseProblem.ts';
import { useCall, useConnection } from '../client/index.ts';
import { useI18n } from '../i18n/index.ts';
import { useSession } from '../state/AppState.tsx';
import { Badge, Button, Dialog, Notice, Select, showToast, TextField } from '../ui/index.ts';
import { Pending, Section } from './Section.tsx';

const roles: readonly Role[] = ['reader', 'signer', 'administrator'];

/** Who may use this library. */
export function UsersSection(): ReactNode {
  const { t } = useI18n();
  const user = useSession((state) => state.library?.user ?? null);
  const read = useCall('users.list', {});
  const [adding, setAdding] = useState(false);
  return (
    <Section section="users" text={t('users.text')}>
      <Pending read={read} />
      {read.value !== null && (
        <table className="settings-table">
          <thead>
            <tr>
              <th scope="col">{t('users.name')}</th>
              <th scope="col">{t('users.role')}</th>
            </tr>
          </thead>
          <tbody>
            {read.value.map((entry) => (
              <tr key={entry.name}>
                <td>
                  {entry.name} {entry.name === user?.name && <Badge>{t('users.you')}</Badge>}
                </td>
                <td>{t(`role.${entry.role}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {user?.role === 'administrator' ? (
        <div className="settings-actions">
          <Button icon={UserPlus} onClick={() => setAdding(true)}>
            {t('users.add')}
          </Button>
        </div>
      ) : (
        <p className="ax-text-quiet">{t('users.onlyAdministrators')}</p>
      )}
      {adding && (
        <AddUser
          onClose={(added) => {
            setAdding(false);
            if (added) read.reload();
          }}
        />
      )}
    </Section>
  );
}

function AddUser(props: { readonly onClose: (added: boolean) => void }): ReactNode {
  const { t, failure } = useI18n();
  const connection = useConnection();
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('reader');
  const [passphrase, setPassphrase] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Failure | null>(null);
  const tooShort = passphraseProblem(passphrase, passphrase) !== null;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (tooShort || name.trim() === '') return;
    setBusy(true);
    const result = await connection.call('users.create', { name: name.trim(), role, passphrase });
    setBusy(false);
    if (!result.ok) {
      setRefusal(result.failure);
      return;
    }
    showToast({ text: t('users.added', { name: result.value.name }) });
    props.onClose(true);
  };
  return (
    <Dialog open size="small" title={t('users.add')} onClose={() => props.onClose(false)}>
      <form className="dialog-form" onSubmit={(event) => void submit(event)}>
        <TextField label={t('users.name')} maxLength={64} value={name} onChange={setName} />
        <Select
          label={t('users.role')}
          options={roles.map((one) => ({ value: one, label: t(`role.${one}`) }))}
          value={role}
          onChange={setRole}
        />
        <TextField
          autoComplete="new-password"
          label={t('users.first')}
          hint={t('entry.passphraseHint', { count: shortestPassphrase })}
          error={tried && tooShort ? t('entry.passphraseShort', { count: shortestPassphrase }) : null}
          type="password"
          value={passphrase}
          onChange={setPassphrase}
        />
        {refusal !== null && <Notice tone="critical">{failure(refusal)}</Notice>}
        <div className="dialog-form-actions">
          <Button onClick={() => props.onClose(false)}>{t('app.cancel')}</Button>
          <Button busy={busy} disabled={name.trim() === ''} kind="primary" type="submit">
            {t('users.add')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
