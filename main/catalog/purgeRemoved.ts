import type { ReadableDb, WritableDb } from '../database/readableDb.ts';
import { systemClock } from '../ports/clock.ts';
import type { Identity } from '../vault/vault.ts';
import type { Deed } from './deed.ts';

/** How long a removed study can be brought back. */
export const restorableMs = 30 * 24 * 3_600_000;

/**
 * Deletes for good what was removed more than 30 days ago, rows and objects. Run by the program itself, at its start and
 * once a day. Answers how many studies and objects went. Objects that another study refers to stay.
 */
export function purgeRemoved(deed: Deed): { readonly studies: number; readonly objects: number } {
  const { library, session } = deed;
  const nowMs = (deed.clock ?? systemClock).nowMs();
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
