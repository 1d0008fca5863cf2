import { useEffect, useRef } from 'react';
import type { EventName, EventPayload } from '../../preload/contract/events.ts';
import { useConnection } from './ConnectionProvider.tsx';

/** Runs the listener on every event of a name while the component is there. */
export function useEvent<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): void {
  const connection = useConnection();
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => connection.on(name, (payload) => latest.current(payload)), [connection, name]);
}
