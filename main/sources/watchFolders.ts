import { lstat } from 'node:fs/promises';
import { isAbsolute, resolve } from 'node:path';
import { fail, failureOf, succeed, type Result } from '../domain/failure.ts';
import { systemClock } from '../ports/clock.ts';
import { importItems, type ImportOptions } from './importItems.ts';
import { findFresh, restWatch } from './restingFiles.ts';
import type { Found } from './sourceItem.ts';
import { forgetFolder, keepFiles, keepFolder, keptFiles, keptFolders } from './watchedFolders.ts';

/** A watched folder, in the shape that crosses to the screen. */
export interface WatchedFolder {
  readonly path: string;
  readonly state: 'watching' | 'missing' | 'failed';
  /** ISO 8601, UTC; null where nothing came yet. */
  readonly lastImportAt: string | null;
}

export interface FolderWatcher {
  list(): WatchedFolder[];
  /** `FILE_NOT_FOUND` where no folder is there, `INVALID_INPUT` for the library's own folder, `FORBIDDEN`. */
  add(path: string): Promise<Result<void>>;
  /** `NOT_FOUND` where it is not watched. What was imported stays. */
  remove(path: string): Promise<Result<void>>;
  /** Looks at every folder now and settles when what is ready was imported. */
  scan(): Promise<void>;
  /** Stops; settles when a running import has ended. */
  close(): Promise<void>;
}

/** A file must have kept its size and time for so long before it is read: it may still be copied. */
const restMs = 2_000;
const scanEveryMs = 2_000;
/** A scan may take this part of the time at most: large folders are looked at less often. */
const scanShare = 0.1;

/**
 * Watches folders of this machine and imports what comes. It looks instead of listening: a listener hears nothing of
 * network shares and misses what came while it slept. A file is imported once it rests, and again only when it changes;
 * that is kept in the library, so a restart imports nothing twice.
 */
export function watchFolders(
  options: Omit<ImportOptions, 'signal'> & {
    /** For tests: 0 looks only when `scan` is called. */
    readonly everyMs?: number;
    readonly settleMs?: number;
    /** A folder went missing, came back, or something came. */
    readonly onChange?: () => void;
  },
): FolderWatcher {
  const { library, session, onChange } = options;
  const clock = options.clock ?? systemClock;
  const everyMs = options.everyMs ?? scanEveryMs;
  const stop = new AbortController();
  const states = new Map<string, WatchedFolder['state']>();
  const rest = restWatch({ clock, settleMs: options.settleMs ?? restMs });
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> | null = null;

  const setState = (path: string, state: WatchedFolder['state']): void => {
    if (states.get(path) === state) return;
    states.set(path, state);
    onChange?.();
  };
  const scanFolder = async (folder: { readonly id: number; readonly path: string }): Promise<void> => {
    const stat = await lstat(folder.path).catch(() => null);
    if (stat?.isDirectory() !== true) return setState(folder.path, 'missing');
    const known = keptFiles(library.db.read, folder.id);
    const { fresh, gone } = await findFresh(folder.path, {
      known,
      rest,
      except: library.dir,
      signal: stop.signal,
    });
    if (fresh.length > 0) {
      const found = fresh.map(({ item }): Found => ({ kind: 'item', item }));
      const imported = await importItems({ ...options, clock, signal: stop.signal, found });
      if (!imported.ok) return setState(folder.path, 'failed');
      for (const { item } of fresh) rest.forget(item.name);
    }
    if (fresh.length > 0 || gone.length > 0) {
      keepFiles(library.db, folder.id, {
        seen: fresh.map(({ kept }) => kept),
        gone,
        importedMs: fresh.length > 0 ? clock.nowMs() : null,
      });
    }
    setState(folder.path, 'watching');
    if (fresh.length > 0) onChange?.();
  };
  const scanAll = async (): Promise<void> => {
    for (const folder of keptFolders(library.db.read)) {
      if (stop.signal.aborted) return;
      await scanFolder(folder).catch(() => setState(folder.path, 'failed'));
    }
  };
  const scan = (): Promise<void> => {
    running ??= scanAll().finally(() => {
      running = null;
    });
    return running;
  };
  const plan = (delayMs: number): void => {
    if (everyMs === 0 || stop.signal.aborted) return;
    timer = setTimeout(() => {
      const startedMs = clock.monotonicMs();
      scan()
        .catch((error: unknown) => failureOf(error))
        .finally(() => plan(Math.max(everyMs, (clock.monotonicMs() - startedMs) / scanShare)))
        .catch(() => undefined);
    }, delayMs);
    timer.unref();
  };
  plan(everyMs);

  return {
    list: () =>
      keptFolders(library.db.read).map(({ path, lastImportMs }) => ({
        path,
        state: states.get(path) ?? 'watching',
        lastImportAt: lastImportMs === null ? null : new Date(lastImportMs).toISOString(),
      })),
    add: async (path) => {
      const allowed = session.require('import');
      if (!allowed.ok) return allowed;
      if (!isAbsolute(path)) return fail('INVALID_INPUT', 'The folder must be given by its full path.');
      const stat = await lstat(path).catch(() => null);
      if (stat?.isDirectory() !== true) return fail('FILE_NOT_FOUND', 'There is no folder at this path.');
      if (resolve(path) === resolve(library.dir)) {
        return fail('INVALID_INPUT', 'The library cannot watch its own folder.');
      }
      keepFolder(library.db, resolve(path), clock.nowMs());
      session.record({
        action: 'settings.change',
        resource: { kind: 'watched-folder', id: 'add' },
        outcome: 'success',
      });
      return succeed(undefined);
    },
    remove: (path) => {
      const allowed = session.require('import');
      if (!allowed.ok) return Promise.resolve(allowed);
      if (!forgetFolder(library.db, resolve(path)))
        return Promise.resolve(fail('NOT_FOUND', 'This folder is not watched.'));
      session.record({
        action: 'settings.change',
        resource: { kind: 'watched-folder', id: 'remove' },
        outcome: 'success',
      });
      return Promise.resolve(succeed(undefined));
    },
    scan,
    close: async () => {
      stop.abort();
      if (timer !== null) clearTimeout(timer);
      await running?.catch(() => undefined);
    },
  };
}
