import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { encodePicture, pictureOf, type Picture } from '../main/api/framePicture.ts';
import { unwrap } from '../main/domain/failure.ts';
import type { FrameData } from '../main/domain/pixelHeader.ts';
import { noSecrets } from '../main/ports/secrets.ts';
import { createServices } from '../main/services.ts';
import { nodePorts } from '../main/shells/nodePorts.ts';
import { samplePaths } from '../main/shells/samplePaths.ts';
import { ensureKernels } from '../native/build.ts';
import { parseBytesUrl } from '../preload/contract/bytes.ts';
import type { CallInput, CallName, CallOutput } from '../preload/contract/contract.ts';
import type { Finding } from '../preload/contract/findings.ts';
import type { Job } from '../preload/contract/import.ts';
import type { FrameInfo, SeriesView } from '../preload/contract/pixels.ts';

/**
 * `npm run demo`: the main job on the sample study with no window, through the same calls as the screen's. Each step
 * prints its result and time; what it makes is left in `demo-output`.
 */
const output = join(import.meta.dirname, '..', 'demo-output');
const work = await mkdtemp(join(tmpdir(), 'axial-demo-'));
await rm(output, { recursive: true, force: true });
await mkdir(output, { recursive: true });
ensureKernels();
const services = createServices({
  ...nodePorts(),
  libraryDir: join(work, 'library'),
  settingsDir: work,
  secrets: noSecrets('The demo has no keyring.'),
  shell: 'in-process',
  decoders: Math.max(2, availableParallelism()),
});
async function runDemo(): Promise<void> {
  await services.start(null);
  await step('Make an encrypted library', async () => {
    await call('library.create', { passphrase: 'a passphrase for the demo', userName: 'demo' });
    return 'one tenant, one user, one recovery key';
  });
  await step('Import the sample study', async () => {
    const job = await jobEnd(await call('import.start', { paths: [...samplePaths()] }));
    const { instances, series } = job.result as { instances: number; series: number };
    return `${instances} objects in ${series} series`;
  });
  const study = await firstStudy();
  const [series] = (await call('study.get', { studyKey: study.studyKey })).series;
  if (series === undefined) throw new Error('the sample study has no series');
  const view = await call('series.open', { seriesKey: series.seriesKey });
  const stack = view.stacks[0];
  if (stack === undefined) throw new Error('the sample series has no stack');
  const middle = stack.frames[Math.floor(stack.frames.length / 2)];
  if (middle === undefined) throw new Error('the sample stack has no frame');
  await step('Show the middle slice', async () => {
    await save('slice.png', encodePicture(await pictureOfFrame(view, middle)));
    const told = stack.findings.map(({ message }) => message).join(' ') || 'regular stack';
    return `${stack.frames.length} slices, ${middle.columns} x ${middle.rows}; ${told}`;
  });
  const finding = await step('Segment by threshold', async () => {
    const grey = await bytesOf(middle.url);
    const lower = thresholdOf(view, middle, grey);
    const request = {
      seriesKey: series.seriesKey,
      stack: 0,
      method: 'threshold' as const,
      upper: null,
      seedIjk: null,
    };
    const job = await jobEnd(await call('segmentation.start', { ...request, lower }));
    if (job.failure !== null) throw new Error(job.failure.message);
    const [found] = await call('findings.list', { studyKey: study.studyKey });
    if (found?.content.kind !== 'segmentation') throw new Error('the segmentation is not among the findings');
    await save('segmentation.png', encodePicture(await withOverlay(view, stack.frames, middle, found)));
    return [`${found.content.segments[0]?.volumeMl.toFixed(1)} mL above ${lower}`, found] as const;
  });
  await step('Accept it', async () => {
    const { status } = await call('findings.decide', {
      findingId: finding.findingId,
      decision: 'accepted',
      reason: null,
    });
    return status;
  });
  await step('Export the study with its DICOM SEG', async () => {
    const outDir = join(output, 'study');
    const job = await jobEnd(await call('study.export', { studyKey: study.studyKey, outDir }));
    return `${(job.result as { files: number }).files} files`;
  });
  await step('Verify the library and its audit log', async () => {
    const job = await jobEnd(await call('library.verify', {}));
    const audit = await call('audit.verify', {});
    return `${JSON.stringify(job.result)}; audit log ${audit.firstBroken === null ? 'unbroken' : 'BROKEN'}`;
  });
  process.stdout.write(`\nThe pictures, the SEG and the exported study are in ${output}\n`);
}

async function step<T>(name: string, work_: () => Promise<string | readonly [string, T]>): Promise<T> {
  const startedMs = performance.now();
  const done = await work_();
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(2);
  const text = typeof done === 'string' ? done : done[0];
  process.stdout.write(`${name.padEnd(38)} ${seconds.padStart(6)} s   ${text}\n`);
  return (typeof done === 'string' ? undefined : done[1]) as T;
}

async function call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
  return unwrap(await services.call(name, input)) as CallOutput<N>;
}

/** Waits for a job of these services to end. */
async function jobEnd({ jobId }: { readonly jobId: string }): Promise<Job> {
  const ended = (job: Job): boolean =>
    job.state === 'done' || job.state === 'failed' || job.state === 'cancelled';
  return new Promise((resolve, reject) => {
    const stop = services.on('job.changed', (job) => {
      if (job.jobId !== jobId || !ended(job)) return;
      stop();
      resolve(job);
    });
    call('jobs.list', {}).then((jobs) => {
      const job = jobs.find((one) => one.jobId === jobId);
      if (job !== undefined && ended(job)) resolve(job);
    }, reject);
  });
}

async function firstStudy(): Promise<CallOutput<'study.get'>['study']> {
  const found = await call('worklist.search', {
    query: '',
    filter: { modalities: [], statuses: [], dateFrom: null, dateTo: null, removed: false },
    sort: { by: 'studyDate', descending: true },
    offset: 0,
    limit: 1,
  });
  const [study] = found.rows;
  if (study === undefined) throw new Error('the sample study was not imported');
  return study;
}

async function bytesOf(url: string): Promise<Uint8Array> {
  const route = parseBytesUrl(url);
  if (route === null) throw new Error(`${url} is no address of bytes`);
  const { body } = unwrap(await services.readBytes(route, { signal: new AbortController().signal }));
  if (!(body instanceof Uint8Array)) throw new Error('the bytes came as a stream');
  return body;
}

const arrays = {
  u8: Uint8Array,
  i8: Int8Array,
  u16: Uint16Array,
  i16: Int16Array,
  u32: Uint32Array,
  i32: Int32Array,
  f32: Float32Array,
  f64: Float64Array,
} as const;

function valuesOf(frame: FrameInfo, bytes: Uint8Array): FrameData {
  return new arrays[frame.dataType](Uint8Array.from(bytes).buffer);
}

async function pictureOfFrame(view: SeriesView, frame: FrameInfo): Promise<Picture> {
  const grey = view.greys[frame.grey];
  if (grey === undefined) throw new Error('the frame names no grey specification');
  const data = valuesOf(frame, await bytesOf(frame.url));
  const { rows, columns, samplesPerPixel } = frame;
  return pictureOf({ rows, columns, samplesPerPixel, photometricInterpretation: 'MONOCHROME2', data }, grey);
}

/** Half of the brightest value: a bound that shows something in any image. */
function thresholdOf(view: SeriesView, frame: FrameInfo, bytes: Uint8Array): number {
  const grey = view.greys[frame.grey];
  let brightest = 0;
  for (const value of valuesOf(frame, bytes)) brightest = Math.max(brightest, value);
  return Math.round((brightest * (grey?.slope ?? 1) + (grey?.intercept ?? 0)) * 0.5);
}

/** The picture with the labels of its slice laid over it. */
async function withOverlay(
  view: SeriesView,
  frames: readonly FrameInfo[],
  frame: FrameInfo,
  finding: Finding,
): Promise<Picture> {
  const picture = await pictureOfFrame(view, frame);
  if (finding.content.kind !== 'segmentation') return picture;
  const labels = await bytesOf(finding.content.labelmapUrl);
  const start = frames.indexOf(frame) * frame.rows * frame.columns;
  const rgba = picture.rgba.map((word, index) => ((labels[start + index] ?? 0) === 0 ? word : tinted(word)));
  return { ...picture, rgba };
}

/** Half the grey, half the accent. */
function tinted(word: number): number {
  const grey = (word & 0xff) / 2;
  const [red, green, blue] = [86, 180, 233].map((part) => Math.round(grey + part / 2));
  return (0xff000000 | ((blue ?? 0) << 16) | ((green ?? 0) << 8) | (red ?? 0)) >>> 0;
}

async function save(name: string, bytes: Uint8Array): Promise<void> {
  await writeFile(join(output, name), bytes);
}

try {
  await runDemo();
} finally {
  await services.close();
  await rm(work, { recursive: true, force: true });
}
