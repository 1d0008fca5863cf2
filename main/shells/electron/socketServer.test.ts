import { mkdtempSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addressMaker, serveSocket, tokenHeader } from './socketServer.ts';

const makeAddress = addressMaker({
  temporaryFolder: mkdtempSync(join(tmpdir(), 'axial-socket-')),
  platform: 'linux',
});

function ask(socketPath: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    request({ socketPath, path: '/', headers, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

describe('the socket of the services', () => {
  it('belongs to this user alone', async () => {
    const address = makeAddress();
    const server = await serveSocket({ address, handler: (_request, response) => response.end() });
    expect(statSync(address.socketPath).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(address.socketPath)).mode & 0o777).toBe(0o700);
    await server.close();
  });

  it('answers nobody without the token', async () => {
    const address = makeAddress();
    let reached = 0;
    const server = await serveSocket({
      address,
      handler: (_request, response) => {
        reached += 1;
        response.end();
      },
    });
    expect(await ask(address.socketPath, {})).toBe(403);
    expect(await ask(address.socketPath, { [tokenHeader]: 'guess' })).toBe(403);
    expect(reached).toBe(0);
    expect(await ask(address.socketPath, { [tokenHeader]: address.token })).toBe(200);
    await server.close();
  });

  it('has a name and a token that are new each time; a pipe on Windows', () => {
    const [first, second] = [makeAddress(), makeAddress()];
    expect(first.socketPath).not.toBe(second.socketPath);
    expect(first.token).not.toBe(second.token);
    expect(first.token.length).toBeGreaterThanOrEqual(43);
    const pipe = addressMaker({ temporaryFolder: 'C:\\Temp', platform: 'win32' })();
    expect(pipe.socketPath).toMatch(/^\\\\\.\\pipe\\axial-[0-9a-f]{32}$/);
  });

  it('is short enough for the 104 bytes that a path of a socket may have', () => {
    const { socketPath } = addressMaker({
      temporaryFolder: mkdtempSync(join(tmpdir(), 'x')),
      platform: 'linux',
    })();
    expect(socketPath.length - tmpdir().length).toBeLessThan(40);
  });
});
