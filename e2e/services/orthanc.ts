import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from '../capabilities.ts';

/** A PACS of our own, on the loopback, in a folder that goes with it. */
export interface Orthanc {
  /** Sends one object to `POST /instances`; rejects where it is not taken. */
  store(bytes: Uint8Array): Promise<void>;
  /** One answer as bytes. */
  get(path: string): Promise<Uint8Array>;
  stop(): Promise<void>;
}

/** Starts Debian's Orthanc with its defaults (durable storage) and no DICOM port. Rejects where it does not come up. */
export async function startOrthanc(options: {
  readonly connections: number;
  /** Where it keeps its files, for a caller who removes them; without it a folder of its own that goes at the end. */
  readonly folder?: string;
}): Promise<Orthanc> {
  const program = findProgram('Orthanc');
  if (program === null) throw new Error('Orthanc is not installed');
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'axial-orthanc-')));
  const port = await freePort();
  const config = join(folder, 'orthanc.json');
  await writeFile(
    config,
    JSON.stringify({
      StorageDirectory: join(folder, 'db'),
      IndexDirectory: join(folder, 'db'),
      HttpPort: port,
      HttpBindAddresses: ['127.0.0.1'],
      RemoteAccessAllowed: false,
      AuthenticationEnabled: false,
      HttpThreadsCount: 16,
      DicomServerEnabled: false,
      Plugins: [],
    }),
  );
  const child = spawn(program, [config], { stdio: 'ignore', env: { ...process.env, TCP_NODELAY: '1' } });
  const agent = new Agent({ keepAlive: true, maxSockets: options.connections });
  const call = (method: 'GET' | 'POST', path: string, body: Uint8Array | null): Promise<Uint8Array> =>
    new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, path, method, agent }, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('error', reject);
        answer.on('end', () =>
          answer.statusCode === 200
            ? resolve(Buffer.concat(parts))
            : reject(new Error(`Orthanc answered ${answer.statusCode}`)),
        );
      });
      sent.on('error', reject);
      sent.end(body ?? undefined);
    });
  const stop = async (): Promise<void> => {
    agent.destroy();
    await endOf(child);
    if (options.folder === undefined) await rm(folder, { recursive: true, force: true });
  };
  for (let attempt = 0; ; attempt += 1) {
    const up = await call('GET', '/system', null).then(
      () => true,
      () => false,
    );
    if (up) break;
    if (attempt === 100 || child.exitCode !== null) {
      await stop();
      throw new Error('Orthanc did not start');
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    store: async (bytes) => {
      await call('POST', '/instances', bytes);
    },
    get: (path) => call('GET', path, null),
    stop,
  };
}

function endOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
