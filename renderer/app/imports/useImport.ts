import { useMemo } from 'react';
import type { Result } from '../../../main/domain/failure.ts';
import { useConnection } from '../../client/index.ts';
import { useI18n } from '../../i18n/index.ts';
import { useAppState } from '../../state/AppState.tsx';
import { showToast } from '../../ui/index.ts';
import { uploadFiles } from './uploadFiles.ts';
import { entriesOf, walkEntries, type WalkedFile } from './walkEntries.ts';

/** The ways to start an import. Each opens the activity tray; what is refused at once is said in a toast. */
export interface ImportActions {
  /** Paths on this machine. */
  readonly paths: (paths: readonly string[]) => Promise<void>;
  /** Files from an input: by path where the shell knows it, else by upload. */
  readonly files: (files: readonly File[]) => Promise<void>;
  /** What was dropped; call it inside the drop event. */
  readonly drop: (data: DataTransfer) => Promise<void>;
  /** The shell's own dialog. */
  readonly choose: (kind: 'files' | 'folder') => Promise<void>;
}

export function useImport(): ImportActions {
  const connection = useConnection();
  const { route, session } = useAppState();
  const { failure, t } = useI18n();
  return useMemo(() => {
    const settle = (result: Result<unknown>): void => {
      if (result.ok) return route.show('activity');
      showToast({ text: failure(result.failure), tone: 'critical' });
    };
    /** The sample takes no imports: an own library is made first, then the import goes on. */
    const inOwnLibrary = (work: () => Promise<void>): Promise<void> =>
      session.leaveSample(() => void work()) ? Promise.resolve() : work();
    const startPaths = async (list: readonly string[]): Promise<void> =>
      settle(await connection.call('import.start', { paths: [...list] }));
    const upload = async (files: readonly WalkedFile[]): Promise<void> => {
      if (files.length === 0) {
        showToast({ text: t('import.nothing'), tone: 'attention' });
        return;
      }
      route.show('activity');
      settle(await uploadFiles(connection, files));
    };
    const paths = (list: readonly string[]): Promise<void> => inOwnLibrary(() => startPaths(list));
    return {
      paths,
      files: async (files) => {
        const known = connection.pathsOf(files);
        if (known !== null && known.length > 0) return paths(known);
        return inOwnLibrary(() =>
          upload(files.map((file) => ({ path: file.webkitRelativePath || file.name, file }))),
        );
      },
      drop: async (data) => {
        const files = [...data.files];
        const known = connection.pathsOf(files);
        if (known !== null && known.length > 0) return paths(known);
        const entries = entriesOf(data.items);
        // Files that come from another page or program have no entry to walk.
        const loose = files.map((file) => ({ path: file.name, file }));
        return inOwnLibrary(async () => upload(entries.length === 0 ? loose : await walkEntries(entries)));
      },
      choose: async (kind) => {
        const result = await connection.call('import.choose', { kind });
        if (!result.ok) return settle(result);
        if (result.value.paths !== null && result.value.paths.length > 0) await paths(result.value.paths);
      },
    };
  }, [connection, route, session, failure, t]);
}
