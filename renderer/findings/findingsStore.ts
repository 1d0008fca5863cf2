import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Failure } from '../../main/domain/failure.ts';
import type { CallInput, Transport } from '../../preload/contract/contract.ts';
import type { Finding, Mark } from '../../preload/contract/findings.ts';

export interface FindingsState {
  /** Oldest first; null until they were read once. */
  readonly findings: readonly Finding[] | null;
  readonly failure: Failure | null;
  /** Findings that are not drawn, and `finding/segment` pairs. */
  readonly hidden: ReadonlySet<string>;
}

/** The marks and segmentations of one study, as the services hold them. */
export interface FindingsStore extends StoreApi<FindingsState> {
  readonly load: () => Promise<void>;
  readonly saveMark: (findingId: string | null, mark: Mark) => Promise<Finding | Failure>;
  readonly remove: (findingId: string) => Promise<Failure | null>;
  readonly restore: (findingId: string) => Promise<Failure | null>;
  readonly decide: (findingId: string, decision: Finding['status']) => Promise<Failure | null>;
  readonly startSegmentation: (input: CallInput<'segmentation.start'>) => Promise<Failure | null>;
  readonly createSegmentation: (input: CallInput<'segmentation.create'>) => Promise<Finding | Failure>;
  readonly setHidden: (key: string, hidden: boolean) => void;
  readonly dispose: () => void;
}

export function isFailure(value: Finding | Failure): value is Failure {
  return 'code' in value;
}

export function createFindingsStore(
  transport: Pick<Transport, 'call' | 'on'>,
  studyKey: string,
): FindingsStore {
  const store = createStore<FindingsState>(() => ({ findings: null, failure: null, hidden: new Set() }));
  const put = (finding: Finding): void =>
    store.setState(({ findings }) => {
      const others = findings ?? [];
      const isKnown = others.some(({ findingId }) => findingId === finding.findingId);
      return {
        findings: isKnown
          ? others.map((other) => (other.findingId === finding.findingId ? finding : other))
          : [...others, finding],
      };
    });
  let round = 0;
  const load = async (): Promise<void> => {
    round += 1;
    const mine = round;
    const result = await transport.call('findings.list', { studyKey });
    if (mine !== round) return;
    store.setState(result.ok ? { findings: result.value, failure: null } : { failure: result.failure });
  };
  const stop = transport.on('findings.changed', (payload) => {
    if (payload.studyKey === studyKey) void load();
  });
  return {
    ...store,
    load,
    saveMark: async (findingId, mark) => {
      const result = await transport.call('findings.saveMark', { findingId, mark });
      if (!result.ok) return result.failure;
      put(result.value);
      return result.value;
    },
    remove: async (findingId) => {
      const result = await transport.call('findings.remove', { findingId });
      if (!result.ok) return result.failure;
      store.setState(({ findings }) => ({
        findings: findings?.filter((finding) => finding.findingId !== findingId) ?? null,
      }));
      return null;
    },
    restore: async (findingId) => {
      const result = await transport.call('findings.restore', { findingId });
      if (!result.ok) return result.failure;
      put(result.value);
      return null;
    },
    decide: async (findingId, decision) => {
      const result = await transport.call('findings.decide', { findingId, decision, reason: null });
      if (!result.ok) return result.failure;
      put(result.value);
      return null;
    },
    startSegmentation: async (input) => {
      const result = await transport.call('segmentation.start', input);
      return result.ok ? null : result.failure;
    },
    createSegmentation: async (input) => {
      const result = await transport.call('segmentation.create', input);
      if (!result.ok) return result.failure;
      put(result.value);
      return result.value;
    },
    setHidden: (key, hidden) =>
      store.setState((state) => {
        const next = new Set(state.hidden);
        if (hidden) next.add(key);
        else next.delete(key);
        return { hidden: next };
      }),
    dispose: () => {
      round += 1;
      stop();
    },
  };
}
