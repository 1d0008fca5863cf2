import { events, type EventName, type EventPayload } from '../../preload/contract/events.ts';

/** Who listens to which event. Payloads that break the contract are dropped. */
export interface Listeners {
  readonly add: <N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void) => () => void;
  readonly emit: (name: string, payload: unknown) => void;
}

export function createListeners(): Listeners {
  const byName = new Map<string, Set<(payload: never) => void>>();
  return {
    add: (name, listener) => {
      const set = byName.get(name) ?? new Set();
      byName.set(name, set);
      set.add(listener);
      return () => set.delete(listener);
    },
    emit: (name, payload) => {
      const listeners = byName.get(name);
      if (listeners === undefined || !isEventName(name)) return;
      const parsed = events[name].safeParse(payload);
      if (!parsed.success) return;
      for (const listener of listeners) listener(parsed.data as never);
    },
  };
}

function isEventName(name: string): name is EventName {
  return Object.hasOwn(events, name);
}
