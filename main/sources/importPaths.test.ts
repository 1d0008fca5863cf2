import { execFile } from 'node:child_process';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { listStudies, studiesByUid } from '../catalog/studies.ts';
import { testObject } from '../catalog/testInstance.ts';
import { madeCt } from '../../e2e/services/madeCt.ts';
import { temporaryFolder } from '../library/testLibrary.ts';
import { importPaths } from './importPaths.ts';
import type { ImportProgress } from './importSummary.ts';
import { refusals, testDesk, writeFiles, writeZip, type TestDesk } from './testSources.ts';

const object = (instance: number): Uint8Array =>
  madeCt({ patient: 1, study: 1, series: 1 + Math.floor(instance / 10), instance }, 8);
const objects = (count: number): Record<string, Uint8Array> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`folder/${index}.dcm`, object(index)]));

const desks: TestDesk[] = [];
const desk = async (): Promise<TestDesk> => {
  const made = await testDesk();
  desks.push(made);
  return made;
};
afterAll(() => Promise.all(desks.map(({ library }) => library.close())));

describe('import', () => {
  it('adds what is new, and counts a repeat as duplicates', async () => {
    const { importAll, library } = await desk();
    const folder = await writeFiles(temporaryFolder(), objects(30));
    expect(await importAll(folder)).toMatchObject({
      studies: 1,
      series: 3,
      instances: 30,
      duplicates: 0,
      conflicts: 0,
      rejected: [],
    });
    const before = library.digest();
    expect(await importAll(folder, join(folder, 'folder', '7.dcm'))).toMatchObject({
      studies: 0,
      series: 0,
      instances: 0,
      duplicates: 31,
      rejected: [],
    });
    expect(library.digest()).toBe(before);
    expect(await library.vault.verify()).toMatchObject({ objects: 30, missing: [], corrupt: [], orphans: 0 });
  });

  it('refuses single files with a code and a sentence, and takes the good ones', async () => {
    const { importAll } = await desk();
    const folder = await writeFiles(temporaryFolder(), {
      'a good.dcm': object(1),
      'empty.dcm': '',
      'text.txt': 'Dear colleague,',
      'page.html': '<html>not found</html>',
      'no uid.dcm': testObject({ StudyInstanceUID: '' }),
    });
    await symlink(join(folder, 'a good.dcm'), join(folder, 'link.dcm'));
    await symlink('/', join(folder, 'root'));
    await promisify(execFile)('mkfifo', [join(folder, 'pipe')]);
    const summary = await importAll(folder, join(folder, 'absent'), join(folder, 'link.dcm'));
    expect(summary.instances).toBe(1);
    expect(refusals(summary, folder)).toEqual([
      'absent FILE_NOT_FOUND',
      'empty.dcm FILE_EMPTY',
      'link.dcm FILE_IS_LINK',
      'no uid.dcm DICOM_MISSING_UID',
      'page.html NOT_DICOM',
      'pipe FILE_UNREADABLE',
      'root FILE_IS_LINK',
      'text.txt NOT_DICOM',
    ]);
    for (const { message } of summary.rejected) expect(message).toMatch(/^[A-Z].*\.$/);
  });

  it('keeps two objects with one UID and says so', async () => {
    const { importAll, library } = await desk();
    const folder = await writeFiles(temporaryFolder(), {
      'a.dcm': testObject({ StudyDescription: 'one' }),
      'b.dcm': testObject({ StudyDescription: 'two' }),
    });
    expect(await importAll(folder)).toMatchObject({ instances: 2, conflicts: 1, duplicates: 0 });
    expect(studiesByUid(library.db.read, '1.2.3')[0]).toMatchObject({
      notices: ['conflict'],
      instanceCount: 2,
    });
  });

  it('reads archives, and archives in archives once', async () => {
    const { importAll } = await desk();
    const folder = temporaryFolder();
    const inner = await writeZip(join(folder, 'inner.zip'), { 'deep/3.dcm': object(3) });
    const { readFile } = await import('node:fs/promises');
    const middle = await writeZip(join(folder, 'middle.zip'), {
      '2.dcm': object(2),
      'inner.zip': await readFile(inner),
    });
    await writeZip(join(folder, 'outer.zip'), {
      'x/1.dcm': object(1),
      'x/notes.txt': 'hello',
      'middle.zip': await readFile(middle),
      'link.dcm': { link: '/etc/passwd' },
    });
    const summary = await importAll(join(folder, 'outer.zip'));
    expect(summary.instances).toBe(2);
    expect(refusals(summary, folder)).toEqual([
      'outer.zip!/link.dcm FILE_IS_LINK',
      'outer.zip!/middle.zip!/inner.zip ARCHIVE_BOMB',
      'outer.zip!/x/notes.txt NOT_DICOM',
    ]);
    expect(await importAll(middle)).toMatchObject({ instances: 1, duplicates: 1, rejected: [] });
  });

  it('tells of every commit, and commits the first image on its own', async () => {
    const { library, session } = await desk();
    const folder = await writeFiles(temporaryFolder(), objects(60));
    const told: ImportProgress[] = [];
    const imported = await importPaths({
      library,
      session,
      paths: [folder],
      onProgress: (progress) => told.push(progress),
    });
    expect(imported.ok).toBe(true);
    const commits = told.filter(({ studyKeys }) => studyKeys.length > 0);
    expect(commits[0]?.summary.instances).toBe(1);
    expect(commits.at(-1)).toMatchObject({ done: 60, total: 60, summary: { instances: 60 } });
    expect(commits.map(({ summary }) => summary.instances)).toEqual(
      commits.map(({ summary }) => summary.instances).toSorted((a, b) => a - b),
    );
  });

  it('stops when asked, keeps what was committed, and a repeat completes it', async () => {
    const { library, session, importAll } = await desk();
    const folder = await writeFiles(temporaryFolder(), objects(200));
    const stop = new AbortController();
    const imported = await importPaths({
      library,
      session,
      paths: [folder],
      signal: stop.signal,
      onProgress: ({ summary }) => {
        if (summary.instances >= 1) stop.abort();
      },
    });
    expect(imported).toMatchObject({ ok: false, failure: { code: 'CANCELLED' } });
    const held = listStudies(library.db.read, '')
      .flatMap(({ series }) => series)
      .reduce((sum, { instances }) => sum + instances, 0);
    expect(held).toBeGreaterThan(0);
    expect(await importAll(folder)).toMatchObject({ instances: 200 - held, duplicates: held });
    expect(await library.vault.verify()).toMatchObject({ objects: 200, missing: [], orphans: 0 });
  });

  it('tells of a disk nearly full before anything is stored', async () => {
    const { library, session } = await desk();
    const folder = await writeFiles(temporaryFolder(), objects(5));
    const failure = { code: 'DISK_NEARLY_FULL', message: 'full', details: {} } as const;
    const small = { ...library, checkSpace: () => Promise.resolve({ ok: false, failure } as const) };
    expect(await importPaths({ library: small, session, paths: [folder] })).toEqual({ ok: false, failure });
    expect(listStudies(library.db.read, '')).toEqual([]);
  });

  it('brings a removed study back', async () => {
    const { library, session, importAll } = await desk();
    const folder = await writeFiles(temporaryFolder(), objects(3));
    await importAll(folder);
    const { removeStudies } = await import('../catalog/studyDeeds.ts');
    const studyKeys = studiesByUid(
      library.db.read,
      listStudies(library.db.read, '')[0]?.studyInstanceUid ?? '',
    ).map(({ studyKey }) => studyKey);
    removeStudies({ library, session, studyKeys });
    expect(listStudies(library.db.read, '')).toEqual([]);
    expect(await importAll(folder)).toMatchObject({ duplicates: 3, instances: 0 });
    expect(listStudies(library.db.read, '')).toHaveLength(1);
  });

  it('lets two imports of one folder run in one library at once', async () => {
    const { library, importAll } = await desk();
    const folder = await writeFiles(temporaryFolder(), objects(120));
    const both = await Promise.all([importAll(folder), importAll(folder)]);
    expect(both.reduce((sum, { instances }) => sum + instances, 0)).toBe(120);
    expect(both.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(120);
    expect(both.reduce((sum, { studies }) => sum + studies, 0)).toBe(1);
    expect(await library.vault.verify()).toMatchObject({ objects: 120, missing: [], orphans: 0 });
  });

  it('does not import its own library', async () => {
    const { library, importAll } = await desk();
    expect(await importAll(library.dir)).toMatchObject({ instances: 0, rejected: [] });
  });
});
