import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ChildExit, ChildHandle, Processes, StartOptions } from './processes.ts';
import { memoryCapVariable, residentBytes } from './residentMemory.ts';

/** How often a child's memory is looked at. A child that writes 4 GB/s overshoots its cap by 200 MB. */
const watchIntervalMs = 50;

/**
 * Child processes of plain Node. Messages are structured clones (`serialization: 'advanced'`); nothing of this process's
 * environment or arguments is inherited; stdout and stderr are dropped, as a decoder's words may hold patient data.
 * Children do not keep this process alive (whoever waits for one holds a timer) and end with it: their channel closes.
 * The memory cap is watched from here on Linux and by the child itself elsewhere (`watchOwnMemory`).
 */
export const nodeProcesses: Processes = { start };

function start({ entry, env, memoryCapBytes }: StartOptions): ChildHandle {
  const child = fork(fileURLToPath(entry), [], {
    env: { ...env, [memoryCapVariable]: String(memoryCapBytes) },
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  child.unref();
  child.channel?.unref();
  let killedFor: 'killed' | 'memory' | null = null;
  const stop = (reason: 'killed' | 'memory'): void => {
    killedFor ??= reason;
    child.kill('SIGKILL');
  };
  const watch = setInterval(() => {
    const { pid } = child;
    if (pid !== undefined && (residentBytes(pid) ?? 0) > memoryCapBytes) stop('memory');
  }, watchIntervalMs).unref();
  return handleOf(child, {
    stop: () => stop('killed'),
    ended: (code, signal) => {
      clearInterval(watch);
      // A kill that is not ours: the child's own watch, or the system's where memory ran out.
      return { code, reason: killedFor ?? (signal === 'SIGKILL' ? 'memory' : 'exit') };
    },
  });
}

interface Ending {
  readonly stop: () => void;
  readonly ended: (code: number | null, signal: string | null) => ChildExit;
}

function handleOf(child: ChildProcess, { stop, ended }: Ending): ChildHandle {
  let exit: ChildExit | null = null;
  const listeners: ((exit: ChildExit) => void)[] = [];
  const finish = (code: number | null, signal: string | null): void => {
    if (exit !== null) return;
    exit = ended(code, signal);
    for (const listener of listeners) listener(exit);
  };
  child.once('exit', finish);
  // A program that cannot be started never exits.
  child.once('error', () => {
    if (child.pid === undefined) finish(null, null);
  });
  return {
    pid: child.pid ?? null,
    send: (message) => {
      if (child.connected && typeof message === 'object' && message !== null) {
        child.send(message, () => undefined);
      }
    },
    onMessage: (listener) => {
      child.on('message', listener);
    },
    onExit: (listener) => {
      if (exit === null) listeners.push(listener);
      else listener(exit);
    },
    kill: stop,
  };
}
