import { request as httpRequest, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { securityHeaders } from '../../api/http/security.ts';
import { appOrigin, isOwnUrl } from './origin.ts';
import type { ServicesAddress } from './servicesHost.ts';
import { tokenHeader } from './socketServer.ts';

/** What a page may send along; all else (cookies, hosts, forged tokens) stops here. */
const passedRequestHeaders = ['accept', 'content-type', 'if-range', 'range', 'x-axial-revision'];

/** What an answer may bring; the headers that protect the page are set here, whatever the services said. */
const passedAnswerHeaders = [
  'accept-ranges',
  'content-length',
  'content-range',
  'content-type',
  'x-axial-revision',
];

/** Statuses whose answers have no body. */
const bodyless: ReadonlySet<number> = new Set([101, 204, 205, 304]);

/**
 * Answers `axial://app/...` by streaming from the services' socket, with Range and Content-Length passed through; a page
 * that stops reading stops the services. Calls and events are not to be had here: they go by IPC, whose sender is known.
 * `address` null means the services are down for good.
 */
export function contentHandler(
  address: () => Promise<ServicesAddress | null>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    if (!isOwnUrl(request.url) || !comesFromHere(request)) return plainAnswer(403, 'This is not for you.');
    if (request.method !== 'GET' && request.method !== 'HEAD' && request.method !== 'PUT') {
      return plainAnswer(405, 'Only reading and storing bytes is possible here.');
    }
    const { pathname, search } = new URL(request.url);
    if (pathname === '/api' || pathname.startsWith('/api/')) {
      return plainAnswer(404, 'There is nothing at this address.');
    }
    const target = await address();
    if (target === null) return plainAnswer(503, 'The services of Axial do not run. Start Axial again.');
    try {
      return answerOf(await forward(request, target, pathname + search));
    } catch {
      return plainAnswer(502, 'The services of Axial did not answer.');
    }
  };
}

/** The browser names who asked (`initiatorOrigin`); absent where it asked by itself: the window's first page. */
function comesFromHere(request: Request & { readonly initiatorOrigin?: string | null }): boolean {
  const { initiatorOrigin } = request;
  return initiatorOrigin === undefined || initiatorOrigin === appOrigin;
}

function forward(request: Request, target: ServicesAddress, path: string): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const headers: Record<string, string> = { host: 'app', [tokenHeader]: target.token };
  for (const name of passedRequestHeaders) {
    const value = request.headers.get(name);
    if (value !== null) headers[name] = value;
  }
  const length = request.headers.get('content-length');
  if (request.body !== null && length !== null) headers['content-length'] = length;
  const outgoing = httpRequest(
    {
      socketPath: target.socketPath,
      method: request.method,
      path,
      headers,
      signal: request.signal,
      agent: false,
    },
    resolve,
  ).on('error', reject);
  if (request.body === null) outgoing.end();
  else pipeline(Readable.fromWeb(request.body), outgoing).catch(reject);
  return promise;
}

function answerOf(incoming: IncomingMessage): Response {
  const headers = new Headers(securityHeaders);
  for (const name of passedAnswerHeaders) {
    const value = incoming.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  const status = incoming.statusCode ?? 502;
  if (bodyless.has(status)) {
    incoming.resume();
    return new Response(null, { status, headers });
  }
  return new Response(Readable.toWeb(incoming) as ReadableStream<Uint8Array>, { status, headers });
}

function plainAnswer(status: number, text: string): Response {
  return new Response(`${text}\n`, {
    status,
    headers: { ...securityHeaders, 'Content-Type': 'text/plain; charset=utf-8' },
  });
}
