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
  readonly frameBytes: number;
  readonly frameExpected: number;
  /** Code of a call that was under way when the services were killed. */
  readonly killedCall: string;
  readonly restarted: boolean;
  readonly stateAfterRestart: string;
}

export async function reportOnServices(archive: string, folder: string): Promise<ServicesReport> {
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
      files: appFiles({ codeFolder, resourcesFolder: resourcesPath }),
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
    const frame = await firstFrame(value);
    const bytes = await content(new Request(`axial://app${frame.url}`));
    const frameBytes = (await bytes.arrayBuffer()).byteLength;

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
      frameBytes,
      frameExpected: frame.bytes,
      killedCall: killed.ok ? 'answered' : (killed.failure?.code ?? ''),
      restarted: restarts === 1,
      stateAfterRestart: after.state,
    };
  } finally {
    await host.stop();
  }
}

/** Waits until the sample study is there and opens its first series. */
async function firstFrame(
  value: <T>(name: string, input: unknown) => Promise<T>,
): Promise<{ readonly url: string; readonly bytes: number }> {
  for (let turn = 0; turn < 200; turn += 1) {
    const { rows } = await value<{ rows: { studyKey: string; instanceCount: number }[] }>('worklist.search', {
      query: '',
      filter: { modalities: [], statuses: [], dateFrom: null, dateTo: null, removed: false },
      sort: { by: 'studyDate', descending: true },
      offset: 0,
      limit: 1,
    });
    const [study] = rows;
    if (study !== undefined) {
      const { series } = await value<{ series: { seriesKey: string }[] }>('study.get', {
        studyKey: study.studyKey,
      });
      const opened = await value<{
        stacks: { frames: { url: string; rows: number; columns: number; dataType: string }[] }[];
      }>('series.open', { seriesKey: series[0]?.seriesKey });
      const frame = opened.stacks[0]?.frames[0];
      if (frame === undefined) throw new Error('the series has no frame');
      return { url: frame.url, bytes: (frame.rows * frame.columns * Number(frame.dataType.slice(1))) / 8 };
    }
    await wait(50);
  }
  throw new Error('the sample study did not come');
}
