import { createContext, useContext, useSyncExternalStore, type ReactNode } from 'react';
import type { Connection, ConnectionState } from './connection.ts';

const ConnectionContext = createContext<Connection | null>(null);

export function ConnectionProvider(props: {
  readonly connection: Connection;
  readonly children: ReactNode;
}): ReactNode {
  return <ConnectionContext value={props.connection}>{props.children}</ConnectionContext>;
}

/** The connection to the services: `const connection = useConnection(); await connection.call('study.get', { studyKey })`. */
export function useConnection(): Connection {
  const connection = useContext(ConnectionContext);
  if (connection === null) throw new Error('useConnection needs a ConnectionProvider above it');
  return connection;
}

/** Whether the services are there, as it changes. */
export function useConnectionState(): ConnectionState {
  const connection = useConnection();
  return useSyncExternalStore(connection.onState, connection.state);
}
