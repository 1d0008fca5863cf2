import { fail } from '../../main/domain/failure.ts';
import type { Connection, ConnectionState } from './connection.ts';
import { createListeners } from './listeners.ts';
import { parseResult } from './parseResult.ts';

/**
 * Calls by POST, events by SSE, bytes by fetch, all on the page's own origin.
 * The event stream reconnects by itself; after a gap the page is told through `onState` and re-reads what it shows.
 */
export function httpConnection(): Connection {
  const listeners = createListeners();
  const watchers = new Set<(state: ConnectionState) => void>();
  let state: ConnectionState = 'connecting';
  const become = (next: ConnectionState): void => {
    if (next === state) return;
    state = next;
    for (const watcher of watchers) watcher(next);
  };
  const stream = openStream({
    onMessage: (data) => {
      const event = readEvent(data);
      if (event !== null) listeners.emit(event.name, event.payload);
    },
    onOpen: () => become('live'),
    onLost: () => become('lost'),
  });
  return {
    state: () => state,
    onState: (listener) => {
      watchers.add(listener);
      return () => watchers.delete(listener);
    },
    on: listeners.add,
    call: async (name, input) => {
      try {
        const response = await fetch(`/api/call/${name}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(input),
        });
        return parseResult(name, await response.json());
      } catch {
        return fail('INTERNAL', 'The services did not answer.');
      }
    },
    send: (url, file) => fetch(url, { method: 'PUT', body: file, cache: 'no-store' }),
    bytes: (url, init) => fetch(url, { cache: 'no-store', ...init }),
    pathsOf: () => null,
    close: stream.close,
  };
}

function readEvent(data: string): { readonly name: string; readonly payload: unknown } | null {
  try {
    const value: unknown = JSON.parse(data);
    if (typeof value !== 'object' || value === null || !('name' in value)) return null;
    return { name: String(value.name), payload: 'payload' in value ? value.payload : null };
  } catch {
    return null;
  }
}

const longestPauseMs = 10_000;

/** An EventSource that is opened anew, with growing pauses, also where the browser gave up (a refused reconnect closes it for good). */
function openStream(options: {
  readonly onMessage: (data: string) => void;
  readonly onOpen: () => void;
  readonly onLost: () => void;
}): { readonly close: () => void } {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let pauseMs = 500;
  const open = (): void => {
    timer = null;
    source = new EventSource('/api/events');
    source.addEventListener('open', () => {
      pauseMs = 500;
      options.onOpen();
    });
    source.addEventListener('message', (event: MessageEvent<string>) => options.onMessage(event.data));
    source.addEventListener('error', () => {
      options.onLost();
      source?.close();
      timer ??= setTimeout(open, pauseMs);
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    });
  };
  open();
  return {
    close: () => {
      if (timer !== null) clearTimeout(timer);
      source?.close();
    },
  };
}
