import type { WritableDb } from '../database/readableDb.ts';
import { indexText } from './searchTerms.ts';
import { splitModalities } from './studyRows.ts';

/** Makes the search text of a study anew from its rows. */
export function indexStudy(tx: WritableDb, id: number): void {
  const row = tx.get<
    Record<'name' | 'shown_name' | 'patient_id' | 'accession' | 'study_id', string | null> & {
      readonly description: string | null;
      readonly modalities: string;
    }
  >(
    `SELECT name, shown_name, patient_id, accession, study_id, description, modalities
     FROM study JOIN patient ON patient.id = study.patient WHERE study.id = ?`,
    [id],
  );
  if (row === null) return;
  const present = (texts: readonly (string | null)[]): string[] => texts.filter((text) => text !== null);
  const words = indexText({
    names: [...new Set(present([row.shown_name, row.name]))],
    texts: present([
      row.patient_id,
      row.accession,
      row.study_id,
      row.description,
      ...splitModalities(row.modalities),
    ]),
  });
  tx.run('DELETE FROM study_text WHERE rowid = ?', [id]);
  tx.run('INSERT INTO study_text (rowid, words) VALUES (?, ?)', [id, words]);
}
