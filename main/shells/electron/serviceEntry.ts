import type { MessageEvent } from 'electron/main';
import type { ParentPort } from 'electron/utility';
import { eventNames } from '../../../preload/contract/events.ts';
import type { ApiFace } from '../../api/face.ts';
import { httpHandler } from '../../api/http/handler.ts';
import { fail } from '../../domain/failure.ts';
import { lineLogger, type Logger } from '../../ports/logger.ts';
import type { Processes } from '../../ports/processes.ts';
import type { Secrets } from '../../ports/secrets.ts';
import type { ChooseKind, FromServices, ServicesStart, ToServices } from './messages.ts';
import { createPendingAnswers } from './pendingAnswers.ts';
import { createRemoteProcesses, type RemoteProcesses } from './remoteProcesses.ts';
import { createRemoteSecrets, type RemoteSecrets } from './secrets.ts';
import { serveSocket, type SocketServer } from './socketServer.ts';

/** What the services are given here; the other ports are those of plain Node. */
export interface EntryPorts {
  readonly processes: Processes;
  readonly choosePaths: (what: ChooseKind) => Promise<readonly string[] | null>;
  readonly secrets: Secrets;
  readonly logger: Logger;
}

export interface EntryServices {
  readonly api: ApiFace;
  close(): Promise<void>;
}

export interface ServiceEntryOptions {
  readonly parentPort: Pick<ParentPort, 'on' | 'postMessage'>;
  readonly pageFolder: string;
  readonly create: (start: ServicesStart, ports: EntryPorts) => Promise<EntryServices>;
  readonly exit: (code: number) => void;
}

interface Running {
  readonly services: EntryServices;
  readonly server: SocketServer;
}

/**
 * The services' side of the main process: starts them at the first message, answers calls, passes events on, and serves
 * pages and bytes on the socket. A start that fails ends the process, so that the main process sees it as a crash.
 */
export function serveMainProcess(options: ServiceEntryOptions): void {
  const { parentPort: port, exit } = options;
  const tell = (message: FromServices): void => port.postMessage(message);
  const processes = createRemoteProcesses(tell);
  const choices = createPendingAnswers<readonly string[] | null>();
  const choosePaths: EntryPorts['choosePaths'] = (what) => {
    const { id, answer } = choices.ask();
    tell({ kind: 'choose', id, what });
    return answer;
  };
  let secrets: RemoteSecrets | null = null;
  let running: Promise<Running> | null = null;

  const begin = async (start: ServicesStart, own: RemoteSecrets): Promise<Running> => {
    const logger = lineLogger((line) => tell({ kind: 'log', line }));
    const services = await options.create(start, { processes, secrets: own, logger, choosePaths });
    for (const name of eventNames) {
      services.api.on(name, (payload) => tell({ kind: 'event', name, payload }));
    }
    const handler = httpHandler({ api: services.api, pageFolder: options.pageFolder });
    const server = await serveSocket({ address: start, handler });
    return { services, server };
  };

  const take = (message: ToServices, ports: MessageEvent['ports']): void => {
    switch (message.kind) {
      case 'start':
        secrets = createRemoteSecrets(message.options.secrets, tell);
        running = begin(message.options, secrets);
        running.then(
          () => tell({ kind: 'ready' }),
          (error: unknown) => {
            tell({
              kind: 'failed',
              message: error instanceof Error ? (error.stack ?? error.message) : 'unknown',
            });
            exit(1);
          },
        );
        return;
      case 'call':
        void answerCall(running, message).then((result) => tell({ kind: 'answer', id: message.id, result }));
        return;
      case 'secret':
        secrets?.answered(message.id, message.outcome);
        return;
      case 'chosen':
        choices.settle(message.id, message.paths);
        return;
      case 'stop':
        void stop(running).then(() => exit(0));
        return;
      case 'child-started':
      case 'child-ended':
        takeChildNews(processes, message, ports);
    }
  };
  port.on('message', ({ data, ports }) => take(data as ToServices, ports));
}

function takeChildNews(
  processes: RemoteProcesses,
  message: Extract<ToServices, { kind: 'child-started' | 'child-ended' }>,
  ports: MessageEvent['ports'],
): void {
  if (message.kind === 'child-ended') processes.ended(message.id, message.exit);
  else processes.started(message.id, message.pid, ports[0]);
}

async function answerCall(
  running: Promise<Running> | null,
  { name, input }: Extract<ToServices, { kind: 'call' }>,
): ReturnType<ApiFace['call']> {
  try {
    const { services } = await (running ?? Promise.reject(new Error('not started')));
    return await services.api.call(name, input);
  } catch {
    return fail('INTERNAL');
  }
}

async function stop(running: Promise<Running> | null): Promise<void> {
  try {
    if (running === null) return;
    const { services, server } = await running;
    await server.close();
    await services.close();
  } catch {
    // It ends in any case; what was acknowledged is on the disk.
  }
}
