import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { studiesByUid } from '../catalog/studies.ts';
import { testObject } from '../catalog/testInstance.ts';
import { unwrap } from '../domain/failure.ts';
import { temporaryFolder } from '../library/testLibrary.ts';
import { exportStudy } from './exportStudy.ts';
import { testDesk, writeFiles } from './testSources.ts';

describe('export', () => {
  it('gives back the very bytes, copies of one UID numbered, and says so in the audit log', async () => {
    const { library, session, importAll } = await testDesk();
    const objects = [
      testObject({ StudyDescription: 'one' }),
      testObject({ StudyDescription: 'two' }),
      testObject({ SOPInstanceUID: '1.2.3.4.6' }),
      testObject({ SOPInstanceUID: '1.2.3.5.1', SeriesInstanceUID: '1.2.3.5' }),
    ];
    const folder = temporaryFolder();
    await importAll(
      await writeFiles(
        join(folder, 'in'),
        Object.fromEntries(objects.map((bytes, index) => [`${index}.dcm`, bytes])),
      ),
    );
    const studyKey = studiesByUid(library.db.read, '1.2.3')[0]?.studyKey ?? '';
    const outDir = join(folder, 'out');
    const files = unwrap(await exportStudy({ library, session, studyKey, outDir }));
    expect(files.map(({ file }) => file.replace(`${outDir}/`, '')).toSorted()).toEqual([
      '1.2.3.4/1.2.3.4.5-2.dcm',
      '1.2.3.4/1.2.3.4.5.dcm',
      '1.2.3.4/1.2.3.4.6.dcm',
      '1.2.3.5/1.2.3.5.1.dcm',
    ]);
    const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
    for (const { file, sha256 } of files) expect(hashOf(await readFile(file))).toBe(sha256);
    expect(files.map(({ sha256 }) => sha256).toSorted()).toEqual(objects.map(hashOf).toSorted());
    expect(library.audit.list({ limit: 1 })[0]).toMatchObject({
      action: 'study.export',
      details: { files: 4 },
    });
    await library.close();
  });

  it('exports nothing that is not there', async () => {
    const { library, session } = await testDesk();
    const exported = await exportStudy({ library, session, studyKey: 'none', outDir: temporaryFolder() });
    expect(exported).toMatchObject({ ok: false, failure: { code: 'NOT_FOUND' } });
    await library.close();
  });
});
