import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Failure } from '../../main/domain/failure.ts';
import type { CallOutput, Transport } from '../../preload/contract/contract.ts';
import type { LibraryState } from '../../preload/contract/library.ts';

export type AppInfo = CallOutput<'app.info'>;

/** Who works in which library, as far as the services told. */
export interface SessionState {
  /** Null until the services answered. */
  readonly library: LibraryState | null;
  readonly info: AppInfo | null;
  /** Why the services did not answer; null when they did. */
  readonly failure: Failure | null;
  /** Held from the making of a library until the user confirms to have stored it; nowhere else. */
  readonly recoveryKey: string | null;
  /** The user wants a library of their own in place of the sample; `wanted` runs once it is open. */
  readonly leavingSample: { readonly wanted: (() => void) | null } | null;
}

export interface SessionStore extends StoreApi<SessionState> {
  /** Asks for the state, and follows it from then on. */
  readonly load: () => Promise<void>;
  /** Null when it worked. */
  readonly create: (input: {
    readonly userName: string;
    readonly passphrase: string;
  }) => Promise<Failure | null>;
  readonly unlock: (input: {
    readonly userName: string | null;
    readonly passphrase: string;
  }) => Promise<Failure | null>;
  readonly lock: () => Promise<void>;
  /** Goes on from the recovery key, to what the user had wanted before. */
  readonly confirmRecoveryKey: () => void;
  /** True: the open library is the sample, and the way to an own one has begun; `wanted` waits for its end. */
  readonly leaveSample: (wanted: (() => void) | null) => boolean;
  readonly stayInSample: () => void;
}

export function createSessionStore(transport: Transport): SessionStore {
  const store = createStore<SessionState>(() => ({
    library: null,
    info: null,
    failure: null,
    recoveryKey: null,
    leavingSample: null,
  }));
  transport.on('library.changed', (library) => store.setState({ library, failure: null }));
  return {
    ...store,
    load: async () => {
      const [info, library] = await Promise.all([
        transport.call('app.info', {}),
        transport.call('library.state', {}),
      ]);
      if (info.ok) store.setState({ info: info.value });
      store.setState(library.ok ? { library: library.value, failure: null } : { failure: library.failure });
    },
    create: async (input) => {
      const result = await transport.call('library.create', input);
      if (!result.ok) return result.failure;
      store.setState({ library: result.value.state, recoveryKey: result.value.recoveryKey });
      return null;
    },
    unlock: async (input) => {
      const result = await transport.call('library.unlock', input);
      if (!result.ok) return result.failure;
      store.setState({ library: result.value });
      return null;
    },
    lock: async () => {
      const result = await transport.call('library.lock', {});
      if (result.ok) store.setState({ library: result.value });
    },
    confirmRecoveryKey: () => {
      const { leavingSample } = store.getState();
      store.setState({ recoveryKey: null, leavingSample: null });
      leavingSample?.wanted?.();
    },
    leaveSample: (wanted) => {
      const isSample = store.getState().library?.sample ?? false;
      if (isSample) store.setState({ leavingSample: { wanted } });
      return isSample;
    },
    stayInSample: () => store.setState({ leavingSample: null }),
  };
}
