import './ImportDialog.css';
import { FileUp, FolderUp } from 'lucide-react';
import { useRef, useState, type FormEvent, type ReactNode } from 'react';
import { useI18n } from '../../i18n/index.ts';
import { useAppState, useSession } from '../../state/AppState.tsx';
import { Button, Dialog, TextField } from '../../ui/index.ts';
import { useImport } from './useImport.ts';

/** Where studies come in: files, a folder, or a path on this machine. */
export function ImportDialog(props: { readonly open: boolean }): ReactNode {
  const { t } = useI18n();
  const { route } = useAppState();
  const dialogs = useSession((state) => state.info?.dialogs ?? false);
  const actions = useImport();
  const [path, setPath] = useState('');
  const filesInput = useRef<HTMLInputElement>(null);
  const folderInput = useRef<HTMLInputElement>(null);
  const close = (): void => route.show('none');
  const pick = (kind: 'files' | 'folder'): void => {
    if (dialogs) {
      close();
      void actions.choose(kind);
    } else {
      (kind === 'files' ? filesInput : folderInput).current?.click();
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (path.trim() === '') return;
    void actions.paths([path.trim()]);
    setPath('');
  };
  const takeInput = (input: HTMLInputElement): void => {
    const files = [...(input.files ?? [])];
    input.value = '';
    if (files.length === 0) return;
    close();
    void actions.files(files);
  };
  return (
    <Dialog open={props.open} title={t('import.title')} description={t('import.text')} onClose={close}>
      <div className="import-ways">
        <Button icon={FolderUp} kind="primary" onClick={() => pick('folder')}>
          {t('import.folder')}
        </Button>
        <Button icon={FileUp} onClick={() => pick('files')}>
          {t('import.files')}
        </Button>
      </div>
      <input
        hidden
        multiple
        aria-label={t('import.files')}
        ref={filesInput}
        type="file"
        onChange={(event) => takeInput(event.target)}
      />
      <input
        hidden
        aria-label={t('import.folder')}
        ref={(input) => {
          folderInput.current = input;
          if (input !== null) input.webkitdirectory = true;
        }}
        type="file"
        onChange={(event) => takeInput(event.target)}
      />
      <form className="import-path" onSubmit={submit}>
        <TextField label={t('import.path')} hint={t('import.pathHint')} value={path} onChange={setPath} />
        <Button disabled={path.trim() === ''} type="submit">
          {t('import.start')}
        </Button>
      </form>
      <p className="ax-text-quiet">{t('import.dropHint')}</p>
    </Dialog>
  );
}
