import type { IpcMain, WebContents } from 'electron/main';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDoor, type Door } from '../main/api/door.ts';
import { createEventHub } from '../main/api/eventHub.ts';
import type { ApiFace } from '../main/api/face.ts';
import type { Handlers } from '../main/api/handler.ts';
import { fail, succeed, type Result } from '../main/domain/failure.ts';
import { silentLogger } from '../main/ports/logger.ts';
import { listenToPages } from '../main/shells/electron/ipc.ts';
import { serveLoopback, type LoopbackServer } from '../main/shells/loopback/serve.ts';
import { callNames, type CallName } from '../preload/contract/contract.ts';
import { eventNames } from '../preload/contract/events.ts';
import { eventFixtures, fixtures, negativeFixtures } from '../preload/contract/fixtures.ts';

/** Handlers that answer with the examples: what is proved here is the way there and back, not the work. */
const outputs = new Map<CallName, unknown>();
const handlers = Object.fromEntries(
  callNames.map((name) => [name, () => Promise.resolve(succeed(outputs.get(name) ?? fixtures[name].output))]),
) as unknown as Handlers;

let visitor = { libraryOpen: true, role: 'administrator' as 'administrator' | 'reader' | null };
const door: Door = openDoor({ handlers, visitor: () => visitor, logger: silentLogger });
const hub = createEventHub();
const api: ApiFace = {
  call: (name, input) => door.call(name, input),
  on: (name, listener) => hub.on(name, listener),
  readBytes: () => Promise.resolve(fail('NOT_FOUND')),
  writeBytes: () => Promise.resolve(fail('NOT_FOUND')),
};

interface Way {
  readonly name: string;
  call(name: string, input: unknown): Promise<Result<unknown>>;
}

let server: LoopbackServer;
let cookie = '';

const inProcess: Way = { name: 'in process', call: (name, input) => door.call(name, input) };
const overHttp: Way = {
  name: 'loopback HTTP',
  async call(name, input) {
    const response = await fetch(`${server.origin}/api/call/${name}`, {
      method: 'POST',
      body: JSON.stringify(input),
      headers: { cookie },
    });
    return (await response.json()) as Result<unknown>;
  },
};

type Invoke = Parameters<IpcMain['handle']>[1];
let invoke: Invoke = () => undefined;
const frame = { url: 'axial://app/index.html' };
const sender = { mainFrame: frame } as unknown as WebContents;
const overIpc: Way = {
  name: 'Electron IPC with a fake ipcMain',
  async call(name, input) {
    const event = { sender, senderFrame: frame } as unknown as Parameters<Invoke>[0];
    // What crosses is a structured clone, as in Electron.
    return structuredClone(
      await invoke(event, structuredClone(name), structuredClone(input)),
    ) as Result<unknown>;
  },
};

beforeAll(async () => {
  server = await serveLoopback({ api, pageFolder: tmpdir() });
  const invited = await fetch(server.invite(), { redirect: 'manual' });
  cookie = (invited.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  listenToPages(
    {
      handle: (_channel, listener) => {
        invoke = listener;
      },
    },
    { isOurs: () => true, call: (name, input) => api.call(name, input) },
  );
});

afterAll(() => server.close());

describe.each([inProcess, overHttp, overIpc])('the contract over $name', (way) => {
  it.each(callNames)('carries %s there and back unchanged', async (name) => {
    expect(await way.call(name, fixtures[name].input)).toEqual({ ok: true, value: fixtures[name].output });
  });

  it.each(negativeFixtures.filter(({ side }) => side === 'input'))(
    'refuses $why as input of $call',
    async ({ call, value }) => {
      expect(await way.call(call, value)).toMatchObject({ ok: false, failure: { code: 'INVALID_INPUT' } });
    },
  );

  it.each(negativeFixtures.filter(({ side }) => side === 'output'))(
    'lets no wrong output of $call out: $why',
    async ({ call, value }) => {
      outputs.set(call, value);
      const answered = await way.call(call, fixtures[call].input).finally(() => outputs.delete(call));
      expect(answered).toMatchObject({ ok: false, failure: { code: 'INTERNAL' } });
    },
  );

  it('answers an unknown name as data', async () => {
    expect(await way.call('library.explode', {})).toMatchObject({
      ok: false,
      failure: { code: 'INVALID_INPUT' },
    });
    expect(await way.call('__proto__', {})).toMatchObject({ ok: false, failure: { code: 'INVALID_INPUT' } });
  });

  it('asks for an open library and for the role', async () => {
    visitor = { libraryOpen: false, role: null };
    const locked = await way.call('worklist.search', fixtures['worklist.search'].input);
    visitor = { libraryOpen: true, role: 'reader' };
    const forbidden = await way.call('users.create', fixtures['users.create'].input);
    visitor = { libraryOpen: true, role: 'administrator' };
    expect(locked).toMatchObject({ ok: false, failure: { code: 'LIBRARY_LOCKED' } });
    expect(forbidden).toMatchObject({ ok: false, failure: { code: 'FORBIDDEN' } });
  });
});

describe('events over loopback HTTP', () => {
  it.each(eventNames)('carries %s to the page unchanged', async (name) => {
    const response = await fetch(`${server.origin}/api/events`, { headers: { cookie } });
    const reader = (response.body ?? new ReadableStream()).getReader();
    await reader.read();
    hub.emit(name, eventFixtures[name] as never);
    const { value } = await reader.read();
    const text = new TextDecoder().decode(value);
    expect(JSON.parse(text.replace(/^data: /, ''))).toEqual({ name, payload: eventFixtures[name] });
    await reader.cancel();
  });
});
