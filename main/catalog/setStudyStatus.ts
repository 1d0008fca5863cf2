import { fail, succeed, type Result } from '../domain/failure.ts';
import type { Deed } from './deed.ts';
import { getStudy } from './studies.ts';
import { studyStatuses, type StudyRow, type StudyStatus } from './studyRow.ts';

/** Says how far the reading of a study has come. `FORBIDDEN`, `NOT_FOUND`. */
export function setStudyStatus(
  deed: Deed,
  input: { readonly studyKey: string; readonly status: StudyStatus },
): Result<StudyRow> {
  const { library, session } = deed;
  const allowed = session.require('annotate');
  if (!allowed.ok) return allowed;
  const { studyKey, status } = input;
  const changed = library.db.write((tx) => {
    const rows = tx.run('UPDATE study SET status = ? WHERE study_key = ?', [
      studyStatuses.indexOf(status),
      studyKey,
    ]);
    if (rows === 0) return false;
    const resource = { kind: 'study', id: studyKey };
    const actor = session.user.id;
    library.changes.append(tx, { resource, operation: 'set-status', schema: 1, body: { status }, actor });
    session.record({ action: 'study.edit', resource, outcome: 'success', details: { status } }, tx);
    return true;
  });
  const study = changed ? getStudy(library.db.read, studyKey)?.study : undefined;
  return study === undefined ? fail('NOT_FOUND', 'This study is not in the library.') : succeed(study);
}
