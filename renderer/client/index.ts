export { connect } from './connect.ts';
export type { Connection, ConnectionState } from './connection.ts';
export { ConnectionProvider, useConnection, useConnectionState } from './ConnectionProvider.tsx';
export { useCall, type CallState } from './useCall.ts';
export { useEvent } from './useEvent.ts';
