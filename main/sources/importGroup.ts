import { addInstances, type FiledInstances } from '../catalog/addInstances.ts';
import type { FiledStudy } from '../catalog/fileStudy.ts';
import type { NewInstance } from '../catalog/newInstance.ts';
import type { WritableDb } from '../database/readableDb.ts';
import type { JsonValue } from '../domain/json.ts';
import type { Library } from '../library/library.ts';
import type { Session } from '../library/users.ts';
import type { Clock } from '../ports/clock.ts';
import type { VaultBatch } from '../vault/vault.ts';
import type { SourceItem } from './sourceItem.ts';

/** Who imports into what. */
export interface ImportTarget {
  readonly library: Library;
  readonly session: Session;
  readonly clock: Clock;
}

/** Objects that are committed together. */
export interface ImportGroup {
  readonly batch: VaultBatch;
  readonly members: { readonly item: SourceItem; readonly instance: NewInstance }[];
  /** Objects that are still being written. */
  readonly pending: Set<Promise<unknown>>;
  readonly startedMs: number;
  sizeBytes: number;
}

export function startGroup({ library, clock }: ImportTarget): ImportGroup {
  return {
    batch: library.vault.batch(),
    members: [],
    pending: new Set(),
    startedMs: clock.monotonicMs(),
    sizeBytes: 0,
  };
}

/**
 * Makes a group durable: objects first, then one transaction with their rows, the changes and the audit entries. When this
 * resolves, all of it survives power loss. Rejects with the vault's and the database's failures; then none of it is there.
 */
export async function commitGroup(target: ImportTarget, group: ImportGroup): Promise<FiledInstances> {
  const { library, clock } = target;
  try {
    await Promise.all(group.pending);
    await group.batch.sync();
    return library.db.write((tx) => {
      group.batch.record(tx);
      const instances = group.members.map(({ instance }) => instance);
      const filed = addInstances(tx, { instances, nowMs: clock.nowMs() });
      for (const study of filed.touched) recordStudy(tx, target, study);
      for (const studyKey of filed.restored) recordReturn(tx, target, studyKey);
      return filed;
    });
  } finally {
    await group.batch.close();
  }
}

function recordStudy(tx: WritableDb, { library, session }: ImportTarget, study: FiledStudy): void {
  const resource = { kind: 'study', id: study.studyKey };
  const actor = session.user.id;
  library.changes.append(tx, {
    resource,
    operation: 'add-instances',
    schema: 1,
    body: bodyOf(study),
    actor,
  });
  const details = { instances: study.added.length };
  session.record({ action: 'study.import', resource, outcome: 'success', details }, tx);
  if (study.added.some(({ remembered }) => remembered)) {
    session.record(
      { action: 'charset.accept', resource, outcome: 'success', details: { remembered: true } },
      tx,
    );
  }
}

/** What another device needs to list the study and to fetch its objects. */
function bodyOf(study: FiledStudy): JsonValue {
  const [first] = study.added;
  const series = new Map(study.added.map(({ header }) => [header.series.uid, header.series]));
  return {
    patientKey: study.patientKey,
    studyInstanceUid: study.studyInstanceUid,
    patient: (first?.header.patient ?? null) as unknown as JsonValue,
    study: (first?.header.study ?? null) as unknown as JsonValue,
    series: [...series.values()] as unknown as JsonValue,
    instances: study.added.map((instance) => ({
      content: instance.instanceKey,
      object: instance.identity,
      sizeBytes: instance.sizeBytes,
      seriesInstanceUid: instance.header.series.uid,
      sopClassUid: instance.header.instance.sopClassUid,
      sopInstanceUid: instance.header.instance.sopInstanceUid,
    })),
  };
}

function recordReturn(tx: WritableDb, { library, session }: ImportTarget, studyKey: string): void {
  const resource = { kind: 'study', id: studyKey };
  const actor = session.user.id;
  library.changes.append(tx, { resource, operation: 'restore', schema: 1, body: {}, actor });
  session.record({ action: 'study.restore', resource, outcome: 'success' }, tx);
}
