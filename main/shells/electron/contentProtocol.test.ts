import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentHandler } from './contentProtocol.ts';
import { addressMaker, serveSocket, type SocketServer } from './socketServer.ts';

const address = addressMaker({
  temporaryFolder: mkdtempSync(join(tmpdir(), 'axial-content-')),
  platform: process.platform,
})();
const handle = contentHandler(() => Promise.resolve(address));
const asked: { method: string; url: string; headers: NodeJS.Dict<string | string[]> }[] = [];
let aborted: Promise<void>;
let server: SocketServer;

beforeAll(async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  aborted = promise;
  server = await serveSocket({
    address,
    handler: (request, response) => {
      asked.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers });
      if (request.url === '/bytes/endless') {
        response.writeHead(200, { 'Content-Type': 'application/octet-stream' });
        const timer = setInterval(() => response.write(Buffer.alloc(1024)), 1);
        response.on('close', () => {
          clearInterval(timer);
          resolve();
        });
        return;
      }
      if (request.method === 'PUT') {
        request.setEncoding('utf8');
        let body = '';
        request.on('data', (part: string) => (body += part));
        request.on('end', () => {
          response.writeHead(200, { 'Content-Type': 'text/plain', 'x-axial-revision': '7' }).end(body);
        });
        return;
      }
      const partial = request.headers.range === 'bytes=1-2';
      response.writeHead(partial ? 206 : 200, {
        'Content-Type': 'application/octet-stream',
        'Content-Length': partial ? 2 : 4,
        ...(partial ? { 'Content-Range': 'bytes 1-2/4' } : {}),
        'Set-Cookie': 'a=b',
        'Access-Control-Allow-Origin': '*',
        'Content-Security-Policy': 'default-src *',
      });
      response.end(partial ? 'bc' : 'abcd');
    },
  });
});

afterAll(() => server.close());

const at = (path: string, init?: RequestInit): Promise<Response> =>
  handle(new Request(`axial://app${path}`, init));

describe('axial://app', () => {
  it('streams bytes with their length', async () => {
    const response = await at('/bytes/frame/a/0?v=1');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-length')).toBe('4');
    expect(await response.text()).toBe('abcd');
    expect(asked.at(-1)).toMatchObject({ method: 'GET', url: '/bytes/frame/a/0?v=1' });
  });

  it('passes ranges both ways', async () => {
    const response = await at('/bytes/frame/a/0', { headers: { range: 'bytes=1-2' } });
    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toBe('bytes 1-2/4');
    expect(await response.text()).toBe('bc');
  });

  it('stores what a page sends, with its revision', async () => {
    const response = await at('/bytes/labelmap/f', {
      method: 'PUT',
      body: 'delta',
      headers: { 'x-axial-revision': '6' },
    });
    expect(await response.text()).toBe('delta');
    expect(response.headers.get('x-axial-revision')).toBe('7');
    expect(asked.at(-1)?.headers['x-axial-revision']).toBe('6');
  });

  it('puts its own protecting headers on every answer, whatever the services said', async () => {
    for (const response of [await at('/'), await at('/api/events'), await at('/', { method: 'DELETE' })]) {
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(response.headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(response.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
      expect(response.headers.get('set-cookie')).toBeNull();
    }
  });

  it('takes no headers from a page but those it knows', async () => {
    await at('/', { headers: { 'x-axial-token': 'forged', cookie: 'a=b', 'x-other': '1' } });
    const headers = asked.at(-1)?.headers ?? {};
    expect(headers['x-axial-token']).toBe(address.token);
    expect(headers['cookie']).toBeUndefined();
    expect(headers['x-other']).toBeUndefined();
  });

  it('gives no calls and no events: those go by IPC, whose sender is known', async () => {
    const before = asked.length;
    expect((await at('/api/call/library.state', { method: 'PUT', body: '{}' })).status).toBe(404);
    expect((await at('/api/events')).status).toBe(404);
    expect((await at('/bytes/../api/events')).status).toBe(404);
    expect((await at('/', { method: 'POST', body: '{}' })).status).toBe(405);
    expect(asked).toHaveLength(before);
  });

  it('answers no other host and nobody else’s page', async () => {
    const before = asked.length;
    expect((await handle(new Request('axial://other/'))).status).toBe(403);
    expect((await handle(new Request('axial://app.evil/'))).status).toBe(403);
    const foreign = Object.assign(new Request('axial://app/'), { initiatorOrigin: 'https://evil.example' });
    expect((await handle(foreign)).status).toBe(403);
    const opaque = Object.assign(new Request('axial://app/'), { initiatorOrigin: null });
    expect((await handle(opaque)).status).toBe(403);
    expect(asked).toHaveLength(before);
  });

  it('stops the services when the page stops reading', async () => {
    const response = await at('/bytes/endless');
    const reader = (response.body ?? new ReadableStream()).getReader();
    await reader.read();
    await reader.cancel();
    await aborted;
  });

  it('says so when the services are gone', async () => {
    expect((await contentHandler(() => Promise.resolve(null))(new Request('axial://app/'))).status).toBe(503);
    const dead = { socketPath: join(tmpdir(), 'nobody-here'), token: 'x' };
    expect((await contentHandler(() => Promise.resolve(dead))(new Request('axial://app/'))).status).toBe(502);
  });
});
