import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ApiFace } from '../../api/face.ts';
import { httpHandler } from '../../api/http/handler.ts';
import { createGate } from './gate.ts';

/** A running loopback shell. */
export interface LoopbackServer {
  /** Scheme, host and port, without a slash at the end. */
  readonly origin: string;
  /** A new address that lets one browser in, once. */
  invite(): string;
  close(): Promise<void>;
}

/** Serves the page and the services on 127.0.0.1; `port` 0 takes a free one. */
export async function serveLoopback(options: {
  readonly api: ApiFace;
  readonly pageFolder: string;
  readonly port?: number;
}): Promise<LoopbackServer> {
  const gate = createGate();
  const handle = httpHandler({ api: options.api, pageFolder: options.pageFolder });
  let origin = '';
  const server = createServer((request, response) => {
    if (gate.admit(request, response, origin)) handle(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    invite: () => gate.invite(origin),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
