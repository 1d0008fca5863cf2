import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { app, MessageChannelMain, safeStorage, utilityProcess } from './electron.ts';

/*
 * The services of the packed program as its main process starts them: in a process of their own, reached by messages,
 * serving the page and bytes over their socket, with decoders in further processes. Prints one JSON value.
 */
interface Answer {
  readonly ok: boolean;
  readonly value?: unknown;
  readonly failure?: { readonly code: string };
}

interface Host {
  call(name: string, input: unknown): Promise<Answer>;
  address(): Promise<{ readonly socketPath: string; readonly token: string } | null>;
  stop(): Promise<void>;
}

interface PackedShell {
  appFiles(options: { codeFolder: URL; resourcesFolder: string }): object;
  startAppHost(electron: object, options: object): Promise<Host>;
  contentHandler(address: Host['address']): (request: Request) => Promise<Response>;
}

/** What was found; each is checked by whoever started the stand-in. */
export interface ServicesReport {
  readonly page: { readonly status: number; readonly bytes: number; readonly policy: string | null };
  readonly shell: string;
  readonly libraryState: string;
  /** First frames of every series, fetched as the page does; several need a decoder. */
  readonly frames: number;
  readonly wrongFrames: number;
  /** Processes that the main process started for the services. */
  readonly decoders: number;
  /** Code of a call that was under way when the services were killed. */
  readonly killedCall: string;
  readonly restarted: boolean;
  readonly stateAfterRestart: string;
}

/** `folder` is empty; `sampleFolder` fills the library of the first start. */
export async function reportOnServices(
  archive: string,
  folder: string,
  sampleFolder: string,
): Promise<ServicesReport> {
  const codeFolder = pathToFileURL(`${join(archive, 'dist')}/`);
  const load = async (name: string): Promise<PackedShell> =>
    (await import(new URL(`main/shells/electron/${name}.js`, codeFolder).href)) as PackedShell;
  const { appFiles } = await load('appFiles');
  const { startAppHost } = await load('appHost');
  const { contentHandler } = await load('contentProtocol');
  const { resourcesPath } = process as unknown as { readonly resourcesPath: string };
  const events: { readonly name: string; readonly payload: unknown }[] = [];
  let restarts = 0;
  const forked: { kill(): boolean }[] = [];
  const fork: typeof utilityProcess.fork = (...given) => {
    const child = utilityProcess.fork(...given);
    forked.push(child);
    return child;
  };
  app.userData = folder;
  const host = await startAppHost(
    { app, MessageChannelMain, safeStorage, utilityProcess: { fork } },
    {
      files: { ...appFiles({ codeFolder, resourcesFolder: resourcesPath }), sampleFolder },
      facts: { platform: process.platform, env: process.env },
      libraryFolder: join(folder, 'library'),
      choosePaths: () => Promise.resolve(null),
      onEvent: (name: string, payload: unknown) => events.push({ name, payload }),
      onRestarted: () => {
        restarts += 1;
      },
      onGivenUp: () => undefined,
    },
  );
  const content = contentHandler(() => host.address());
  const value = async <T>(name: string, input: unknown): Promise<T> => {
    const answer = await host.call(name, input);
    if (!answer.ok) throw new Error(`${name}: ${answer.failure?.code}`);
    return answer.value as T;
  };
  try {
    const page = await content(new Request('axial://app/'));
    const pageBytes = (await page.arrayBuffer()).byteLength;
    const { shell } = await value<{ shell: string }>('app.info', {});
    const { state } = await value<{ state: string }>('library.state', {});
    const frames = await firstFrames(value);
    let wrongFrames = 0;
    for (const { url, bytes } of frames) {
      const answer = await content(new Request(`axial://app${url}`));
      if ((await answer.arrayBuffer()).byteLength !== bytes || answer.status !== 200) wrongFrames += 1;
    }

    const forkedCount = forked.length;
    const underWay = host.call('library.verify', {});
    forked[0]?.kill();
    const killed = await underWay;
    await host.address();
    await wait(50);
    const after = await value<{ state: string }>('library.state', {});
    return {
      page: { status: page.status, bytes: pageBytes, policy: page.headers.get('content-security-policy') },
      shell,
      libraryState: state,
      frames: frames.length,
      wrongFrames,
      decoders: forkedCount - 1,
      killedCall: killed.ok ? 'answered' : (killed.failure?.code ?? ''),
      restarted: restarts === 1,
      stateAfterRestart: after.state,
    };
  } finally {
    await host.stop();
  }
}

interface Frame {
  readonly url: string;
  readonly bytes: number;
}

/** The first frame of every image series, once the sample library is filled. */
async function firstFrames(
  value: <T>(name: string, input: unknown) => Promise<T>,
): Promise<readonly Frame[]> {
  const studies = await settledWorklist(value);
  const frames: Frame[] = [];
  for (const { studyKey } of studies) {
    const { series } = await value<{ series: { seriesKey: string; kind: string }[] }>('study.get', {
      studyKey,
    });
    for (const { seriesKey } of series.filter(({ kind }) => kind === 'image')) {
      const { stacks } = await value<{
        stacks: {
          frames: { url: string; rows: number; columns: number; samplesPerPixel: number; dataType: string }[];
        }[];
      }>('series.open', { seriesKey });
      const frame = stacks[0]?.frames[0];
      if (frame === undefined) continue;
      const { url, rows, columns, samplesPerPixel, dataType } = frame;
      frames.push({ url, bytes: (rows * columns * samplesPerPixel * Number(dataType.slice(1))) / 8 });
    }
  }
  return frames;
}

/** The worklist when it has not grown for a second. */
async function settledWorklist(
  value: <T>(name: string, input: unknown) => Promise<T>,
): Promise<readonly { readonly studyKey: string }[]> {
  let seen = 0;
  let calmTurns = 0;
  for (let turn = 0; turn < 300; turn += 1) {
    const { rows } = await value<{ rows: { studyKey: string; instanceCount: number }[] }>('worklist.search', {
      query: '',
      filter: { modalities: [], statuses: [], dateFrom: null, dateTo: null, removed: false },
      sort: { by: 'studyDate', descending: true },
      offset: 0,
      limit: 100,
    });
    const count = rows.reduce((sum, { instanceCount }) => sum + instanceCount, 0);
    calmTurns = count > 0 && count === seen ? calmTurns + 1 : 0;
    if (calmTurns === 10) return rows;
    seen = count;
    await wait(100);
  }
  throw new Error('the sample studies did not come');
}
