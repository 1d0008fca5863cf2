import { join } from 'node:path';
import type { ApiFace } from './api/face.ts';
import { readBytes, writeBytes } from './api/bytes.ts';
import { openDoor } from './api/door.ts';
import { createEventHub } from './api/eventHub.ts';
import { followCommits } from './api/followCommits.ts';
import { keepHouse } from './api/housekeeping.ts';
import { catalogHandlers } from './api/handlers/catalogHandlers.ts';
import { findingHandlers } from './api/handlers/findingHandlers.ts';
import { importHandlers, type ChoosePaths } from './api/handlers/importHandlers.ts';
import { libraryHandlers, type ShellName } from './api/handlers/libraryHandlers.ts';
import { pixelHandlers } from './api/handlers/pixelHandlers.ts';
import { createLibrarySession } from './api/librarySession.ts';
import { openWorkspace, type Entries } from './api/openWorkspace.ts';
import { filePreferences } from './api/preferences.ts';
import { createSampleLibrary } from './api/sampleLibrary.ts';
import { createThumbnails } from './api/thumbnails.ts';
import { createUploads } from './api/uploads.ts';
import { createWatchers } from './api/watchers.ts';
import type { Workspace } from './api/workspace.ts';
import { catalogDigest } from './catalog/catalogDigest.ts';
import { AxialError, fail, makeFailure, type Result } from './domain/failure.ts';
import { findingsDigest } from './findings/findingStore.ts';
import type { LibraryBase } from './library/libraryOptions.ts';
import type { Clock } from './ports/clock.ts';
import type { Files } from './ports/files.ts';
import type { Logger } from './ports/logger.ts';
import type { Processes } from './ports/processes.ts';
import type { Secrets } from './ports/secrets.ts';

export interface ServicesOptions {
  /** Absolute path of the library's folder. */
  readonly libraryDir: string;
  /** Where preferences of this machine are kept. */
  readonly settingsDir: string;
  readonly files: Files;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly processes: Processes;
  readonly secrets: Secrets;
  readonly shell: ShellName;
  readonly choosePaths?: ChoosePaths;
  /** Decoder processes at most. */
  readonly decoders: number;
  /** Files of the sample study for a first start; none: a first start has no library open. */
  readonly samplePaths?: readonly string[];
  readonly entries?: Entries;
  /** How dear a new library's passphrase is; tests take less. */
  readonly passphraseCost?: NonNullable<LibraryBase['passphraseCost']>;
}

/** Everything a shell drives. */
export interface Services extends ApiFace {
  /** Opens the configured library with the keyring or the passphrase, or the sample where there is none. */
  start(passphrase: string | null): Promise<void>;
  /** Locks the library, as for an idle screen. */
  lock(): Promise<void>;
  close(): Promise<void>;
}

/** Parts of the library's digest above the library itself. */
export const digestParts: NonNullable<LibraryBase['digestParts']> = [...catalogDigest, findingsDigest];

/** The composition root: plain constructors, nothing global. */
export function createServices(options: ServicesOptions): Services {
  const { libraryDir, settingsDir, files, clock, logger, processes, secrets, shell, decoders } = options;
  const { choosePaths = null, samplePaths = [], entries = {} } = options;
  const hub = createEventHub();
  const uploads = createUploads();
  const watchers = createWatchers();
  const base: LibraryBase = {
    dir: libraryDir,
    files,
    clock,
    digestParts,
    ...(options.passphraseCost === undefined ? {} : { passphraseCost: options.passphraseCost }),
  };
  const session = createLibrarySession({
    base,
    secrets,
    hub,
    sample: samplePaths.length === 0 ? null : createSampleLibrary({ files, clock, digestParts }, samplePaths),
    furnish: (library, acting) => {
      const workspace = openWorkspace({
        library,
        session: acting,
        processes,
        files,
        hub,
        clock,
        logger,
        decoders,
        uploads,
        entries,
      });
      followCommits(workspace);
      keepHouse(workspace);
      if (acting.require('import').ok) watchers.of(workspace);
      return workspace;
    },
  });
  const thumbnails = createThumbnails();
  const open = (): Workspace => {
    const workspace = session.workspace();
    if (workspace === null) throw new AxialError(makeFailure('LIBRARY_LOCKED'));
    return workspace;
  };
  const door = openDoor({
    handlers: {
      ...libraryHandlers({
        session,
        open,
        preferences: filePreferences(join(settingsDir, 'preferences.json')),
        shell,
        dialogs: choosePaths !== null,
      }),
      ...catalogHandlers(open),
      ...importHandlers({ open, uploads, watcher: () => watchers.of(open()), choosePaths }),
      ...pixelHandlers(open),
      ...findingHandlers(open),
    },
    visitor: () => {
      const workspace = session.workspace();
      return { libraryOpen: workspace !== null, role: workspace?.session.user.role ?? null };
    },
    logger,
  });
  /** Bytes while the library is locked answer so, and never throw. */
  const withOpen = async <T>(work: (workspace: Workspace) => Promise<Result<T>>): Promise<Result<T>> => {
    const workspace = session.workspace();
    return workspace === null ? fail('LIBRARY_LOCKED') : work(workspace);
  };
  return {
    call: (name, input) => door.call(name, input),
    on: (name, listener) => hub.on(name, listener),
    readBytes: (route, { signal }) =>
      withOpen((workspace) => readBytes(workspace, thumbnails, route, signal)),
    writeBytes: (route, input) => withOpen((workspace) => writeBytes(workspace, uploads, route, input)),
    start: (passphrase) => session.start(passphrase),
    lock: () => session.lock(),
    close: () => session.close(),
  };
}
