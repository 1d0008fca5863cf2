import { EventEmitter } from 'node:events';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ChildExit } from '../../ports/processes.ts';
import { joinParent } from './childEntry.ts';
import { utilityProcesses } from './childProcesses.ts';
import { watchAppMemory } from './memoryWatch.ts';
import { createProcessBroker } from './processBroker.ts';
import { createRemoteProcesses } from './remoteProcesses.ts';
import type { FromServices, ToServices } from './messages.ts';
import { fakeElectron } from './testing/fakeElectron.ts';
import type { FakeUtilityProcess } from './testing/fakePorts.ts';
import { settle } from './testing/fakeServices.ts';

const codeFolder = pathToFileURL('/app/dist/');
const entry = new URL('main/pixels/decoderProcess.js', codeFolder);
const start = { entry, name: 'decoder', env: { LANG: 'C' }, memoryCapBytes: 1 << 20 };

/** A child that answers every message with the message and its own environment. */
function echoChild(loaded: string[] = []): (child: FakeUtilityProcess) => void {
  return (child) => {
    const process = new EventEmitter() as EventEmitter & { send?: (message: unknown) => boolean };
    joinParent({
      parentPort: child.parentPort,
      process: process as unknown as NodeJS.Process,
      load: (wanted) => {
        loaded.push(wanted);
        process.on('message', (message: unknown) => process.send?.({ echo: message }));
        process.once('disconnect', () => child.end(0));
        return Promise.resolve();
      },
      exit: (code) => child.end(code),
    });
  };
}

describe('child processes in the main process', () => {
  it('carries messages over a port of their own, with nothing of our environment', async () => {
    const loaded: string[] = [];
    const electron = fakeElectron(echoChild(loaded));
    const processes = utilityProcesses(electron.parts, {
      childEntryFile: '/app/dist/child.js',
      memory: watchAppMemory(electron.parts.app),
    });
    const child = processes.start(start);
    const received: unknown[] = [];
    child.onMessage((message) => received.push(message));
    child.send({ bytes: Uint8Array.of(1, 2) });
    await settle();
    expect(received).toEqual([{ echo: { bytes: Uint8Array.of(1, 2) } }]);
    expect(loaded).toEqual([entry.href]);
    const [forked] = electron.children;
    expect(forked?.modulePath).toBe('/app/dist/child.js');
    expect(forked?.options.env).toEqual({ LANG: 'C', AXIAL_MEMORY_CAP_BYTES: String(1 << 20) });
    expect(forked?.options.stdio).toBe('ignore');
    expect(child.pid).toBe(1000);
  });

  it('ends a child that was killed or ended by itself, and says which', async () => {
    const electron = fakeElectron(echoChild());
    const processes = utilityProcesses(electron.parts, {
      childEntryFile: '/child.js',
      memory: watchAppMemory(electron.parts.app),
    });
    const exits: ChildExit[] = [];
    const [first, second] = [processes.start(start), processes.start(start)];
    first.onExit((exit) => exits.push(exit));
    second.onExit((exit) => exits.push(exit));
    await settle();
    first.kill();
    electron.children[1]?.end(3);
    await settle();
    expect(exits).toEqual([
      { code: 3, reason: 'exit' },
      { code: 15, reason: 'killed' },
    ]);
  });
});

describe('memory of children', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('ends a child whose resident memory passes its cap, and only that one', async () => {
    const electron = fakeElectron(echoChild());
    const processes = utilityProcesses(electron.parts, {
      childEntryFile: '/child.js',
      memory: watchAppMemory(electron.parts.app),
    });
    const exits: ChildExit[] = [];
    for (const child of [processes.start(start), processes.start(start)]) {
      child.onExit((exit) => exits.push(exit));
    }
    await settle();
    electron.app.metrics = [
      { pid: 1000, memory: { workingSetSize: 1024 } },
      { pid: 1001, memory: { workingSetSize: 1025 } },
    ];
    vi.advanceTimersByTime(100);
    await settle();
    expect(exits).toEqual([{ code: 15, reason: 'memory' }]);
    expect(vi.getTimerCount()).toBe(1);
    electron.children[0]?.end(0);
    await settle();
    expect(vi.getTimerCount()).toBe(0);
  });
});

/** Services and main process with pipes between them, as far as children go. */
function brokered(onFork: (child: FakeUtilityProcess) => void) {
  const electron = fakeElectron(onFork);
  const remote = createRemoteProcesses((message: FromServices) => {
    if (message.kind === 'start-child') broker.start(message.id, message.child);
    else if (message.kind === 'kill-child') broker.kill(message.id);
  });
  const broker = createProcessBroker(electron.parts, {
    childEntryFile: '/app/dist/child.js',
    codeFolder,
    memory: watchAppMemory(electron.parts.app),
    tell: (message: ToServices, ports = []) => {
      queueMicrotask(() => {
        if (message.kind === 'child-started') remote.started(message.id, message.pid, ports[0]);
        else if (message.kind === 'child-ended') remote.ended(message.id, message.exit);
      });
    },
  });
  return { electron, remote, broker };
}

describe('child processes of the services', () => {
  it('talk to the services directly, also what was sent before they ran', async () => {
    const { remote } = brokered(echoChild());
    const child = remote.start(start);
    const received: unknown[] = [];
    child.onMessage((message) => received.push(message));
    child.send('early');
    expect(child.pid).toBeNull();
    await settle();
    child.send('late');
    await settle();
    expect(received).toEqual([{ echo: 'early' }, { echo: 'late' }]);
    expect(child.pid).toBe(1000);
  });

  it('are told when they end, once', async () => {
    const { remote, electron } = brokered(echoChild());
    const exits: ChildExit[] = [];
    const child = remote.start(start);
    child.onExit((exit) => exits.push(exit));
    await settle();
    child.kill();
    await settle();
    electron.children[0]?.end(1);
    await settle();
    expect(exits).toEqual([{ code: 15, reason: 'killed' }]);
  });

  it('run nothing that is not code of the app', async () => {
    const { remote, electron } = brokered(echoChild());
    const exits: ChildExit[] = [];
    for (const foreign of ['file:///tmp/evil.js', 'file:///app/dist/../evil.js', 'data:text/javascript,1']) {
      remote.start({ ...start, entry: new URL(foreign) }).onExit((exit) => exits.push(exit));
    }
    await settle();
    expect(electron.children).toEqual([]);
    expect(exits).toHaveLength(3);
  });

  it('all end with the services', async () => {
    const { remote, electron, broker } = brokered(echoChild());
    remote.start(start);
    remote.start(start);
    await settle();
    broker.killAll();
    await settle();
    expect(electron.children.map(({ ended }) => ended)).toEqual([true, true]);
  });
});

describe('the entry of a child', () => {
  it('ends where its module does not load or no port came', async () => {
    const electron = fakeElectron((child) => {
      joinParent({
        parentPort: child.parentPort,
        process: new EventEmitter() as unknown as NodeJS.Process,
        load: () => Promise.reject(new Error('no such module')),
        exit: (code) => child.end(code),
      });
    });
    const processes = utilityProcesses(electron.parts, {
      childEntryFile: '/child.js',
      memory: watchAppMemory(electron.parts.app),
    });
    const exits: ChildExit[] = [];
    processes.start(start).onExit((exit) => exits.push(exit));
    await settle();
    expect(exits).toEqual([{ code: 1, reason: 'exit' }]);
  });
});
