import type { MessagePortMain, UtilityProcess } from 'electron/main';
import { fail, type Result } from '../../domain/failure.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Secrets } from '../../ports/secrets.ts';
import type { ChooseKind, FromServices, ServicesStart, ToServices } from './messages.ts';
import { createPendingAnswers } from './pendingAnswers.ts';
import type { ProcessBroker } from './processBroker.ts';
import { answerSecret } from './secrets.ts';

/** The services as the main process sees them: one address that outlives the process behind it. */
export interface ServicesHost {
  /** Never rejects. While the services start again it waits for them; calls that were under way fail with `SERVICES_RESTARTED`. */
  call(name: string, input: unknown): Promise<Result<unknown>>;
  /** Where pages and bytes are served now; waits while the services start. Null when they do not start any more. */
  address(): Promise<ServicesAddress | null>;
  /** Lets the services finish what they write, then ends them. */
  stop(): Promise<void>;
}

export interface ServicesAddress {
  readonly socketPath: string;
  readonly token: string;
}

export interface ServicesHostOptions {
  /** Starts the process; the entry's first message is `start`. */
  readonly fork: () => UtilityProcess;
  readonly makeBroker: (
    tell: (message: ToServices, ports?: readonly MessagePortMain[]) => void,
  ) => ProcessBroker;
  /** A fresh address for each start: a socket of a dead process may still lie there. */
  readonly makeAddress: () => ServicesAddress;
  readonly start: Omit<ServicesStart, 'socketPath' | 'token' | 'secrets'>;
  readonly secrets: Secrets;
  /** Shows a dialog; null where it was closed. Must not reject. */
  readonly choosePaths: (what: ChooseKind) => Promise<readonly string[] | null>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly onLog: (line: string) => void;
  readonly onEvent: (name: string, payload: unknown) => void;
  /** They run again after a crash: windows have to ask for everything anew. */
  readonly onRestarted: () => void;
  /** They crashed too often to be started again. */
  readonly onGivenUp: () => void;
}

/** After this many crashes within the span the services stay down. */
const crashLimit = 3;
const crashSpanMs = 60_000;
/** How long the services may take to close when the app quits. */
const stopLimitMs = 5_000;

export function startServicesHost(options: ServicesHostOptions): ServicesHost {
  const { clock, logger } = options;
  let crashTimesMs: readonly number[] = [];
  let stopping = false;
  let current: Generation | null = launch();

  function launch(): Generation {
    return startGeneration(options, (code) => {
      if (stopping) return;
      logger.error('services.ended', { code });
      const nowMs = clock.monotonicMs();
      crashTimesMs = [...crashTimesMs.filter((timeMs) => nowMs - timeMs < crashSpanMs), nowMs];
      if (crashTimesMs.length > crashLimit) {
        current = null;
        options.onGivenUp();
        return;
      }
      const next = launch();
      current = next;
      void next.ready.then((isReady) => {
        if (isReady) options.onRestarted();
      });
    });
  }

  /** The life that answers, once it does; null when there will be none. */
  async function ready(): Promise<Generation | null> {
    for (;;) {
      const generation = current;
      if (generation === null || (await generation.ready)) return generation;
      if (generation === current) return null;
    }
  }

  return {
    call: async (name, input) => (await ready())?.call(name, input) ?? fail('SERVICES_RESTARTED'),
    address: async () => (await ready())?.address ?? null,
    async stop() {
      stopping = true;
      await current?.stop();
    },
  };
}

/** One life of the process. */
interface Generation {
  readonly address: ServicesAddress;
  /** False when it ended before it was ready. */
  readonly ready: Promise<boolean>;
  call(name: string, input: unknown): Promise<Result<unknown>>;
  stop(): Promise<void>;
}

function startGeneration(options: ServicesHostOptions, onEnded: (code: number) => void): Generation {
  const { logger, secrets } = options;
  const process = options.fork();
  const address = options.makeAddress();
  const tell = (message: ToServices, ports: readonly MessagePortMain[] = []): void => {
    process.postMessage(message, [...ports]);
  };
  const broker = options.makeBroker(tell);
  const pending = createPendingAnswers<Result<unknown>>();
  let alive = true;
  let asked = false;
  const { promise: ready, resolve: settleReady } = Promise.withResolvers<boolean>();
  const { promise: ended, resolve: settleEnded } = Promise.withResolvers<void>();

  const take = (message: FromServices): void => {
    switch (message.kind) {
      case 'ready':
        settleReady(true);
        return;
      case 'failed':
        logger.error('services.start-failed', { message: message.message });
        return;
      case 'answer':
        pending.settle(message.id, message.result);
        return;
      case 'event':
        options.onEvent(message.name, message.payload);
        return;
      case 'log':
        options.onLog(message.line);
        return;
      case 'secret':
        void answerSecret(secrets, message.operation, message.bytes).then((outcome) => {
          if (alive) tell({ kind: 'secret', id: message.id, outcome });
        });
        return;
      case 'choose':
        void options.choosePaths(message.what).then((paths) => {
          if (alive) tell({ kind: 'chosen', id: message.id, paths });
        });
        return;
      case 'start-child':
        broker.start(message.id, message.child);
        return;
      case 'kill-child':
        broker.kill(message.id);
    }
  };

  process.on('message', (message: unknown) => take(message as FromServices));
  process.once('exit', (code) => {
    alive = false;
    broker.killAll();
    settleReady(false);
    settleEnded();
    pending.settleAll(fail('SERVICES_RESTARTED'));
    onEnded(code);
  });
  const { available, reason, kind } = secrets;
  tell({
    kind: 'start',
    options: { ...options.start, ...address, secrets: { available, reason, kind } },
  });

  return {
    address,
    ready,
    call(name, input) {
      if (!alive) return Promise.resolve(fail('SERVICES_RESTARTED'));
      const { id, answer } = pending.ask();
      tell({ kind: 'call', id, name, input });
      return answer;
    },
    async stop() {
      if (!alive) return;
      if (!asked) tell({ kind: 'stop' });
      asked = true;
      const timer = setTimeout(() => process.kill(), stopLimitMs);
      await ended;
      clearTimeout(timer);
    },
  };
}
