import { randomBytes, timingSafeEqual } from 'node:crypto';
import { chmodSync, mkdtempSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { join } from 'node:path';
import type { ServicesAddress } from './servicesHost.ts';

export const tokenHeader = 'x-axial-token';

/**
 * Makes addresses that nobody can know or take: sockets in a folder of our own (0700) inside `temporaryFolder`,
 * or named pipes with a random name on Windows; a new one, with a new token, at each call.
 */
export function addressMaker(options: {
  readonly temporaryFolder: string;
  readonly platform: NodeJS.Platform;
}): () => ServicesAddress {
  let folder: string | null = null;
  return () => {
    const name = randomBytes(16).toString('hex');
    const token = randomBytes(32).toString('base64url');
    if (options.platform === 'win32') return { socketPath: `\\\\.\\pipe\\axial-${name}`, token };
    folder ??= mkdtempSync(join(options.temporaryFolder, 'axial-'));
    return { socketPath: join(folder, name.slice(0, 8)), token };
  };
}

/** A server on a socket or pipe; `close` ends it and what is still being sent. */
export interface SocketServer {
  close(): Promise<void>;
}

/**
 * Serves on a Unix socket (mode 0600, made so before it can be reached) or a named pipe. A request without the token is
 * refused before anything of it is read.
 */
export async function serveSocket(options: {
  readonly address: ServicesAddress;
  readonly handler: RequestListener;
  readonly platform?: NodeJS.Platform;
}): Promise<SocketServer> {
  const { address, handler, platform = process.platform } = options;
  const expected = Buffer.from(address.token);
  const server = createServer((request, response) => {
    const given = Buffer.from(String(request.headers[tokenHeader] ?? ''));
    if (given.length === expected.length && timingSafeEqual(given, expected)) {
      handler(request, response);
      return;
    }
    response.writeHead(403, { 'Content-Length': 0, Connection: 'close' });
    response.end();
  });
  // A frame may take as long as its decoder's own limit allows; there is nobody else on this socket.
  server.requestTimeout = 0;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  const mask = platform === 'win32' ? null : process.umask(0o177);
  try {
    server.listen(address.socketPath, resolve);
  } finally {
    if (mask !== null) process.umask(mask);
  }
  await promise;
  if (platform !== 'win32') chmodSync(address.socketPath, 0o600);
  return {
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
