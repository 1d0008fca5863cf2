import type { MessageChannelMain, MessagePortMain, utilityProcess } from 'electron/main';
import { memoryCapVariable } from '../../ports/residentMemory.ts';
import type { ChildExit, ChildHandle, Processes, StartOptions } from '../../ports/processes.ts';
import { compactViews } from './compactViews.ts';
import type { MemoryWatch } from './memoryWatch.ts';
import type { ToChild } from './messages.ts';

/** The parts of Electron that start a child. */
export interface ChildElectron {
  readonly utilityProcess: Pick<typeof utilityProcess, 'fork'>;
  readonly MessageChannelMain: new () => MessageChannelMain;
}

/** A running child and the end of its port that is still to be given to whoever asked for it. */
export interface RunningChild {
  readonly port: MessagePortMain;
  pid(): number | undefined;
  onStarted(listener: () => void): void;
  onExit(listener: (exit: ChildExit) => void): void;
  kill(): void;
}

/**
 * Starts a module in a utility process (the only kind of child there is once the RunAsNode fuse is off).
 * Its environment is exactly `env`; what it prints is dropped, as a decoder's words may hold patient data.
 * `childEntryFile`: the module that puts the port under the child's `process.send`.
 */
export function startChild(
  electron: ChildElectron,
  options: {
    readonly child: StartOptions;
    readonly childEntryFile: string;
    readonly memory: MemoryWatch;
  },
): RunningChild {
  const { child, childEntryFile, memory } = options;
  const process = electron.utilityProcess.fork(childEntryFile, [], {
    // The cap goes along so that the child can watch itself too, without a round trip (watchOwnMemory).
    env: { ...child.env, [memoryCapVariable]: String(child.memoryCapBytes) },
    stdio: 'ignore',
    serviceName: `Axial ${child.name}`,
    allowLoadingUnsignedLibraries: false,
    respondToAuthRequestsFromMainProcess: false,
  });
  const { port1, port2 } = new electron.MessageChannelMain();
  const begin: ToChild = { kind: 'begin', entry: child.entry.href };
  process.postMessage(begin, [port1]);
  let killedFor: 'killed' | 'memory' | null = null;
  const stop = (reason: 'killed' | 'memory'): void => {
    killedFor ??= reason;
    process.kill();
  };
  const unwatch = memory.watch({
    pid: () => process.pid,
    capBytes: child.memoryCapBytes,
    onExceeded: () => stop('memory'),
  });
  process.once('exit', unwatch);
  return {
    port: port2,
    pid: () => process.pid,
    onStarted: (listener) => process.once('spawn', listener),
    onExit: (listener) => process.once('exit', (code) => listener({ code, reason: killedFor ?? 'exit' })),
    kill: () => stop('killed'),
  };
}

/** The Processes port for code that runs in the main process itself: the command line inside the app. */
export function utilityProcesses(
  electron: ChildElectron,
  options: { readonly childEntryFile: string; readonly memory: MemoryWatch },
): Processes {
  return {
    start: (child) => handleOfChild(startChild(electron, { child, ...options })),
  };
}

function handleOfChild(child: RunningChild): ChildHandle {
  const { port } = child;
  child.onExit(() => port.close());
  return {
    get pid() {
      return child.pid() ?? null;
    },
    send: (message) => port.postMessage(compactViews(message)),
    onMessage(listener) {
      port.on('message', ({ data }) => listener(data));
      port.start();
    },
    onExit: (listener) => child.onExit(listener),
    kill: () => child.kill(),
  };
}
