import { bridgeConnection } from './bridgeConnection.ts';
import type { Connection } from './connection.ts';
import { httpConnection } from './httpConnection.ts';

/** The bridge where the shell offers one, else HTTP to the page's own origin. */
export function connect(): Connection {
  return window.axial === undefined ? httpConnection() : bridgeConnection(window.axial);
}
