import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { nodeProcesses } from './nodeProcesses.ts';
import type { ChildExit, ChildHandle } from './processes.ts';

const entry = new URL('./testing/childProcess.ts', import.meta.url);

function start(memoryCapBytes = 2 ** 30): ChildHandle {
  return nodeProcesses.start({ entry, name: 'test', env: { ONLY: 'this' }, memoryCapBytes });
}

const messageOf = (child: ChildHandle): Promise<unknown> =>
  new Promise((resolve) => {
    child.onMessage(resolve);
  });

const exitOf = (child: ChildHandle): Promise<ChildExit> =>
  new Promise((resolve) => {
    child.onExit(resolve);
  });

test('carries binary both ways and gives a child its own environment only', async () => {
  process.env['NOT_FOR_CHILDREN'] = 'secret';
  const child = start();
  const bytes = Uint8Array.from({ length: 300_000 }, (_, at) => at);
  child.send({ task: 'echo', bytes });
  const answer = (await messageOf(child)) as { bytes: Uint8Array; environment: readonly string[] };
  delete process.env['NOT_FOR_CHILDREN'];
  child.kill();
  expect(Buffer.from(answer.bytes).equals(Buffer.from(bytes))).toBe(true);
  expect(answer.environment).toContain('ONLY');
  expect(answer.environment).not.toContain('NOT_FOR_CHILDREN');
  expect(answer.environment).not.toContain('PATH');
});

test('tells how a child ended: by itself, by us, or by its memory', async () => {
  const own = start();
  own.send({ task: 'exit' });
  expect(await exitOf(own)).toEqual({ code: 3, reason: 'exit' });

  const killed = start();
  killed.kill();
  expect(await exitOf(killed)).toMatchObject({ reason: 'killed' });

  const full = start(2 ** 28);
  full.send({ task: 'fill' });
  expect(await exitOf(full)).toMatchObject({ reason: 'memory' });
});

test('a child that watches itself is ended too, though it never returns', async () => {
  const child = start(2 ** 33);
  child.send({ task: 'fill watched' });
  expect(await exitOf(child)).toMatchObject({ reason: 'memory' });
});

test('tells an end that came before anybody listened, and takes no message after it', async () => {
  const child = start();
  child.kill();
  await exitOf(child);
  child.send({ task: 'echo' });
  expect(await exitOf(child)).toMatchObject({ reason: 'killed' });
});

test('says that a module which is not there ended', async () => {
  const child = nodeProcesses.start({
    entry: new URL('./testing/absent.ts', import.meta.url),
    name: 'absent',
    env: {},
    memoryCapBytes: 2 ** 30,
  });
  expect(await exitOf(child)).toMatchObject({ code: 1, reason: 'exit' });
});

test('no child outlives the process that started it', async () => {
  const child = start();
  child.send({ task: 'start' });
  const { pid } = (await messageOf(child)) as { pid: number };
  child.kill();
  await exitOf(child);
  const isAlive = (): boolean => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  for (let attempt = 0; attempt < 100 && isAlive(); attempt += 1) await wait(50);
  expect(isAlive()).toBe(false);
});
