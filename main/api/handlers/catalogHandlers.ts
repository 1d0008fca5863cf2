import { charsetProposals, decideCharset } from '../../catalog/charsetProposals.ts';
import { removeStudies, restoreStudies, setStudyStatus } from '../../catalog/studyDeeds.ts';
import { getStudy, priorsOf } from '../../catalog/studies.ts';
import { searchStudies } from '../../catalog/searchStudies.ts';
import { fail, succeed, type Result } from '../../domain/failure.ts';
import type { catalogCalls, StudyRow } from '../../../preload/contract/catalog.ts';
import type { HandlersOf } from '../handler.ts';
import { startJob } from '../jobKinds.ts';
import type { Workspace } from '../workspace.ts';

export function catalogHandlers(open: () => Workspace): HandlersOf<keyof typeof catalogCalls> {
  const row = (studyKey: string): Result<{ study: StudyRow }> => {
    const found = getStudy(open().library.db.read, studyKey);
    return found === null
      ? fail('NOT_FOUND', 'This study is not in the library.')
      : succeed({ study: found.study });
  };
  const tellChanged = (studyKeys: readonly string[]): void => {
    const { hub, library } = open();
    hub.emit('catalog.changed', { revision: library.db.version(), studyKeys: [...studyKeys] });
  };
  return {
    'worklist.search': async (question) => succeed(searchStudies(open().library.db.read, question)),
    'study.get': async ({ studyKey }) => {
      const found = getStudy(open().library.db.read, studyKey);
      return found === null ? fail('NOT_FOUND', 'This study is not in the library.') : succeed(found);
    },
    'study.priors': async ({ studyKey }) => succeed({ rows: priorsOf(open().library.db.read, studyKey) }),
    'study.setStatus': async ({ studyKey, status }) => {
      const set = setStudyStatus({ ...open(), studyKey, status });
      if (!set.ok) return set;
      tellChanged([studyKey]);
      return row(studyKey);
    },
    'study.remove': async ({ studyKeys }) => {
      const removed = removeStudies({ ...open(), studyKeys });
      if (!removed.ok) return removed;
      tellChanged(studyKeys);
      return succeed({ removed: removed.value });
    },
    'study.restoreRemoved': async ({ studyKeys }) => {
      const restored = restoreStudies({ ...open(), studyKeys });
      if (!restored.ok) return restored;
      tellChanged(studyKeys);
      return succeed({ restored: restored.value });
    },
    'study.export': async ({ studyKey, outDir }) => {
      const found = row(studyKey);
      if (!found.ok) return found;
      return startJob(open(), 'export', { studyKey, outDir, subject: found.value.study.description ?? '' });
    },
    'charset.proposals': async ({ studyKey }) => succeed(charsetProposals(open().library.db.read, studyKey)),
    'charset.decide': async (decision) => {
      const decided = decideCharset({ ...open(), ...decision });
      if (!decided.ok) return decided;
      tellChanged([decided.value.studyKey]);
      return row(decided.value.studyKey);
    },
  };
}
