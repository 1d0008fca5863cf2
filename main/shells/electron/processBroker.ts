import type { MessagePortMain } from 'electron/main';
import { startChild, type ChildElectron, type RunningChild } from './childProcesses.ts';
import type { MemoryWatch } from './memoryWatch.ts';
import type { ChildRequest, ToServices } from './messages.ts';

/** Starts children for the services and hands them the ports; the bytes themselves never pass the main process. */
export interface ProcessBroker {
  start(id: number, child: ChildRequest): void;
  kill(id: number): void;
  /** Ends what is left when the services end. */
  killAll(): void;
}

/** `codeFolder`: `file:` URL with a slash at its end; a module outside it is never run, whoever asks. */
export function createProcessBroker(
  electron: ChildElectron,
  options: {
    readonly childEntryFile: string;
    readonly codeFolder: URL;
    readonly memory: MemoryWatch;
    readonly tell: (message: ToServices, ports?: readonly MessagePortMain[]) => void;
  },
): ProcessBroker {
  const { childEntryFile, codeFolder, memory, tell } = options;
  const running = new Map<number, RunningChild>();
  return {
    start(id, request) {
      const entry = URL.parse(request.entry);
      if (entry === null || !entry.href.startsWith(codeFolder.href)) {
        tell({ kind: 'child-ended', id, exit: { code: null, reason: 'killed' } });
        return;
      }
      const child = startChild(electron, {
        child: {
          entry,
          name: request.name,
          env: request.env,
          memoryCapBytes: request.memoryCapBytes,
        },
        childEntryFile,
        memory,
      });
      running.set(id, child);
      child.onStarted(() => tell({ kind: 'child-started', id, pid: child.pid() ?? null }, [child.port]));
      child.onExit((exit) => {
        if (running.delete(id)) tell({ kind: 'child-ended', id, exit });
      });
    },
    kill: (id) => running.get(id)?.kill(),
    killAll() {
      for (const child of running.values()) child.kill();
      running.clear();
    },
  };
}
