import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEventHub, type EventHub } from '../../../api/eventHub.ts';
import { fail, succeed, type Result } from '../../../domain/failure.ts';
import { serveMainProcess, type EntryPorts } from '../serviceEntry.ts';
import type { ServicesStart } from '../messages.ts';
import type { FakeUtilityProcess } from './fakePorts.ts';

/** Services of a test: answers by name, bytes, events, and what the entry gave them. */
export interface FakeServices {
  readonly hub: EventHub;
  readonly calls: { readonly name: string; readonly input: unknown }[];
  readonly starts: ServicesStart[];
  answers: Record<string, (input: never) => Result<unknown> | Promise<Result<unknown>>>;
  /** Ports of the latest start. */
  ports: EntryPorts | null;
  closes: number;
  /** Makes the next start fail. */
  broken: boolean;
  /** Plays the services' process: for `fakeElectron`'s `onFork`. */
  readonly play: (child: FakeUtilityProcess) => void;
}

/** A page of one file, as `dist/renderer` is. */
export function fakePageFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'axial-page-'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Axial</title>');
  return folder;
}

export function fakeServices(pageFolder: string): FakeServices {
  const fake: FakeServices = {
    hub: createEventHub(),
    calls: [],
    starts: [],
    answers: {},
    ports: null,
    closes: 0,
    broken: false,
    play(child) {
      serveMainProcess({
        parentPort: child.parentPort,
        pageFolder,
        exit: (code) => child.end(code),
        create(start, ports) {
          fake.starts.push(start);
          fake.ports = ports;
          if (fake.broken) return Promise.reject(new Error('broken on purpose'));
          return Promise.resolve({
            api: {
              call: async (name, input) => {
                fake.calls.push({ name, input });
                const answer = fake.answers[name] as ((value: unknown) => Result<unknown>) | undefined;
                return answer === undefined ? fail('NOT_FOUND') : answer(input);
              },
              on: (name, listener) => fake.hub.on(name, listener),
              readBytes: (route) =>
                Promise.resolve(
                  route.kind === 'frame'
                    ? succeed({
                        contentType: 'application/octet-stream',
                        sizeBytes: 4,
                        body: Uint8Array.of(1, 2, 3, 4),
                        headers: {},
                      })
                    : fail('NOT_FOUND'),
                ),
              writeBytes: async (_route, { body, revision }) => {
                let sum = revision ?? 0;
                for await (const part of body) for (const byte of part) sum += byte;
                return succeed({ revision: sum });
              },
            },
            close: () => {
              fake.closes += 1;
              return Promise.resolve();
            },
          });
        },
      });
    },
  };
  return fake;
}

/** Lets everything that is on its way arrive. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
