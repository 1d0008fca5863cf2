import { watchFolders, type FolderWatcher } from '../sources/watchFolders.ts';
import type { Workspace } from './workspace.ts';

/** The watched folders of the open library: one watcher a library, made when it is first asked for. */
export interface Watchers {
  of(workspace: Workspace): FolderWatcher;
}

export function createWatchers(): Watchers {
  const watchers = new WeakMap<Workspace, FolderWatcher>();
  return {
    of(workspace) {
      const known = watchers.get(workspace);
      if (known !== undefined) return known;
      const { library, session, hub } = workspace;
      const watcher = watchFolders({
        library,
        session,
        onChange: () => hub.emit('catalog.changed', { revision: library.db.version(), studyKeys: [] }),
      });
      watchers.set(workspace, watcher);
      library.onLock(() => void watcher.close());
      return watcher;
    },
  };
}
