import { contextBridge, ipcRenderer, webUtils } from 'electron/renderer';
import type { AxialBridge } from './contract/bridge.ts';
import { callChannel, eventChannel } from './contract/channels.ts';
import { allowedCalls, allowedEvents } from './contract/names.ts';

/*
 * The whole of what a page can reach: named calls, named events, and where a dropped file lies. Nothing of Electron
 * itself crosses: no ipcRenderer, no event objects, no channel names.
 */
const listeners = new Map<string, Set<(payload: unknown) => void>>(
  allowedEvents.map((name) => [name, new Set()]),
);

ipcRenderer.on(eventChannel, (_event, name: unknown, payload: unknown) => {
  for (const listener of listeners.get(String(name)) ?? []) listener(payload);
});

const refusal = {
  ok: false,
  failure: { code: 'INVALID_INPUT', message: 'There is no call of that name.', details: {} },
} as const;

const bridge: AxialBridge = {
  call: (name, input) =>
    allowedCalls.includes(name) ? ipcRenderer.invoke(callChannel, name, input) : Promise.resolve(refusal),
  on(name, listener) {
    const own = listeners.get(name);
    own?.add(listener);
    return () => {
      own?.delete(listener);
    };
  },
  pathsOf: (files) => files.map((file) => webUtils.getPathForFile(file)).filter((path) => path !== ''),
};

contextBridge.exposeInMainWorld('axial', bridge);
