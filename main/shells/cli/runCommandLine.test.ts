import { describe, expect, it } from 'vitest';
import { fail, succeed } from '../../domain/failure.ts';
import { nodePorts } from '../nodePorts.ts';
import type { Command, Invocation } from './command.ts';
import { runCommandLine } from './runCommandLine.ts';

const seen: Invocation[] = [];
const greet: Command = {
  name: 'greet',
  operands: 'NAME',
  summary: 'Greets.',
  count: [1, 1],
  options: { loud: { type: 'boolean' }, times: { type: 'string' } },
  run: (invocation) => {
    seen.push(invocation);
    const [name = ''] = invocation.operands;
    if (name === 'nobody') return Promise.resolve(fail('NOT_FOUND', 'There is nobody.'));
    return Promise.resolve(succeed({ kind: 'value', value: { name }, text: `hello ${name}\n`, status: 0 }));
  },
};
const count: Command = {
  name: 'count up',
  operands: '',
  summary: 'Counts.',
  count: [0, 0],
  run: () => {
    async function* lines(): AsyncGenerator<{ value: number; text: string }, number> {
      await Promise.resolve();
      yield { value: 1, text: 'one\n' };
      yield { value: 2, text: 'two\n' };
      return 1;
    }
    return Promise.resolve(succeed({ kind: 'lines', lines: lines() }));
  },
};

async function run(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const status = await runCommandLine({
    args,
    commands: [greet, count],
    passphrase: 'secret',
    version: '9.9.9',
    ports: nodePorts(),
    terminal: {
      out: (text) => {
        out += text;
        return Promise.resolve();
      },
      err: (text) => {
        err += text;
      },
      isInteractive: false,
      signal: new AbortController().signal,
    },
  });
  return { status, out, err };
}

describe('the command line', () => {
  it('writes exactly one JSON value with --json and text without', async () => {
    expect(await run('greet', 'Ada', '--json')).toEqual({ status: 0, out: '{"name":"Ada"}\n', err: '' });
    expect(await run('greet', 'Ada')).toEqual({ status: 0, out: 'hello Ada\n', err: '' });
  });

  it('takes global options before and after the command', async () => {
    await run('--library', 'greet', '--user', 'Bo', 'greet', 'Ada', '--loud', '--times', '3');
    expect(seen.at(-1)).toMatchObject({
      operands: ['Ada'],
      options: { loud: true, times: '3' },
      global: { json: false, library: 'greet', user: 'Bo', passphrase: 'secret' },
    });
  });

  it('answers a failure as data and exits 1', async () => {
    expect(await run('greet', 'nobody', '--json')).toEqual({
      status: 1,
      out: '{"error":{"code":"NOT_FOUND","message":"There is nobody."}}\n',
      err: '',
    });
    expect(await run('greet', 'nobody')).toMatchObject({
      status: 1,
      out: '',
      err: 'There is nobody. (NOT_FOUND)\n',
    });
  });

  it('exits 2 when called wrongly', async () => {
    expect((await run('greet')).status).toBe(2);
    expect((await run('greet', 'a', 'b')).status).toBe(2);
    expect((await run('greet', 'a', '--unknown')).status).toBe(2);
    expect((await run('nothing', '--json')).out).toContain('"code":"USAGE"');
  });

  it('takes a negative number as a value', async () => {
    await run('greet', 'Ada', '--times', '-50');
    expect(seen.at(-1)).toMatchObject({ options: { times: '-50' } });
  });

  it('writes lines as they come and ends with their status', async () => {
    expect(await run('count', 'up', '--json')).toEqual({ status: 1, out: '1\n2\n', err: '' });
  });

  it('explains itself', async () => {
    expect((await run()).out).toContain('greet NAME');
    expect((await run('greet', '--help')).out).toContain('--times');
    expect((await run('--version', '--json')).out).toBe('{"version":"9.9.9"}\n');
  });
});
