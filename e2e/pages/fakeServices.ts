import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { securityHeaders } from '../../main/api/http/security.ts';
import { fail, succeed, type Result } from '../../main/domain/failure.ts';
import { calls, isCallName } from '../../preload/contract/contract.ts';
import type { EventName, EventPayload } from '../../preload/contract/events.ts';
import { createFakeLibrary, type FakeLibrary, type FakeOptions } from './fakeLibrary.ts';

/** Services in memory behind the real HTTP face, for looking at pages without a library. Every patient is invented. */
export interface FakeServices {
  readonly url: string;
  readonly library: FakeLibrary;
  readonly emit: <N extends EventName>(name: N, payload: EventPayload<N>) => void;
  readonly close: () => Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/** Serves the built page from `pageFolder` with the policy of the product. */
export async function startFakeServices(pageFolder: string, options: FakeOptions): Promise<FakeServices> {
  const streams = new Set<ServerResponse>();
  const emit = (name: string, payload: unknown): void => {
    for (const stream of streams) stream.write(`data: ${JSON.stringify({ name, payload })}\n\n`);
  };
  const library = createFakeLibrary(options, emit);
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    const path = new URL(request.url ?? '/', 'http://page').pathname;
    if (path === '/api/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': open\n\n');
      streams.add(response);
      request.on('close', () => streams.delete(response));
    } else if (path.startsWith('/api/call/')) {
      void answerCall(library, path.slice('/api/call/'.length), request, response);
    } else if (path.startsWith('/bytes/thumbnail/')) {
      response.setHeader('content-type', 'image/png');
      response.end(library.thumbnail(path));
    } else if (path.startsWith('/bytes/upload/')) {
      request.resume().on('end', () => response.end('{}'));
    } else {
      void answerFile(pageFolder, path, response);
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return { url: urlOf(server), library, emit, close: () => closeServer(server, streams) };
}

async function answerCall(
  library: FakeLibrary,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const answer = (result: Result<unknown>): void => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(result));
  };
  if (!isCallName(name)) return answer(fail('INVALID_INPUT'));
  const input = calls[name].input.safeParse(JSON.parse(Buffer.concat(chunks).toString()));
  if (!input.success) return answer(fail('INVALID_INPUT'));
  const result = library.call(name, input.data);
  answer(result.ok ? succeed(calls[name].output.parse(result.value)) : result);
}

async function answerFile(folder: string, path: string, response: ServerResponse): Promise<void> {
  const file = normalize(join(folder, path === '/' ? 'index.html' : path));
  if (!file.startsWith(folder)) return void response.writeHead(404).end();
  try {
    const bytes = await readFile(file);
    response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream');
    response.end(bytes);
  } catch {
    response.writeHead(404).end();
  }
}

function urlOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return `http://127.0.0.1:${address.port}/`;
}

function closeServer(server: Server, streams: ReadonlySet<ServerResponse>): Promise<void> {
  for (const stream of streams) stream.end();
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
