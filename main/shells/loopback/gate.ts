import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Decides who may come in, before anything is parsed. */
export interface Gate {
  /** The address that lets one browser in, once. Each call makes a new one; earlier unused ones stay valid. */
  invite(origin: string): string;
  /** True: go on. False: the request was answered here. */
  admit(request: IncomingMessage, response: ServerResponse, origin: string): boolean;
}

const keyParameter = 'key';

/**
 * Loopback is reachable by every program and every web page of this machine, so: exact Host (no DNS rebinding), exact
 * Origin, no cross-site fetch, and a cookie that only the holder of a one-time key gets.
 */
export function createGate(): Gate {
  const keys = new Set<string>();
  const session = randomBytes(32).toString('base64url');
  const cookieName = `axial-${randomBytes(4).toString('hex')}`;
  return {
    invite(origin) {
      const key = randomBytes(32).toString('base64url');
      keys.add(key);
      return `${origin}/?${keyParameter}=${key}`;
    },
    admit(request, response, origin) {
      if (!isFromHere(request, origin)) return refuse(response, 'This address answers only to its own page.');
      const url = new URL(request.url ?? '/', origin);
      const key = url.searchParams.get(keyParameter);
      if (request.method === 'GET' && url.pathname === '/' && key !== null && keys.delete(key)) {
        response.writeHead(303, {
          Location: '/',
          'Set-Cookie': `${cookieName}=${session}; HttpOnly; SameSite=Strict; Path=/`,
          'Cache-Control': 'no-store',
          'Referrer-Policy': 'no-referrer',
        });
        response.end();
        return false;
      }
      if (hasCookie(request, cookieName, session)) return true;
      return refuse(
        response,
        'This address was already used, or is not complete. Start Axial again for a new one.',
      );
    },
  };
}

function isFromHere(request: IncomingMessage, origin: string): boolean {
  if (request.headers.host !== new URL(origin).host) return false;
  if (request.headers.origin !== undefined && request.headers.origin !== origin) return false;
  const site = request.headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || site === 'none';
}

function hasCookie(request: IncomingMessage, name: string, value: string): boolean {
  const own = (request.headers.cookie ?? '')
    .split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${name}=`));
  const given = Buffer.from(own?.slice(name.length + 1) ?? '');
  const expected = Buffer.from(value);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function refuse(response: ServerResponse, message: string): boolean {
  const text = Buffer.from(`${message}\n`);
  response.writeHead(403, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': text.length,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(text);
  return false;
}
