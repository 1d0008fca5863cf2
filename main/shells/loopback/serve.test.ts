import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fail, succeed } from '../../domain/failure.ts';
import type { ApiFace } from '../../api/face.ts';
import { createEventHub } from '../../api/eventHub.ts';
import { serveLoopback, type LoopbackServer } from './serve.ts';

const hub = createEventHub();
const api: ApiFace = {
  call: (name, input) => Promise.resolve(name === 'echo' ? succeed(input) : fail('INVALID_INPUT')),
  on: (name, listener) => hub.on(name, listener),
  readBytes: (route) =>
    Promise.resolve(
      route.kind === 'thumbnail'
        ? succeed({
            contentType: 'image/png',
            sizeBytes: 3,
            body: Uint8Array.of(1, 2, 3),
            headers: { 'x-axial-revision': '4' },
          })
        : fail('NOT_FOUND'),
    ),
  writeBytes: () => Promise.resolve(fail('CONFLICT')),
};

let server: LoopbackServer;
let folder: string;
let cookie: string;

/** A bare request: `fetch` would not let a test forge Host. */
function ask(
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: Headers }> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(server.origin);
    request({ host: '127.0.0.1', port, path, headers }, (response) => {
      response.resume();
      const found = new Headers();
      for (const [name, value] of Object.entries(response.headers)) found.set(name, String(value));
      resolve({ status: response.statusCode ?? 0, headers: found });
    })
      .on('error', reject)
      .end();
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'axial-page-'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Axial</title>');
  await writeFile(join(folder, 'secret.txt'), 'not for the page');
  server = await serveLoopback({ api, pageFolder: folder });
  const invited = await fetch(server.invite(), { redirect: 'manual' });
  cookie = (invited.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
});

afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

describe('the loopback shell', () => {
  it('lets nobody in without the cookie', async () => {
    expect((await ask('/')).status).toBe(403);
    expect((await ask('/api/call/echo')).status).toBe(403);
    expect((await ask('/', { cookie: 'axial-00000000=guess' })).status).toBe(403);
  });

  it('takes an invitation once', async () => {
    const address = server.invite();
    expect((await fetch(address, { redirect: 'manual' })).status).toBe(303);
    expect((await fetch(address, { redirect: 'manual' })).status).toBe(403);
  });

  it('refuses another Host, another Origin and cross-site requests although the cookie is right', async () => {
    expect((await ask('/', { cookie })).status).toBe(200);
    expect((await ask('/', { cookie, host: 'axial.example' })).status).toBe(403);
    expect((await ask('/', { cookie, origin: 'http://evil.example' })).status).toBe(403);
    expect((await ask('/', { cookie, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });

  it('gives no CORS permission and isolates the page', async () => {
    const { headers } = await ask('/', { cookie });
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-embedder-policy')).toBe('require-corp');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('serves nothing but the page and its known kinds of file', async () => {
    expect((await ask('/secret.txt', { cookie })).status).toBe(404);
    expect((await ask('/..%2f..%2fetc%2fpasswd', { cookie })).status).toBe(404);
    expect((await ask('/%2e%2e/%2e%2e/package.json', { cookie })).status).toBe(404);
  });

  it('answers calls as data, also malformed ones', async () => {
    const post = async (name: string, body: string): Promise<unknown> => {
      const response = await fetch(`${server.origin}/api/call/${name}`, {
        method: 'POST',
        body,
        headers: { cookie },
      });
      return response.json();
    };
    expect(await post('echo', '{"a":1}')).toEqual({ ok: true, value: { a: 1 } });
    expect(await post('nothing', '{}')).toMatchObject({ ok: false, failure: { code: 'INVALID_INPUT' } });
    expect(await post('echo', 'no json')).toMatchObject({ error: { code: 'INVALID_INPUT' } });
    expect(await post('echo', `"${'x'.repeat(2 << 20)}"`)).toMatchObject({
      error: { code: 'INVALID_INPUT' },
    });
  });

  it('sends bytes with their length and headers', async () => {
    const response = await fetch(`${server.origin}/bytes/thumbnail/s1`, { headers: { cookie } });
    expect(response.headers.get('content-length')).toBe('3');
    expect(response.headers.get('x-axial-revision')).toBe('4');
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(Uint8Array.of(1, 2, 3));
    expect((await fetch(`${server.origin}/bytes/volume/v1`, { headers: { cookie } })).status).toBe(404);
  });

  it('streams events to the page', async () => {
    const response = await fetch(`${server.origin}/api/events`, { headers: { cookie } });
    const reader = (response.body ?? new ReadableStream()).getReader();
    await reader.read();
    hub.emit('catalog.changed', { revision: 7, studyKeys: [] });
    const { value } = await reader.read();
    expect(new TextDecoder().decode(value as Uint8Array)).toBe(
      'data: {"name":"catalog.changed","payload":{"revision":7,"studyKeys":[]}}\n\n',
    );
    await reader.cancel();
  });
});
