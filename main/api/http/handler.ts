import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { failureOf, makeFailure, type Failure, type FailureCode } from '../../domain/failure.ts';
import { parseBytesUrl } from '../../../preload/contract/bytes.ts';
import { eventNames } from '../../../preload/contract/events.ts';
import { securityHeaders } from './security.ts';
import { sendStaticFile } from './staticFiles.ts';
import type { ApiFace } from '../face.ts';

/** A call is small; anything larger is refused before it is read. */
const callLimitBytes = 1 << 20;
const statusByCode: Partial<Record<FailureCode, number>> = {
  NOT_FOUND: 404,
  FRAME_OUT_OF_RANGE: 404,
  NO_PIXELS: 404,
  LIBRARY_LOCKED: 423,
  FORBIDDEN: 403,
  CONFLICT: 409,
  INVALID_INPUT: 400,
  INTERNAL: 500,
};

/**
 * The contract over HTTP: `POST /api/call/<name>`, `GET /api/events` (server-sent events),
 * `/bytes/...`, and the built page. Who may come in at all is decided before, by the shell.
 */
export function httpHandler(options: {
  readonly api: ApiFace;
  readonly pageFolder: string;
}): RequestListener {
  const { api, pageFolder } = options;
  return (request, response) => {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    answer(api, pageFolder, request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else sendFailure(response, failureOf(error));
    });
  };
}

async function answer(
  api: ApiFace,
  pageFolder: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://axial.invalid');
  const method = request.method ?? 'GET';
  if (pathname.startsWith('/api/call/') && method === 'POST') {
    return answerCall(api, pathname.slice('/api/call/'.length), request, response);
  }
  if (pathname === '/api/events' && method === 'GET') return streamEvents(api, request, response);
  const route = parseBytesUrl(pathname);
  if (route !== null && (method === 'GET' || method === 'PUT')) {
    return method === 'GET'
      ? sendBytes(api, route, request, response)
      : takeBytes(api, route, request, response);
  }
  if (method === 'GET' && (await sendStaticFile(pageFolder, pathname, response))) return undefined;
  return sendFailure(response, makeFailure('NOT_FOUND', 'There is nothing at this address.'));
}

async function answerCall(
  api: ApiFace,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request, callLimitBytes);
  let input: unknown = null;
  try {
    input = body === null ? null : JSON.parse(body.toString('utf8'));
  } catch {
    input = null;
  }
  if (input === null) return sendFailure(response, makeFailure('INVALID_INPUT'));
  return sendJson(response, 200, await api.call(name, input));
}

function streamEvents(api: ApiFace, request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  response.write(': connected\n\n');
  const stops = eventNames.map((name) =>
    api.on(name, (payload) => {
      response.write(`data: ${JSON.stringify({ name, payload })}\n\n`);
    }),
  );
  const heartbeat = setInterval(() => response.write(': still here\n\n'), 15_000);
  request.on('close', () => {
    clearInterval(heartbeat);
    for (const stop of stops) stop();
  });
}

type Route = NonNullable<ReturnType<typeof parseBytesUrl>>;

async function sendBytes(
  api: ApiFace,
  route: Route,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const stop = new AbortController();
  request.on('close', () => stop.abort());
  const result = await api.readBytes(route, { signal: stop.signal });
  if (response.destroyed) return;
  if (!result.ok) {
    sendFailure(response, result.failure);
    return;
  }
  const { contentType, sizeBytes, body, headers } = result.value;
  response.writeHead(200, { ...headers, 'Content-Type': contentType, 'Content-Length': sizeBytes });
  if (body instanceof Uint8Array) {
    response.end(body);
    return;
  }
  await pipeline(body, response);
}

async function takeBytes(
  api: ApiFace,
  route: Route,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const revision = request.headers['x-axial-revision'];
  const result = await api.writeBytes(route, {
    body: request,
    revision: typeof revision === 'string' && /^\d{1,15}$/.test(revision) ? Number(revision) : null,
  });
  if (!result.ok) {
    sendFailure(response, result.failure);
    return;
  }
  sendJson(response, 200, result.value);
}

/** Null where it is too large: it is read to its end and dropped, so that the connection stays usable. */
async function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size <= limitBytes) parts.push(part);
    if (size > 64 * limitBytes) return null;
  }
  return size > limitBytes ? null : Buffer.concat(parts);
}

function sendFailure(response: ServerResponse, failure: Failure): void {
  sendJson(response, statusByCode[failure.code] ?? 422, { error: failure });
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const text = Buffer.from(JSON.stringify(value));
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': text.length,
  });
  response.end(text);
}
