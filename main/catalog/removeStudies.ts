import type { ReadableDb, WritableDb } from '../database/readableDb.ts';
import { fail, succeed, type Result } from '../domain/failure.ts';
import type { Identity } from '../vault/vault.ts';
import type { Deed } from './deed.ts';

/** How long a removed study can be brought back. */
export const restorableMs = 30 * 24 * 3_600_000;

interface StudyKeys {
  readonly studyKeys: readonly string[];
}

/** Takes studies off the worklist; their objects stay for 30 days. Keys that are unknown or removed already are skipped. */
export function removeStudies(deed: Deed, input: StudyKeys): Result<{ readonly removed: number }> {
  const counted = move(deed, input, { action: 'study.remove', operation: 'remove', removedMs: deed.nowMs });
  return counted.ok ? succeed({ removed: counted.value }) : counted;
}

/** Puts removed studies back on the worklist. */
export function restoreStudies(deed: Deed, input: StudyKeys): Result<{ readonly restored: number }> {
  const counted = move(deed, input, { action: 'study.restore', operation: 'restore', removedMs: null });
  return counted.ok ? succeed({ restored: counted.value }) : counted;
}

function move(
  deed: Deed,
  { studyKeys }: StudyKeys,
  how: {
    readonly action: 'study.remove' | 'study.restore';
    readonly operation: 'remove' | 'restore';
    readonly removedMs: number | null;
  },
): Result<number> {
  const { library, session } = deed;
  const allowed = session.require('remove');
  if (!allowed.ok) return allowed;
  const count = library.db.write((tx) => {
    const moved = studyKeys.filter(
      (studyKey) =>
        tx.run('UPDATE study SET removed = ?, removed_ms = ? WHERE study_key = ? AND removed = ?', [
          how.removedMs === null ? 0 : 1,
          how.removedMs,
          studyKey,
          how.removedMs === null ? 1 : 0,
        ]) > 0,
    );
    for (const studyKey of moved) {
      const resource = { kind: 'study', id: studyKey };
      const actor = session.user.id;
      library.changes.append(tx, { resource, operation: how.operation, schema: 1, body: {}, actor });
      session.record({ action: how.action, resource, outcome: 'success' }, tx);
    }
    return moved.length;
  });
  return count === 0 ? fail('NOT_FOUND', 'None of these studies is there.') : succeed(count);
}

/**
 * Deletes for good what was removed more than 30 days ago, rows and objects. Run by the program itself, at its start and
 * once a day. Answers how many studies and objects went. Objects that another study refers to stay.
 */
export function purgeRemoved(deed: Deed): { readonly studies: number; readonly objects: number } {
  const { library, session, nowMs } = deed;
  const purged = library.db.write((tx) => {
    const due = tx.all<{ id: number; study_key: string; patient: number }>(
      'SELECT id, study_key, patient FROM study WHERE removed = 1 AND removed_ms <= ?',
      [nowMs - restorableMs],
    );
    const objects = due.flatMap((study) => deleteStudy(tx, study));
    for (const { study_key: id } of due) {
      const resource = { kind: 'study', id };
      library.changes.append(tx, { resource, operation: 'purge', schema: 1, body: {}, actor: null });
      session.record({ action: 'study.purge', resource, outcome: 'success' }, tx);
    }
    return { studies: due.length, objects };
  });
  return { studies: purged.studies, objects: library.vault.purge(purged.objects, isUsed) };
}

/** Whether an instance of the catalog lies in the object. */
export function isUsed(db: ReadableDb, identity: Identity): boolean {
  return db.get('SELECT 1 FROM instance WHERE object = ?', [Buffer.from(identity, 'hex')]) !== null;
}

function deleteStudy(
  tx: WritableDb,
  study: { readonly id: number; readonly patient: number },
): readonly Identity[] {
  const objects = tx
    .all<{ object: Uint8Array }>(
      'SELECT object FROM instance JOIN series ON series.id = instance.series WHERE series.study = ?',
      [study.id],
    )
    .map(({ object }) => Buffer.from(object).toString('hex') as Identity);
  tx.run('DELETE FROM instance WHERE series IN (SELECT id FROM series WHERE study = ?)', [study.id]);
  tx.run('DELETE FROM series WHERE study = ?', [study.id]);
  tx.run('DELETE FROM charset_proposal WHERE study = ?', [study.id]);
  tx.run('DELETE FROM study_text WHERE rowid = ?', [study.id]);
  tx.run('DELETE FROM study WHERE id = ?', [study.id]);
  tx.run('DELETE FROM patient WHERE id = ? AND NOT EXISTS (SELECT 1 FROM study WHERE patient = ?)', [
    study.patient,
    study.patient,
  ]);
  return objects;
}
