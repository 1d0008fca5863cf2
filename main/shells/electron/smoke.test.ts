import { describe, expect, it } from 'vitest';
import { fail, succeed, type Result } from '../../domain/failure.ts';
import { fakeClock } from '../../ports/clock.ts';
import { smoke, smokePageOf, type SmokePage } from './smoke.ts';
import { FakeWindow } from './testing/fakeElectron.ts';

const open = {
  state: 'open',
  failure: null,
  libraryId: 'l',
  sample: false,
  user: { name: 'smoke', role: 'administrator' },
  userNames: ['smoke'],
};

/** Answers of services in order; only what the self test reads is filled with care. */
function goodAnswers(): Record<string, () => Result<unknown>> {
  let looks = 0;
  const frame = {
    instanceKey: 'i',
    sopInstanceUid: '1.2',
    frame: 0,
    instanceNumber: 1,
    url: '/bytes/frame/i/0',
    rows: 4,
    columns: 3,
    samplesPerPixel: 1,
    dataType: 'i16',
    grey: 0,
    pixelSpacingMm: null,
    spacingKind: null,
    positionLps: null,
    rowDirection: null,
    columnDirection: null,
    patientOrientation: null,
    pixelAspectRatio: null,
    sliceLocationMm: null,
    sliceThicknessMm: null,
    lossy: null,
    conflictingCopies: 0,
    ultrasoundRegions: [],
  };
  const job = {
    jobId: 'j',
    kind: 'import',
    subject: 'sample',
    done: 1,
    total: 1,
    unit: 'files',
    startedAt: null,
    finishedAt: null,
    failure: null,
    result: null,
  };
  const study = {
    studyKey: 's',
    studyInstanceUid: '1.2',
    patientKey: 'p',
    patientId: null,
    patientName: { display: 'x', alphabetic: 'x', ideographic: '', phonetic: '' },
    patientSex: null,
    patientBirthDate: null,
    studyDate: null,
    studyTime: null,
    modalities: ['MR'],
    description: null,
    accessionNumber: null,
    seriesCount: 1,
    instanceCount: 20,
    status: 'unread',
    notices: [],
    importedAt: '2026-01-01T00:00:00.000Z',
  };
  const series = {
    seriesKey: 'e',
    seriesInstanceUid: '1.2',
    seriesNumber: 1,
    modality: 'MR',
    description: null,
    bodyPart: null,
    instanceCount: 1,
    frameCount: 1,
    thumbnailUrl: null,
    kind: 'image',
  };
  return {
    'app.info': () =>
      succeed({
        version: '0.1.0',
        shell: 'electron',
        kernels: { engine: 'twin', reason: null },
        dialogs: true,
      }),
    'library.create': () => succeed({ recoveryKey: 'r', state: open }),
    'import.start': () => succeed({ jobId: 'j' }),
    'jobs.list': () => {
      looks += 1;
      return succeed([{ ...job, state: looks < 3 ? 'running' : 'done' }]);
    },
    'worklist.search': () => succeed({ total: 1, rows: [study] }),
    'study.get': () => succeed({ study, series: [series] }),
    'series.open': () =>
      succeed({
        seriesKey: 'e',
        seriesInstanceUid: '1.2',
        modality: 'MR',
        description: null,
        seriesNumber: 1,
        bodyPart: null,
        laterality: null,
        contrast: null,
        acquisitionDate: null,
        acquisitionTime: null,
        institution: null,
        technique: [],
        greys: [],
        stacks: [
          {
            index: 0,
            label: '',
            frames: [frame],
            findings: [],
            volume: { possible: false, reason: null, bytes: 0 },
            frameOfReferenceUid: null,
            frameTimeMs: null,
          },
        ],
        suvFactor: null,
      }),
  };
}

const goodPage: SmokePage = {
  loaded: () => Promise.resolve(),
  url: () => 'axial://app/',
  evaluate: (expression) => {
    if (expression.startsWith('fetch(')) return Promise.resolve(24);
    return Promise.resolve(expression.startsWith('[') ? [true, 'function', 'undefined', 'undefined'] : 2);
  },
};

function run(answers: Record<string, () => Result<unknown>>, page: SmokePage = goodPage) {
  const clock = fakeClock();
  return smoke({
    host: { call: (name) => Promise.resolve(answers[name]?.() ?? fail('NOT_FOUND')) },
    page,
    samplePath: '/sample',
    clock,
    wait: (ms) => {
      clock.advance(ms);
      return Promise.resolve();
    },
    versions: { axial: '0.1.0' },
  });
}

describe('the self test', () => {
  it('passes when page, library, sample and a frame are all there', async () => {
    const report = await run(goodAnswers());
    expect(report.checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(report.ok).toBe(true);
    expect(report.checks.map(({ name }) => name)).toEqual([
      'services answer',
      'page loaded',
      'page isolated',
      'library opens',
      'sample imported',
      'frame decoded',
    ]);
  });

  it('stops at the step that fails and says why', async () => {
    const report = await run({ ...goodAnswers(), 'library.create': () => fail('DISK_FULL') });
    expect(report.ok).toBe(false);
    expect(report.checks.at(-1)).toMatchObject({ name: 'library opens', ok: false });
    expect(report.checks.at(-1)?.detail).toContain('DISK_FULL');
  });

  it('fails a page that did not draw, that reached Node, or that fetched other bytes than the frame has', async () => {
    const failing = async (evaluate: SmokePage['evaluate']): Promise<string | undefined> =>
      (await run(goodAnswers(), { ...goodPage, evaluate })).checks.find(({ ok }) => !ok)?.name;
    expect(
      await failing((text) => (text.startsWith('document') ? Promise.resolve(0) : goodPage.evaluate(text))),
    ).toBe('page loaded');
    expect(
      await failing((text) =>
        text.startsWith('[')
          ? Promise.resolve([true, 'function', 'function', 'object'])
          : goodPage.evaluate(text),
      ),
    ).toBe('page isolated');
    expect(
      await failing((text) => (text.startsWith('fetch') ? Promise.resolve(23) : goodPage.evaluate(text))),
    ).toBe('frame decoded');
  });

  it('fails a window that shows another page, and an answer that breaks the contract', async () => {
    const elsewhere = await run(goodAnswers(), { ...goodPage, url: () => 'https://example.com/' });
    expect(elsewhere.checks.at(-1)?.detail).toContain('example.com');
    const broken = await run({ ...goodAnswers(), 'import.start': () => succeed({ job: 1 }) });
    expect(broken.checks.at(-1)).toMatchObject({ name: 'sample imported', ok: false });
  });

  it('reads the first load of a real window, also one that failed', async () => {
    const good = new FakeWindow({});
    const page = smokePageOf(good as unknown as Electron.BrowserWindow);
    good.webContents.emit('did-finish-load');
    await page.loaded();
    const bad = new FakeWindow({});
    const failed = smokePageOf(bad as unknown as Electron.BrowserWindow);
    bad.webContents.emit('did-fail-load', {}, -102, 'ERR_CONNECTION_REFUSED');
    await expect(failed.loaded()).rejects.toThrow('ERR_CONNECTION_REFUSED (-102)');
  });
});
