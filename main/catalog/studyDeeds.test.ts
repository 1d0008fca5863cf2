import { describe, expect, it } from 'vitest';
import { unwrap } from '../domain/failure.ts';
import type { Library } from '../library/library.ts';
import { testLibrary } from '../library/testLibrary.ts';
import { fakeClock } from '../ports/clock.ts';
import { markStudy } from './markStudy.ts';
import { purgeRemoved, restorableMs } from './purgeRemoved.ts';
import { searchStudies } from './searchStudies.ts';
import { getStudy, studiesByUid } from './studies.ts';
import { removeStudies, restoreStudies, setStudyStatus } from './studyDeeds.ts';
import { file } from './testCatalog.ts';
import { testInstance, testObject } from './testInstance.ts';

async function withStudy() {
  const clock = fakeClock();
  const library = await testLibrary({ clock });
  const session = unwrap(await library.session());
  const batch = library.vault.batch();
  const instance = testInstance();
  await batch.put({ patientId: instance.patient.patientKey, bytes: testObject() });
  await batch.sync();
  library.db.write((tx) => batch.record(tx));
  await batch.close();
  file(library.db, [instance]);
  const studyKey = studiesByUid(library.db.read, '1.2.3')[0]?.studyKey ?? '';
  return { clock, library, session, studyKey, studyKeys: [studyKey], instance };
}

const actions = (library: Library): readonly string[] =>
  library.audit.list({ limit: 20 }).map(({ action }) => action);

describe('deeds on studies', () => {
  it('sets a status, in the change log and the audit log too', async () => {
    const { library, session, studyKey } = await withStudy();
    const set = unwrap(setStudyStatus({ library, session, studyKey, status: 'reviewed' }));
    expect(set.status).toBe('reviewed');
    expect(actions(library)[0]).toBe('study.edit');
    const changes = library.changes.list({ deviceId: library.deviceId, afterSeq: 0, limit: 100 });
    expect(changes.at(-1)).toMatchObject({ operation: 'set-status', body: { status: 'reviewed' } });
    expect(setStudyStatus({ library, session, studyKey: 'none', status: 'reading' })).toMatchObject({
      failure: { code: 'NOT_FOUND' },
    });
    await library.close();
  });

  it('takes a study off the worklist and puts it back', async () => {
    const { library, session, studyKeys, clock } = await withStudy();
    const listed = (removed: boolean): number =>
      searchStudies(library.db.read, {
        query: 'jane',
        filter: { modalities: [], statuses: [], dateFrom: null, dateTo: null, removed },
        sort: { by: 'patientName', descending: false },
        offset: 0,
        limit: 10,
      }).total;
    expect(unwrap(removeStudies({ library, session, studyKeys, clock }))).toBe(1);
    expect([listed(false), listed(true)]).toEqual([0, 1]);
    expect(unwrap(restoreStudies({ library, session, studyKeys }))).toBe(1);
    expect([listed(false), listed(true)]).toEqual([1, 0]);
    expect(actions(library).slice(0, 2)).toEqual(['study.restore', 'study.remove']);
    await library.close();
  });

  it('purges what was removed 30 days ago, rows and objects, and nothing sooner', async () => {
    const { library, session, studyKey, studyKeys, clock, instance } = await withStudy();
    unwrap(removeStudies({ library, session, studyKeys, clock }));
    clock.advance(restorableMs - 1);
    expect(purgeRemoved({ library, session, clock })).toEqual({ studies: 0, objects: 0 });
    clock.advance(1);
    expect(purgeRemoved({ library, session, clock })).toEqual({ studies: 1, objects: 1 });
    expect(getStudy(library.db.read, studyKey)).toBeNull();
    expect(library.vault.has(instance.identity)).toBe(false);
    expect(await library.vault.verify()).toMatchObject({ objects: 0, missing: [], orphans: 0 });
    await library.close();
  });

  it('marks and unmarks what is found later', async () => {
    const { library, studyKey } = await withStudy();
    for (const on of [true, false]) {
      markStudy(library.db, { studyKey, notice: 'geometry', on });
      expect(getStudy(library.db.read, studyKey)?.study.notices).toEqual(on ? ['geometry'] : []);
    }
    await library.close();
  });
});
