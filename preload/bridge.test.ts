import { createContext, runInContext } from 'node:vm';
import { rolldown } from 'rolldown';
import { beforeAll, describe, expect, it } from 'vitest';
import { contractNames } from '../main/shells/build/contractNames.ts';
import type { AxialBridge } from './contract/bridge.ts';
import { callChannel, eventChannel } from './contract/channels.ts';
import { callNames } from './contract/contract.ts';
import { eventNames } from './contract/events.ts';

/** The bridge as it is built, run where only what a sandboxed preload script has is there. */
let code = '';
const invoked: unknown[][] = [];
const heard = new Map<string, (event: unknown, ...values: readonly unknown[]) => void>();
const exposed = new Map<string, AxialBridge>();

beforeAll(async () => {
  const bundle = await rolldown({
    input: new URL('./bridge.ts', import.meta.url).pathname,
    platform: 'browser',
    external: ['electron/renderer'],
    plugins: [contractNames()],
  });
  const { output } = await bundle.generate({ format: 'cjs' });
  await bundle.close();
  code = output[0].code;
  const electron = {
    contextBridge: {
      exposeInMainWorld: (name: string, value: AxialBridge) => exposed.set(name, value),
    },
    ipcRenderer: {
      invoke: (...values: unknown[]) => {
        invoked.push(values);
        return Promise.resolve({ ok: true, value: values });
      },
      on: (channel: string, listener: (event: unknown, ...values: readonly unknown[]) => void) =>
        heard.set(channel, listener),
    },
    webUtils: { getPathForFile: (file: { path: string }) => file.path },
  };
  const require = (name: string): unknown => {
    if (name !== 'electron/renderer') throw new Error(`a sandboxed preload script cannot load ${name}`);
    return electron;
  };
  runInContext(code, createContext({ require, exports: {}, module: { exports: {} } }));
});

function bridge(): AxialBridge {
  const found = exposed.get('axial');
  if (found === undefined) throw new Error('nothing was exposed');
  return found;
}

describe('the bridge', () => {
  it('exposes one object of three functions, and nothing of Electron', () => {
    expect([...exposed.keys()]).toEqual(['axial']);
    expect(Object.keys(bridge()).toSorted()).toEqual(['call', 'on', 'pathsOf']);
  });

  it('passes every call of the contract, and no other name', async () => {
    invoked.length = 0;
    for (const name of callNames) await bridge().call(name, { a: 1 });
    expect(invoked).toEqual(callNames.map((name) => [callChannel, name, { a: 1 }]));
    invoked.length = 0;
    for (const name of [
      '',
      'constructor',
      '__proto__',
      'library.state ',
      'LIBRARY.STATE',
      'shell.openExternal',
    ]) {
      expect(await bridge().call(name, {})).toMatchObject({ ok: false, failure: { code: 'INVALID_INPUT' } });
    }
    expect(invoked).toEqual([]);
  });

  it('tells events of the contract to those who listen, without Electron’s event, until they stop', () => {
    expect([...heard.keys()]).toEqual([eventChannel]);
    const received: unknown[][] = [];
    const stop = bridge().on(eventNames[0] ?? '', (...values) => received.push(values));
    const stopOther = bridge().on('no.such.event', (...values) => received.push(values));
    const send = heard.get(eventChannel);
    send?.({ sender: 'electron' }, eventNames[0], { state: 'open' });
    send?.({ sender: 'electron' }, 'no.such.event', {});
    stop();
    stopOther();
    send?.({ sender: 'electron' }, eventNames[0], { state: 'locked' });
    expect(received).toEqual([[{ state: 'open' }]]);
  });

  it('tells where dropped files lie, and leaves out what has no place', () => {
    const files = [{ path: '/a.dcm' }, { path: '' }, { path: '/b' }] as unknown as File[];
    expect(bridge().pathsOf(files)).toEqual(['/a.dcm', '/b']);
  });

  it('is one small file: it is loaded into every window before the page', () => {
    expect(code.length).toBeLessThan(8_000);
    expect(code.match(/require\(/g)).toHaveLength(1);
  });
});
