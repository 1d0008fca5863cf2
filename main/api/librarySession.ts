import { rm } from 'node:fs/promises';
import { fail, succeed, type Failure, type Result } from '../domain/failure.ts';
import { createLibrary } from '../library/createLibrary.ts';
import type { Library } from '../library/library.ts';
import { openLibrary } from '../library/openLibrary.ts';
import type { LibraryBase } from '../library/libraryOptions.ts';
import type { Secrets } from '../ports/secrets.ts';
import type { LibraryState } from '../../preload/contract/library.ts';
import type { EventHub } from './eventHub.ts';
import type { SampleLibrary } from './sampleLibrary.ts';
import type { Workspace } from './workspace.ts';

/** Which library is open, and who acts. One for all windows of a program. */
export interface LibrarySession {
  state(): LibraryState;
  workspace(): Workspace | null;
  /** What a program does first: the keyring, a passphrase given from outside, else the sample where there is no library. */
  start(passphrase: string | null): Promise<void>;
  create(user: {
    readonly userName: string;
    readonly passphrase: string;
  }): Promise<Result<{ recoveryKey: string }>>;
  unlock(who: { readonly passphrase: string; readonly userName: string | null }): Promise<Result<void>>;
  lock(): Promise<void>;
  close(): Promise<void>;
}

type State =
  | { readonly kind: 'none' }
  | { readonly kind: 'locked' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'open'; readonly workspace: Workspace; readonly sampleDir: string | null };

/** Failures that a passphrase can mend; with all others the library is said not to open. */
const lockedCodes: readonly string[] = ['LIBRARY_NO_KEY', 'LIBRARY_WRONG_KEY'];

export function createLibrarySession(options: {
  readonly base: LibraryBase;
  readonly secrets: Secrets;
  readonly hub: EventHub;
  readonly sample: SampleLibrary | null;
  /** Puts the services around an open library. */
  readonly furnish: (library: Library, session: Workspace['session']) => Workspace;
}): LibrarySession {
  const { base, secrets, hub, sample, furnish } = options;
  let state: State = { kind: 'none' };

  const become = (next: State): void => {
    state = next;
    hub.emit('library.changed', describe(state));
  };

  const enter = async (
    library: Library,
    who: { readonly name?: string; readonly passphrase?: string },
    sampleDir: string | null,
  ): Promise<Result<void>> => {
    const session = await library.session(who);
    if (!session.ok) {
      await library.close();
      return session;
    }
    await leave();
    become({ kind: 'open', workspace: furnish(library, session.value), sampleDir });
    return succeed(undefined);
  };

  const leave = async (): Promise<void> => {
    if (state.kind !== 'open') return;
    const { workspace, sampleDir } = state;
    state = { kind: 'locked' };
    await workspace.library.lock();
    if (sampleDir !== null) await rm(sampleDir, { recursive: true, force: true });
  };

  const openSample = async (): Promise<void> => {
    const opened = sample === null ? null : await sample.open();
    if (opened === null) return become({ kind: 'none' });
    await enter(opened.library, {}, opened.dir);
    if (state.kind === 'open') await sample?.fill(state.workspace);
    return undefined;
  };

  return {
    state: () => describe(state),
    workspace: () => (state.kind === 'open' ? state.workspace : null),
    async start(passphrase) {
      const opened = await openLibrary({ ...base, secrets, ...(passphrase === null ? {} : { passphrase }) });
      if (opened.ok) {
        await enter(opened.value, {}, null);
        return;
      }
      const { code } = opened.failure;
      if (code === 'LIBRARY_NOT_FOUND') await openSample();
      else
        become(lockedCodes.includes(code) ? { kind: 'locked' } : { kind: 'failed', failure: opened.failure });
    },
    async create({ userName, passphrase }) {
      const made = await createLibrary({ ...base, secrets, user: { name: userName, passphrase } });
      if (!made.ok) return made;
      const entered = await enter(made.value.library, {}, null);
      return entered.ok ? succeed({ recoveryKey: made.value.recoveryKey }) : entered;
    },
    async unlock({ passphrase, userName }) {
      if (state.kind === 'open') return fail('CONFLICT', 'The library is open already.');
      const opened = await openLibrary({ ...base, passphrase });
      if (!opened.ok) return opened;
      return enter(opened.value, userName === null ? {} : { name: userName, passphrase }, null);
    },
    async lock() {
      if (state.kind !== 'open' || state.sampleDir !== null) return;
      await leave();
      become({ kind: 'locked' });
    },
    close: leave,
  };
}

function describe(state: State): LibraryState {
  const closed = { failure: null, libraryId: null, sample: false, user: null, userNames: [] };
  switch (state.kind) {
    case 'none':
    case 'locked':
      return { ...closed, state: state.kind };
    case 'failed':
      return {
        ...closed,
        state: 'failed',
        failure: { ...state.failure, details: { ...state.failure.details } },
      };
    case 'open': {
      const { library, session } = state.workspace;
      return {
        state: 'open',
        failure: null,
        libraryId: library.id,
        sample: state.sampleDir !== null,
        user: { name: session.user.name, role: session.user.role },
        userNames: library.users.list().map(({ name }) => name),
      };
    }
  }
}
