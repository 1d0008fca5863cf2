import type { MessagePortMain } from 'electron/main';
import type { ParentPort } from 'electron/utility';
import { compactViews } from './compactViews.ts';
import type { ToChild } from './messages.ts';

/** A process as the modules of the app know it: `send` and `message` as under `child_process.fork`. */
type ForkedProcess = Pick<NodeJS.Process, 'emit'> & { send?: unknown };

/**
 * Waits for the first message of the main process, puts the port that comes with it under `process.send` and
 * `process.on('message')`, then loads the module it names. So one and the same module runs under plain Node and here.
 * Messages wait in the port until the module has been loaded.
 */
export function joinParent(options: {
  readonly parentPort: Pick<ParentPort, 'once'>;
  readonly process: ForkedProcess;
  readonly load: (entry: string) => Promise<unknown>;
  readonly exit: (code: number) => void;
}): void {
  const { parentPort, process, load, exit } = options;
  parentPort.once('message', ({ data, ports }) => {
    const [port] = ports;
    const { kind, entry } = data as ToChild;
    if (port === undefined || kind !== 'begin') {
      exit(1);
      return;
    }
    attach(port, process);
    load(entry).then(
      () => port.start(),
      () => exit(1),
    );
  });
}

function attach(port: MessagePortMain, process: ForkedProcess): void {
  process.send = (message: unknown): boolean => {
    port.postMessage(compactViews(message));
    return true;
  };
  const emit = process.emit as (event: string, ...values: readonly unknown[]) => boolean;
  port.on('message', ({ data }) => emit.call(process, 'message', data));
  port.on('close', () => emit.call(process, 'disconnect'));
}
