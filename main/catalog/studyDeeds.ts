import { fail, succeed, type Result } from '../domain/failure.ts';
import { systemClock } from '../ports/clock.ts';
import type { Deed } from './deed.ts';
import { getStudy } from './studies.ts';
import { studyStatuses, type StudyRow, type StudyStatus } from './studyRow.ts';

interface StudyKeys {
  readonly studyKeys: readonly string[];
}

/** Says how far the reading of a study has come. `FORBIDDEN`, `NOT_FOUND`. */
export function setStudyStatus(
  deed: Deed & { readonly studyKey: string; readonly status: StudyStatus },
): Result<StudyRow> {
  const { library, session, studyKey, status } = deed;
  const allowed = session.require('annotate');
  if (!allowed.ok) return allowed;
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

/** Takes studies off the worklist; their objects stay for 30 days. Keys that are unknown or removed already are skipped. */
export function removeStudies(deed: Deed & StudyKeys): Result<number> {
  const removedMs = (deed.clock ?? systemClock).nowMs();
  return move(deed, { action: 'study.remove', operation: 'remove', removedMs });
}

/** Puts removed studies back on the worklist. */
export function restoreStudies(deed: Deed & StudyKeys): Result<number> {
  return move(deed, { action: 'study.restore', operation: 'restore', removedMs: null });
}

function move(
  deed: Deed & StudyKeys,
  how: {
    readonly action: 'study.remove' | 'study.restore';
    readonly operation: 'remove' | 'restore';
    readonly removedMs: number | null;
  },
): Result<number> {
  const { library, session, studyKeys } = deed;
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
