import type { Database } from '../database/database.ts';
import type { StudyNotice } from './studyRow.ts';
import { noticeBit } from './studyRows.ts';

/**
 * Sets or clears what a reader of a study has to know, for notices that are found later than at import (`geometry`).
 * Derived from the objects, so neither logged nor synced. Writes only where it changes something.
 */
export function markStudy(
  db: Database,
  mark: { readonly studyKey: string; readonly notice: StudyNotice; readonly on: boolean },
): void {
  const bit = noticeBit(mark.notice);
  const row = db.read.get<{ notices: number }>('SELECT notices FROM study WHERE study_key = ?', [
    mark.studyKey,
  ]);
  if (row === null || ((row.notices & bit) !== 0) === mark.on) return;
  db.write((tx) => {
    tx.run(
      mark.on
        ? 'UPDATE study SET notices = notices | ? WHERE study_key = ?'
        : 'UPDATE study SET notices = notices & ~? WHERE study_key = ?',
      [bit, mark.studyKey],
    );
  });
}
