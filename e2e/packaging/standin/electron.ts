import { fork, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { StandinPort, type Wire } from './ports.ts';

/*
 * The `electron` module of the stand-in: what the command line inside the app uses, for real processes. Windows, pages and
 * the keyring are not there: asking for them throws, so that nothing seems to work that was not tried.
 */
const facts = process as unknown as {
  readonly standin: { readonly install: string; readonly utility: string };
};
const children = new Set<StandinUtilityProcess>();

class StandinUtilityProcess extends EventEmitter {
  pid: number | undefined;
  private readonly child: ChildProcess;
  private readonly ports = new Map<number, StandinPort>();

  constructor(modulePath: string, env: Record<string, string>) {
    super();
    this.child = fork(facts.standin.utility, [modulePath], {
      env,
      execArgv: ['--no-warnings', '--import', facts.standin.install],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', process.env['AXIAL_STANDIN_STDERR'] === '1' ? 'inherit' : 'ignore', 'ipc'],
    });
    children.add(this);
    this.child.once('spawn', () => {
      this.pid = this.child.pid;
      this.emit('spawn');
    });
    this.child.on('message', (wire: Wire) => {
      if (wire.kind === 'message') this.emit('message', wire.data);
      else this.ports.get(wire.id)?.postMessage(wire.data);
    });
    this.child.once('exit', (code) => {
      children.delete(this);
      this.pid = undefined;
      this.emit('exit', code ?? 9);
    });
  }

  postMessage(data: unknown, ports: readonly StandinPort[] = []): void {
    const ids = ports.map((port) => {
      const id = this.ports.size + 1;
      this.ports.set(id, port);
      return id;
    });
    this.send({ standin: true, kind: 'message', data, ports: ids });
    for (const [index, port] of ports.entries()) {
      port.sendTo((value) => this.send({ standin: true, kind: 'port', id: ids[index] ?? 0, data: value }));
    }
  }

  kill(): boolean {
    return this.child.kill('SIGKILL');
  }

  private send(wire: Wire): void {
    if (this.child.connected) this.child.send(wire);
  }
}

export const utilityProcess = {
  fork: (modulePath: string, _args: readonly string[], options: { env: Record<string, string> }) =>
    new StandinUtilityProcess(modulePath, options.env),
};

export class MessageChannelMain {
  readonly port1: StandinPort;
  readonly port2: StandinPort;
  constructor() {
    ({ port1: this.port1, port2: this.port2 } = StandinPort.pair());
  }
}

class StandinApp extends EventEmitter {
  readonly isPackaged = true;
  userData = join(homedir(), '.config', 'Axial');
  readonly commandLine = { appendSwitch: (): void => undefined };
  enableSandbox(): void {}
  disableHardwareAcceleration(): void {}
  private readonly ready = Promise.withResolvers<void>();
  whenReady(): Promise<void> {
    return this.ready.promise;
  }
  /** As in Electron: ready only when the main module has been evaluated, so that a main module that waits hangs. */
  codeLoaded(): void {
    this.ready.resolve();
  }
  getPath(name: string): string {
    return name === 'temp' ? tmpdir() : this.userData;
  }
  getAppMetrics(): { pid: number; memory: { workingSetSize: number } }[] {
    return [...children].flatMap(({ pid }) =>
      pid === undefined ? [] : [{ pid, memory: { workingSetSize: residentKilobytes(pid) } }],
    );
  }
  exit(code: number): void {
    for (const child of children) child.kill();
    process.exit(code);
  }
}

function residentKilobytes(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

export const app = new StandinApp();

export const safeStorage = {
  getSelectedStorageBackend: () => 'basic_text',
  isAsyncEncryptionAvailable: () => Promise.resolve(false),
};

/** Throws at its first use. */
function absent(name: string): object {
  return new Proxy(function standin() {}, {
    get: () => {
      throw new Error(`the stand-in has no ${name}`);
    },
    construct: () => {
      throw new Error(`the stand-in has no ${name}`);
    },
  });
}

export const BrowserWindow = absent('BrowserWindow');
export const Menu = absent('Menu');
export const dialog = absent('dialog');
export const ipcMain = absent('ipcMain');
export const powerMonitor = absent('powerMonitor');
export const protocol = absent('protocol');
export const screen = absent('screen');
export const session = absent('session');
