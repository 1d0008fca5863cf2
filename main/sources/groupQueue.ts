import type { FiledInstances } from '../catalog/addInstances.ts';
import { failureOf, type Failure } from '../domain/failure.ts';
import { commitGroup, startGroup, type ImportGroup, type ImportTarget } from './importGroup.ts';
import type { ReadObject } from './readObject.ts';
import type { OpenItem, SourceItem } from './sourceItem.ts';

/** A group is committed when it has so many objects, so many bytes or so much age. */
const groupObjects = 512;
const groupBytes = 96 * 1024 ** 2;
const groupAgeMs = 1_000;
/** The first groups are small, so that the first image can be read at once: 1, 8, 64, … objects. */
const growth = 8;
/** Groups that may wait for their commit. */
const groupsWaiting = 2;

/** Groups on their way to the disk: one is filled, those before it are committed in order. */
export interface GroupQueue {
  /** Settles when few enough groups wait that another may be filled. */
  hasRoom(): Promise<void>;
  /**
   * Stores an object in the group that is being filled; settles when its bytes are written. Answers the failure where the
   * source could not be read again; rejects with the vault's.
   */
  put(object: {
    readonly item: SourceItem;
    readonly open: OpenItem;
    readonly read: ReadObject;
    /** Null: too large to hold, read from `open`. */
    readonly bytes: Uint8Array | null;
  }): Promise<Failure | null>;
  /** Ends the group that is being filled: what comes after goes into a new one. */
  seal(): void;
  /** The same where it has waited long: a slow source must not keep what it has given from being committed. */
  sealOld(): void;
  /** Whether nothing is filled and nothing waits. */
  isEmpty(): boolean;
  /** Settles when every sealed group is committed or dropped. */
  settled(): Promise<void>;
}

export function openGroupQueue(options: {
  readonly target: ImportTarget;
  /** True: sealed groups are dropped instead of committed. */
  readonly isBroken: () => boolean;
  readonly onCommit: (group: ImportGroup, filed: FiledInstances) => void;
  /** A group that could not be committed, and what was thrown; nothing of it is stored. */
  readonly onFailure: (group: ImportGroup, error: unknown) => void;
}): GroupQueue {
  const { target, isBroken, onCommit, onFailure } = options;
  const commits = new Set<Promise<void>>();
  let lastCommit: Promise<void> = Promise.resolve();
  let group: ImportGroup | null = null;
  let limit = 1;

  const commit = async (sealed: ImportGroup): Promise<void> => {
    try {
      if (isBroken()) await sealed.batch.close();
      else onCommit(sealed, await commitGroup(target, sealed));
    } catch (error) {
      onFailure(sealed, error);
    }
  };
  const seal = (): void => {
    const sealed = group;
    if (sealed === null) return;
    group = null;
    limit = Math.min(groupObjects, limit * growth);
    const done = lastCommit
      .then(() => commit(sealed))
      .finally(() => {
        commits.delete(done);
      });
    commits.add(done);
    lastCommit = done;
  };

  return {
    hasRoom: async () => {
      while (commits.size > groupsWaiting) await Promise.race(commits);
    },
    put: async ({ item, open, read, bytes }) => {
      group ??= startGroup(target);
      const own = group;
      const { patientKey: patientId } = read.patient;
      own.sizeBytes += open.sizeBytes;
      const stored = (
        bytes === null
          ? own.batch.putSource({ patientId, source: open })
          : own.batch.put({ patientId, bytes })
      )
        .then(({ identity, sizeBytes }) => {
          own.members.push({ item, instance: { ...read, instanceKey: identity, identity, sizeBytes } });
          return null;
        })
        .catch((error: unknown) => {
          const failure = failureOf(error);
          // Reading a stream again and unpacking it happen inside the vault's writing.
          if (/^(FILE|ARCHIVE)_/.test(failure.code)) return failure;
          throw error;
        });
      own.pending.add(stored);
      if (own.pending.size >= limit || own.sizeBytes >= groupBytes) seal();
      return stored;
    },
    seal,
    sealOld: () => {
      if (group !== null && target.clock.monotonicMs() - group.startedMs > groupAgeMs) seal();
    },
    isEmpty: () => group === null && commits.size === 0,
    settled: async () => {
      await Promise.all(commits);
    },
  };
}
