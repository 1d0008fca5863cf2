import type { MessagePortMain } from 'electron/main';
import type { ChildExit, ChildHandle, Processes } from '../../ports/processes.ts';
import { compactViews } from './compactViews.ts';
import type { FromServices } from './messages.ts';

/** The Processes port inside the services: the main process starts, a port of our own carries the bytes. */
export interface RemoteProcesses extends Processes {
  started(id: number, pid: number | null, port: MessagePortMain | undefined): void;
  ended(id: number, exit: ChildExit): void;
}

interface RemoteChild {
  pid: number | null;
  port: MessagePortMain | null;
  /** Messages sent before the port was there. */
  readonly waiting: unknown[];
  readonly onMessage: ((message: unknown) => void)[];
  readonly onExit: ((exit: ChildExit) => void)[];
}

export function createRemoteProcesses(tell: (message: FromServices) => void): RemoteProcesses {
  const children = new Map<number, RemoteChild>();
  let nextId = 1;
  return {
    start({ entry, name, env, memoryCapBytes }) {
      const id = nextId++;
      const child: RemoteChild = { pid: null, port: null, waiting: [], onMessage: [], onExit: [] };
      children.set(id, child);
      tell({ kind: 'start-child', id, child: { entry: entry.href, name, env, memoryCapBytes } });
      return handleOf(child, () => tell({ kind: 'kill-child', id }));
    },
    started(id, pid, port) {
      const child = children.get(id);
      if (child === undefined || port === undefined) return;
      child.pid = pid;
      child.port = port;
      port.on('message', ({ data }) => {
        for (const listener of child.onMessage) listener(data);
      });
      port.start();
      for (const message of child.waiting.splice(0)) port.postMessage(message);
    },
    ended(id, exit) {
      const child = children.get(id);
      if (child === undefined) return;
      children.delete(id);
      child.port?.close();
      child.port = null;
      for (const listener of child.onExit) listener(exit);
    },
  };
}

function handleOf(child: RemoteChild, kill: () => void): ChildHandle {
  return {
    get pid() {
      return child.pid;
    },
    send(message) {
      const { port } = child;
      if (port === null) child.waiting.push(compactViews(message));
      else port.postMessage(compactViews(message));
    },
    onMessage: (listener) => {
      child.onMessage.push(listener);
    },
    onExit: (listener) => {
      child.onExit.push(listener);
    },
    kill,
  };
}
