import { instanceByKey } from '../../catalog/instances.ts';
import { fail, succeed, type Result } from '../../domain/failure.ts';
import type { Finding as StoredFinding } from '../../findings/finding.ts';
import {
  addFinding,
  decideFinding,
  getFinding,
  listFindings,
  replaceContent,
  setRemoved,
} from '../../findings/findingStore.ts';
import { measureMark } from '../../findings/measureMark.ts';
import type { Finding, findingCalls, Mark } from '../../../preload/contract/findings.ts';
import { adoptSegmentations } from '../adoptSegmentations.ts';
import { findingValueOf } from '../findingValue.ts';
import type { HandlersOf } from '../handler.ts';
import { startJob } from '../jobKinds.ts';
import { groundOfMark } from '../markGround.ts';
import { acceptSegmentation, createEmptySegmentation } from '../segmentationEdits.ts';
import type { Workspace } from '../workspace.ts';

export function findingHandlers(open: () => Workspace): HandlersOf<keyof typeof findingCalls> {
  const tell = (stored: StoredFinding): Result<Finding> => {
    const { hub, library } = open();
    hub.emit('findings.changed', { studyKey: stored.studyKey, findingId: stored.findingId });
    return succeed(findingValueOf(library.db.read, stored));
  };
  const told = (result: Result<StoredFinding>): Result<Finding> => (result.ok ? tell(result.value) : result);
  return {
    'findings.list': async ({ studyKey }) => {
      await adoptSegmentations(open(), studyKey);
      const { read } = open().library.db;
      return succeed(listFindings(read, studyKey).map((finding) => findingValueOf(read, finding)));
    },
    'findings.saveMark': async ({ findingId, mark }) => told(await saveMark(open(), findingId, mark)),
    'findings.remove': async ({ findingId }) => {
      const removed = told(setRemoved(open(), findingId, true));
      return removed.ok ? succeed({}) : removed;
    },
    'findings.restore': async ({ findingId }) => told(setRemoved(open(), findingId, false)),
    'findings.decide': async ({ findingId, decision, reason }) => {
      const finding = getFinding(open().library.db.read, findingId);
      if (decision === 'accepted' && finding?.content.kind === 'segmentation') {
        const filed = await acceptSegmentation(open(), finding, finding.content);
        if (!filed.ok) return filed;
      }
      return told(decideFinding(open(), { findingId, status: decision, reason }));
    },
    'segmentation.start': async ({ seedIjk, ...input }) =>
      startJob(open(), 'segment', { ...input, seedIjk, subject: input.method }),
    'segmentation.create': async (input) => told(createEmptySegmentation(open(), input)),
  };
}

async function saveMark(
  workspace: Workspace,
  findingId: string | null,
  mark: Mark,
): Promise<Result<StoredFinding>> {
  const { library, session, pixels } = workspace;
  const record = instanceByKey(library.db.read, mark.instanceKey);
  if (record === null) return fail('NOT_FOUND', 'The image of this mark is not in the library.');
  const ground = await groundOfMark(record, mark.frame, pixels);
  if (!ground.ok) return ground;
  const measurements = measureMark(mark, ground.value);
  return library.db.write((tx) => {
    if (findingId !== null) return replaceContent(workspace, tx, { findingId, content: mark, measurements });
    return succeed(
      addFinding(workspace, tx, {
        studyKey: record.studyKey,
        status: 'accepted',
        origin: { kind: 'person', user: session.user.name },
        content: mark,
        measurements,
      }),
    );
  });
}
