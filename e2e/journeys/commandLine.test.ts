import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runAxial, type CommandLineRun } from '../services/commandLine.ts';
import { sampleBrain } from '../services/sampleData.ts';
import { temporaryFolder } from '../services/temporaryFolder.ts';

interface Study {
  readonly studyInstanceUid: string;
  readonly patientId: string;
  readonly modalities: readonly string[];
  readonly series: readonly { readonly seriesInstanceUid: string; readonly instances: number }[];
}

const folder = await temporaryFolder('commands');
const library = join(folder, 'library');
const environment = { AXIAL_PASSPHRASE: 'a passphrase for tests' };
const axial = (...args: string[]): Promise<CommandLineRun> =>
  runAxial([...args, '--library', library, '--json'], environment);

const originals = readdirSync(sampleBrain).map((name) => readFileSync(join(sampleBrain, name)));
const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function onlyStudy(): Promise<Study> {
  const found = (await axial('studies')).json<Study[]>();
  const [study] = found;
  if (study === undefined || found.length > 1)
    throw new Error(`${found.length} studies where one was imported`);
  return study;
}

describe('the command line on the sample study', () => {
  it('imports it into a new library', async () => {
    const run = await axial('import', sampleBrain, '--recovery-key-out', join(folder, 'recovery'));
    expect(run.err).toBe('');
    expect(run.json()).toMatchObject({
      studies: 1,
      series: 1,
      instances: 20,
      duplicates: 0,
      conflicts: 0,
      rejected: [],
    });
  });

  it('hands the recovery key over once, to a file of its own', () => {
    expect(readFileSync(join(folder, 'recovery'), 'utf8').trim().length).toBeGreaterThan(20);
  });

  it('takes identical bytes once', async () => {
    expect((await axial('import', sampleBrain)).json()).toMatchObject({ instances: 0, duplicates: 20 });
  });

  it('lists and finds the study', async () => {
    expect(await onlyStudy()).toMatchObject({ patientId: '123565', modalities: ['MR'] });
    expect((await axial('studies', 'brai')).json<Study[]>()).toHaveLength(1);
    expect((await axial('studies', 'thorax')).json()).toEqual([]);
  });

  it('exports the original bytes', async () => {
    const { studyInstanceUid } = await onlyStudy();
    const out = join(folder, 'exported');
    const files = (await axial('export', studyInstanceUid, '--out', out)).json<
      { file: string; sha256: string }[]
    >();
    expect(files.map(({ sha256 }) => sha256).toSorted()).toEqual(originals.map(hash).toSorted());
    for (const { file, sha256 } of files) expect(hash(readFileSync(file))).toBe(sha256);
  });

  it('verifies every object and the audit log', async () => {
    expect((await axial('verify')).json()).toEqual({ objects: 20, missing: 0, corrupt: 0, orphans: 0 });
    expect((await axial('audit', 'verify')).json()).toMatchObject({ firstBroken: null });
  });

  it('segments by threshold and files the result as a series of the study', async () => {
    const [series] = (await onlyStudy()).series;
    const uid = series?.seriesInstanceUid ?? '';
    const out = join(folder, 'segmentation.dcm');
    const run = await axial('segment', uid, '--method', 'threshold', '--lower', '60', '--out', out);
    const result = run.json<{ segments: { voxels: number; volumeMl: number; unit: unknown }[] }>();
    expect(result).toMatchObject({ seriesInstanceUid: uid });
    expect(result.segments).toHaveLength(1);
    expect(result.segments[0]?.voxels).toBeGreaterThan(1000);
    expect(result.segments[0]?.unit).toBeNull();
    expect(readFileSync(out).subarray(128, 132).toString()).toBe('DICM');
    expect((await onlyStudy()).series).toHaveLength(2);
  });

  it('refuses to look for lungs in MR', async () => {
    const [series] = (await onlyStudy()).series;
    const run = await axial('segment', series?.seriesInstanceUid ?? '', '--method', 'lungs');
    expect(run.status).toBe(1);
    expect(run.json()).toMatchObject({ error: { code: 'WRONG_MODALITY' } });
  });

  it('backs up and restores everything', async () => {
    const file = join(folder, 'backup');
    expect((await axial('backup', '--out', file)).status).toBe(0);
    const elsewhere = ['--library', join(folder, 'restored'), '--json'];
    const restored = await runAxial(['restore', file, ...elsewhere], environment);
    expect(restored.status).toBe(0);
    const digests = await Promise.all([
      axial('library', 'digest'),
      runAxial(['library', 'digest', ...elsewhere], environment),
    ]);
    expect(digests[0].json()).toEqual(digests[1].json());
  });

  it('removes a study', async () => {
    const { studyInstanceUid } = await onlyStudy();
    expect((await axial('remove', studyInstanceUid)).json()).toEqual({ removed: 1 });
    expect((await axial('studies')).json()).toEqual([]);
  });
});

describe('two commands at once', () => {
  it('make one new library and import into it side by side', async () => {
    const shared = ['--library', join(folder, 'shared'), '--json'];
    const names = readdirSync(sampleBrain).map((name) => join(sampleBrain, name));
    const runs = await Promise.all([
      runAxial(['import', ...names.slice(0, 12), ...shared], environment),
      runAxial(['import', ...names.slice(8), ...shared], environment),
    ]);
    expect(runs.map(({ status }) => status)).toEqual([0, 0]);
    const counts = runs.map((run) => run.json<{ instances: number; duplicates: number }>());
    expect(counts.reduce((sum, { instances }) => sum + instances, 0)).toBe(20);
    expect(counts.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(4);
    expect((await runAxial(['verify', ...shared], environment)).json()).toMatchObject({
      objects: 20,
      missing: 0,
    });
  });
});

describe('the command line says what is wrong', () => {
  it('when there is no library', async () => {
    const run = await runAxial(['studies', '--library', join(folder, 'nowhere'), '--json'], environment);
    expect(run).toMatchObject({ status: 1 });
    expect(run.json()).toMatchObject({ error: { code: 'LIBRARY_NOT_FOUND' } });
  });

  it('when the passphrase is wrong or missing', async () => {
    const wrong = await runAxial(['studies', '--library', library, '--json'], {
      AXIAL_PASSPHRASE: 'another',
    });
    expect(wrong.json()).toMatchObject({ error: { code: 'LIBRARY_WRONG_KEY' } });
    const none = await runAxial(['studies', '--library', library, '--json']);
    expect(none.json()).toMatchObject({ error: { code: 'LIBRARY_NO_KEY' } });
  });

  it('when the folder holds something else', async () => {
    const other = await temporaryFolder('other');
    await writeFile(join(other, 'notes.txt'), 'not a library');
    const run = await runAxial(['import', sampleBrain, '--library', other, '--json'], environment);
    expect(run.json()).toMatchObject({ error: { code: 'LIBRARY_FOLDER_NOT_EMPTY' } });
  });

  it('when every input fails, and goes on when only some do', async () => {
    const notes = join(folder, 'notes.txt');
    await writeFile(notes, 'no image');
    const all = await axial('import', notes);
    expect(all.status).toBe(1);
    expect(all.json()).toMatchObject({ rejected: [{ code: 'NOT_DICOM' }] });
    expect((await axial('import', notes, join(sampleBrain, 'brain_002.dcm'))).status).toBe(0);
  });

  it('before a library is made whose recovery key would be lost', async () => {
    const place = join(folder, 'keyless');
    const args = ['library', 'init', '--recovery-key-out', join(folder, 'nowhere', 'key')];
    const run = await runAxial([...args, '--library', place, '--json'], environment);
    expect(run.json()).toMatchObject({ error: { code: 'FILE_UNREADABLE' } });
    const studies = await runAxial(['studies', '--library', place, '--json'], environment);
    expect(studies.json()).toMatchObject({ error: { code: 'LIBRARY_NOT_FOUND' } });
  });

  it('before it segments for a file that cannot be written', async () => {
    const [series] = (await axial('studies')).json<Study[]>()[0]?.series ?? [];
    const out = join(folder, 'nowhere', 'seg.dcm');
    const uid = series?.seriesInstanceUid ?? '';
    const run = await axial('segment', uid, '--method', 'threshold', '--lower', '-50', '--out', out);
    expect(run).toMatchObject({ status: 1 });
    expect(run.json()).toMatchObject({
      error: { code: expect.stringMatching(/FILE_UNREADABLE|NOT_FOUND/) as string },
    });
  });

  it('when a backup goes nowhere', async () => {
    const run = await axial('backup', '--out', join(folder, 'nowhere', 'backup'));
    expect(run.json()).toMatchObject({ error: { code: 'FILE_NOT_FOUND' } });
  });

  it('when a slip of the pen would make a library', async () => {
    const place = join(folder, 'slip');
    const run = await runAxial(
      ['import', join(folder, 'nothing'), '--library', place, '--json'],
      environment,
    );
    expect(run.json()).toMatchObject({ error: { code: 'LIBRARY_NOT_FOUND' } });
  });

  it('when it is called wrongly', async () => {
    expect((await axial()).status).toBe(2);
    expect((await axial('segment')).status).toBe(2);
    expect((await axial('export', '1.2.3')).status).toBe(2);
    expect((await axial('nothing')).status).toBe(2);
  });
});
