import { fail } from '../../main/domain/failure.ts';
import type { AxialBridge } from '../../preload/contract/bridge.ts';
import type { Connection } from './connection.ts';
import { parseResult } from './parseResult.ts';
import { events } from '../../preload/contract/events.ts';

/** Calls and events through the preload bridge; bytes by fetch on the page's own origin, which the shell answers. */
export function bridgeConnection(bridge: AxialBridge): Connection {
  return {
    state: () => 'live',
    onState: () => () => undefined,
    on: (name, listener) =>
      bridge.on(name, (payload) => {
        const parsed = events[name].safeParse(payload);
        if (parsed.success) listener(parsed.data as never);
      }),
    call: async (name, input) => {
      try {
        return parseResult(name, await bridge.call(name, input));
      } catch {
        return fail('INTERNAL', 'The services did not answer.');
      }
    },
    send: (url, file) => fetch(url, { method: 'PUT', body: file, cache: 'no-store' }),
    bytes: (url, init) => fetch(url, { cache: 'no-store', ...init }),
    pathsOf: (files) => bridge.pathsOf(files),
    close: () => undefined,
  };
}
