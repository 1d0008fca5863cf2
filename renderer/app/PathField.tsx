import './PathField.css';
import { FolderOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import { useConnection } from '../client/index.ts';
import { useI18n } from '../i18n/index.ts';
import { useSession } from '../state/AppState.tsx';
import { Button, TextField } from '../ui/index.ts';

/** A path on this machine: typed, or chosen where the shell has dialogs. */
export function PathField(props: {
  readonly label: string;
  readonly kind: 'files' | 'folder';
  readonly value: string;
  readonly onChange: (path: string) => void;
  readonly hint?: string;
  readonly placeholder?: string;
}): ReactNode {
  const { t } = useI18n();
  const connection = useConnection();
  const dialogs = useSession((state) => state.info?.dialogs ?? false);
  const choose = async (): Promise<void> => {
    const result = await connection.call('import.choose', { kind: props.kind });
    const path = result.ok ? result.value.paths?.[0] : undefined;
    if (path !== undefined) props.onChange(path);
  };
  return (
    <div className="path-field">
      <TextField
        label={props.label}
        value={props.value}
        onChange={props.onChange}
        {...(props.hint === undefined ? {} : { hint: props.hint })}
        {...(props.placeholder === undefined ? {} : { placeholder: props.placeholder })}
      />
      {dialogs && (
        <Button icon={FolderOpen} onClick={() => void choose()}>
          {t('app.choose')}
        </Button>
      )}
    </div>
  );
}
