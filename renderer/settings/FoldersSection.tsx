import { Trash2 } from 'lucide-react';
import { useState, type FormEvent, type ReactNode } from 'react';
import type { Result } from '../../main/domain/failure.ts';
import { PathField } from '../app/PathField.tsx';
import { useCall, useConnection } from '../client/index.ts';
import { useI18n } from '../i18n/index.ts';
import { Badge, Button, IconButton, showToast } from '../ui/index.ts';
import { Pending, Section } from './Section.tsx';

const tones = { watching: 'verified', missing: 'attention', failed: 'critical' } as const;

/** Folders whose new files come in by themselves. */
export function FoldersSection(): ReactNode {
  const { t, instant, failure } = useI18n();
  const connection = useConnection();
  const read = useCall('watched.list', {});
  const [path, setPath] = useState('');
  const settle = (result: Result<unknown>): void => {
    if (result.ok) setPath('');
    else showToast({ text: failure(result.failure), tone: 'critical' });
    read.reload();
  };
  const add = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    settle(await connection.call('watched.add', { path: path.trim() }));
  };
  const remove = async (one: string): Promise<void> => {
    settle(await connection.call('watched.remove', { path: one }));
  };
  return (
    <Section section="folders" text={t('folders.text')}>
      <Pending read={read} />
      {read.value?.length === 0 && <p className="ax-text-quiet">{t('folders.empty')}</p>}
      {read.value !== null && read.value.length > 0 && (
        <table className="settings-table">
          <thead>
            <tr>
              <th scope="col">{t('folders.path')}</th>
              <th scope="col">{t('folders.state')}</th>
              <th scope="col">{t('folders.last')}</th>
              <th data-last scope="col">
                <span className="ax-only-heard">{t('app.remove')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {read.value.map((folder) => (
              <tr key={folder.path}>
                <td className="ax-selectable">{folder.path}</td>
                <td>
                  <Badge tone={tones[folder.state]}>{t(`folders.${folder.state}`)}</Badge>
                </td>
                <td>{instant(folder.lastImportAt)}</td>
                <td data-last>
                  <IconButton
                    icon={Trash2}
                    label={t('folders.remove', { path: folder.path })}
                    onClick={() => void remove(folder.path)}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <form className="settings-row" onSubmit={(event) => void add(event)}>
        <PathField kind="folder" label={t('folders.path')} value={path} onChange={setPath} />
        <Button disabled={path.trim() === ''} type="submit">
          {t('folders.add')}
        </Button>
      </form>
    </Section>
  );
}
