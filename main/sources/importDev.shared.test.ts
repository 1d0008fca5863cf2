import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sharedFolder } from '../../e2e/capabilities.ts';
import { listStudies, studiesByUid } from '../catalog/studies.ts';
import { failureCodes } from '../domain/failureCodes.ts';
import { refusals, testDesk, type TestDesk } from './testSources.ts';

const dev = join(sharedFolder, 'data', 'dev');
const desks: TestDesk[] = [];
const desk = async (): Promise<TestDesk> => {
  const made = await testDesk();
  desks.push(made);
  return made;
};
afterAll(() => Promise.all(desks.map(({ library }) => library.close())));

/** Rows of the manifest: path, and what is expected of the file. */
async function manifest(): Promise<readonly { readonly path: string; readonly expect: string }[]> {
  const text = await readFile(join(dev, 'MANIFEST.tsv'), 'utf8');
  const [header = '', ...lines] = text.trimEnd().split('\n');
  const columns = header.split('\t');
  return lines.map((line) => {
    const values = line.split('\t');
    return { path: values[0] ?? '', expect: values[columns.indexOf('expect')] ?? '' };
  });
}

/**
 * Counts were made by pydicom over the same files: distinct contents, SOP Instance UIDs, and studies and series by patient.
 * One file more than pydicom reads: a big-endian sequence of undefined length.
 */
describe('import of the development set', () => {
  it('takes every good file, and names what is no DICOM or has no UIDs', async () => {
    const { importAll, library } = await desk();
    const folders = (await readdir(dev)).filter((name) => name !== 'bad').map((name) => join(dev, name));
    const summary = await importAll(...folders);
    expect(summary).toMatchObject({
      studies: 104,
      series: 135,
      instances: 457,
      duplicates: 10,
      conflicts: 15,
    });
    const refused = refusals(summary, dev);
    expect(refused.filter((line) => line.endsWith(' NOT_DICOM'))).toHaveLength(20);
    expect(refused.filter((line) => line.endsWith(' DICOM_MISSING_UID'))).toHaveLength(14);
    expect(refused).toHaveLength(34);
    expect(await importAll(dev + '/pixels')).toMatchObject({ instances: 0 });
    expect(await library.verify()).toMatchObject({ objects: 457, missing: [], corrupt: [], orphans: 0 });
  }, 120_000);

  it('takes the files that a DICOMDIR names, and those alone', async () => {
    const made = await desk();
    expect(await made.importAll(join(dev, 'dicomdir_made', 'DICOMDIR'))).toMatchObject({
      studies: 1,
      series: 1,
      instances: 10,
      rejected: [],
    });
    for (const name of ['DICOMDIR', 'DICOMDIR-bigEnd', 'DICOMDIR-implicit', 'DICOMDIR-reordered']) {
      const { importAll } = await desk();
      const summary = await importAll(join(dev, 'dicomdir', name));
      expect(summary).toMatchObject({ studies: 6, series: 13, instances: 31, conflicts: 0, rejected: [] });
    }
  });

  it('lists every character set as it is meant', async () => {
    const { importAll, library } = await desk();
    await importAll(join(dev, 'charset'));
    const rows = await readFile(join(dev, 'MANIFEST.tsv'), 'utf8');
    const columns = rows.split('\n')[0]?.split('\t') ?? [];
    const names = rows
      .split('\n')
      .filter((line) => line.startsWith('charset/'))
      .map((line) => line.split('\t')[columns.indexOf('patient_name_decoded')] ?? '')
      .filter((name) => name !== '');
    const listed = listStudies(library.db.read, '').map(({ patientName }) => patientName);
    expect(new Set(listed)).toEqual(new Set(names));
    for (const query of [
      '小东',
      'wang xiaodong',
      'jerome',
      '太郎',
      'たろう',
      '길동',
      'λιον',
      'διονυσ',
      'לנזר',
      'دبورة',
    ]) {
      const found = listStudies(library.db.read, query).length;
      expect([query, found > 0]).toEqual([query, !['λιον', 'לנזר', 'دبورة'].includes(query)]);
    }
  });
});

describe('import of bad files', () => {
  it('each alone: taken, or refused with a code and a sentence; then all at once', async () => {
    const { importAll, library } = await desk();
    const bad = (await manifest()).filter(({ path }) => path.startsWith('bad/'));
    expect(bad.length).toBeGreaterThan(110);
    let instances = 0;
    const wrong: string[] = [];
    for (const { path, expect: expected } of bad) {
      const summary = await importAll(join(dev, path));
      instances += summary.instances;
      for (const { code, message } of summary.rejected) {
        expect(failureCodes).toContain(code);
        expect(message).toMatch(/^[A-Z].+\.$/);
      }
      const isDirectory = path.endsWith('DICOMDIR');
      if ((expected === 'reject' || isDirectory) && summary.instances > 0) wrong.push(`${path} was taken`);
      if (!isDirectory && summary.instances + summary.rejected.length !== 1)
        wrong.push(`${path} went unseen`);
    }
    expect(wrong).toEqual([]);
    const all = await importAll(join(dev, 'bad'));
    expect(all).toMatchObject({ instances: 0, duplicates: instances });
    expect(await library.verify()).toMatchObject({
      objects: instances,
      missing: [],
      corrupt: [],
      orphans: 0,
    });
    expect(process.memoryUsage.rss()).toBeLessThan(1024 ** 3);
  }, 120_000);

  it('says which files of a DICOMDIR are missing, and reads none outside its folder', async () => {
    const { importAll } = await desk();
    const folder = join(dev, 'bad', 'gen');
    const missing = await importAll(join(folder, 'dicomdir_missing', 'DICOMDIR'));
    expect(missing.rejected).toHaveLength(31);
    expect(refusals(missing, folder)[0]).toBe('dicomdir_missing/77654033/CR1/6154 DICOMDIR_MISSING_FILE');
    for (const name of ['dicomdir_traversal', 'dicomdir_absolute']) {
      const summary = await importAll(join(folder, name, 'DICOMDIR'));
      expect(summary.instances).toBe(0);
      expect(summary.rejected.map(({ code }) => code)).toContain('ARCHIVE_PATH_ESCAPES');
    }
  });

  it('never merges two patients, and keeps both of two objects with one UID', async () => {
    const { importAll, library } = await desk();
    const folder = join(dev, 'bad', 'gen');
    expect(await importAll(join(folder, 'dup_uid'))).toMatchObject({
      studies: 1,
      instances: 2,
      conflicts: 1,
    });
    expect(await importAll(join(folder, 'same_study_two_patients.dcm'))).toMatchObject({
      studies: 1,
      instances: 1,
    });
    const uid = listStudies(library.db.read, 'other patient')[0]?.studyInstanceUid ?? '';
    const studies = studiesByUid(library.db.read, uid);
    expect(studies).toHaveLength(2);
    expect(new Set(studies.map(({ patientKey }) => patientKey)).size).toBe(2);
  });
});
