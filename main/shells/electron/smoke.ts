import { randomBytes } from 'node:crypto';
import type { BrowserWindow } from 'electron/main';
import { calls, type CallInput, type CallName, type CallOutput } from '../../../preload/contract/contract.ts';
import type { FrameInfo } from '../../../preload/contract/pixels.ts';
import type { Clock } from '../../ports/clock.ts';
import { isOwnUrl } from './origin.ts';
import type { ServicesHost } from './servicesHost.ts';

/** One step of the self test. */
export interface SmokeCheck {
  readonly name: string;
  readonly ok: boolean;
  readonly ms: number;
  /** What was found, or why it failed. */
  readonly detail: string;
}

export interface SmokeReport {
  readonly ok: boolean;
  readonly checks: readonly SmokeCheck[];
  readonly versions: Readonly<Record<string, string>>;
}

/** The page of a window, as far as the self test uses it. */
export interface SmokePage {
  /** Settles when the first load ended. */
  loaded(): Promise<void>;
  url(): string;
  /** Runs an expression in the page's main world and answers its value. */
  evaluate(expression: string): Promise<unknown>;
}

export interface SmokeOptions {
  readonly host: Pick<ServicesHost, 'call'>;
  readonly page: SmokePage;
  /** Folder or file of the sample study. */
  readonly samplePath: string;
  readonly clock: Clock;
  readonly wait: (ms: number) => Promise<void>;
  readonly versions: Readonly<Record<string, string>>;
  /** For the whole test. */
  readonly limitMs?: number;
}

/**
 * The program checks itself: page loaded and isolated, bridge there, a library made, the sample imported, one of its
 * frames decoded and fetched by the page. Steps after a failed one are not tried. Works in a library of its own.
 */
export async function smoke(options: SmokeOptions): Promise<SmokeReport> {
  const { clock, limitMs = 60_000 } = options;
  const checks: SmokeCheck[] = [];
  const endMs = clock.monotonicMs() + limitMs;
  const step = async <T>(name: string, run: () => Promise<{ value: T; detail: string }>): Promise<T> => {
    const startMs = clock.monotonicMs();
    const ms = (): number => Math.round(clock.monotonicMs() - startMs);
    try {
      const { value, detail } = await within(run(), endMs - startMs);
      checks.push({ name, ok: true, ms: ms(), detail });
      return value;
    } catch (error) {
      checks.push({ name, ok: false, ms: ms(), detail: error instanceof Error ? error.message : 'failed' });
      throw error;
    }
  };
  try {
    await runSteps(options, step, endMs);
  } catch {
    // The step that failed says why.
  }
  return { ok: checks.length > 0 && checks.every((check) => check.ok), checks, versions: options.versions };
}

type Step = <T>(name: string, run: () => Promise<{ value: T; detail: string }>) => Promise<T>;

async function runSteps(options: SmokeOptions, step: Step, endMs: number): Promise<void> {
  const { page, samplePath } = options;
  await step('services answer', async () => {
    const info = await call(options, 'app.info', {});
    return { value: null, detail: `${info.version}, ${info.kernels.engine} kernels` };
  });
  await step('page loaded', async () => {
    await page.loaded();
    if (!isOwnUrl(page.url())) throw new Error(`The window shows ${page.url()}.`);
    const drawn = await until(options, endMs, async () => {
      const elements = await page.evaluate("document.querySelector('#root')?.childElementCount ?? 0");
      return typeof elements === 'number' && elements > 0 ? elements : null;
    });
    return { value: null, detail: `${drawn} element(s) in the root` };
  });
  await step('page isolated', async () => {
    const facts = await page.evaluate(
      '[crossOriginIsolated, typeof window.axial?.call, typeof window.require, typeof window.process]',
    );
    const expected = [true, 'function', 'undefined', 'undefined'];
    if (JSON.stringify(facts) !== JSON.stringify(expected)) throw new Error(JSON.stringify(facts));
    return { value: null, detail: 'isolated, bridge there, no Node' };
  });
  await step('library opens', async () => {
    const passphrase = randomBytes(16).toString('base64url');
    const { state } = await call(options, 'library.create', { passphrase, userName: 'smoke' });
    if (state.state !== 'open') throw new Error(`The library is ${state.state}.`);
    return { value: null, detail: state.state };
  });
  const studyKey = await step('sample imported', async () => {
    const { jobId } = await call(options, 'import.start', { paths: [samplePath] });
    const job = await until(options, endMs, async () => {
      const found = (await call(options, 'jobs.list', {})).find((each) => each.jobId === jobId);
      return found === undefined || found.state === 'waiting' || found.state === 'running' ? null : found;
    });
    if (job.state !== 'done') throw new Error(`The import ended as ${job.state}.`);
    const { rows } = await call(options, 'worklist.search', {
      query: '',
      filter: { modalities: [], statuses: [], dateFrom: null, dateTo: null, removed: false },
      sort: { by: 'studyDate', descending: true },
      offset: 0,
      limit: 1,
    });
    const [row] = rows;
    if (row === undefined) throw new Error('The worklist is empty.');
    return { value: row.studyKey, detail: `${row.instanceCount} instance(s)` };
  });
  await step('frame decoded', async () => {
    const { series } = await call(options, 'study.get', { studyKey });
    const image = series.find(({ kind }) => kind === 'image');
    if (image === undefined) throw new Error('The study has no image series.');
    const view = await call(options, 'series.open', { seriesKey: image.seriesKey });
    const frame = view.stacks[0]?.frames[0];
    if (frame === undefined) throw new Error('The series has no frame.');
    const bytes = await page.evaluate(
      `fetch(${JSON.stringify(frame.url)}).then((answer) => answer.ok ? answer.arrayBuffer() : null).then((data) => data?.byteLength ?? -1)`,
    );
    if (bytes !== frameBytes(frame))
      throw new Error(`${String(bytes)} bytes instead of ${frameBytes(frame)}.`);
    return { value: null, detail: `${frame.columns} x ${frame.rows}, ${bytes} bytes` };
  });
}

function frameBytes({ rows, columns, samplesPerPixel, dataType }: FrameInfo): number {
  return (rows * columns * samplesPerPixel * Number(dataType.slice(1))) / 8;
}

async function call<N extends CallName>(
  { host }: Pick<SmokeOptions, 'host'>,
  name: N,
  input: CallInput<N>,
): Promise<CallOutput<N>> {
  const result = await host.call(name, input);
  if (!result.ok) throw new Error(`${name}: ${result.failure.code}: ${result.failure.message}`);
  return calls[name].output.parse(result.value) as CallOutput<N>;
}

async function until<T>(
  { clock, wait }: Pick<SmokeOptions, 'clock' | 'wait'>,
  endMs: number,
  look: () => Promise<T | null>,
): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (clock.monotonicMs() > endMs) throw new Error('It took too long.');
    await wait(100);
  }
}

async function within<T>(work: Promise<T>, limitMs: number): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('It took too long.')), Math.max(0, limitMs));
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** The page of a real window. To be called before the window has loaded. */
export function smokePageOf({ webContents }: Pick<BrowserWindow, 'webContents'>): SmokePage {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  webContents.once('did-finish-load', () => resolve());
  webContents.once('did-fail-load', (_event, code, description) => {
    reject(new Error(`The page did not load: ${description} (${code}).`));
  });
  promise.catch(() => undefined);
  return {
    loaded: () => promise,
    url: () => webContents.getURL(),
    evaluate: (expression) => webContents.executeJavaScript(expression) as Promise<unknown>,
  };
}
