import type { EventName, EventPayload } from '../../preload/contract/events.ts';

type Listener = (payload: never) => void;

/** Carries events from the services to every window. A listener that throws stops nobody else. */
export interface EventHub {
  emit<N extends EventName>(name: N, payload: EventPayload<N>): void;
  on<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): () => void;
}

export function createEventHub(): EventHub {
  const listeners = new Map<EventName, Set<Listener>>();
  return {
    emit(name, payload) {
      for (const listener of listeners.get(name) ?? []) {
        try {
          (listener as (value: typeof payload) => void)(payload);
        } catch {
          // The window it belonged to is gone; its connection removes it.
        }
      }
    },
    on(name, listener) {
      const own = listeners.get(name) ?? new Set<Listener>();
      listeners.set(name, own);
      own.add(listener);
      return () => own.delete(listener);
    },
  };
}
