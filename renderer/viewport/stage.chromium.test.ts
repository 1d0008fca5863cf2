import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../e2e/shells.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};
const folder = mkdtempSync(join(tmpdir(), 'axial-viewport-'));
let server: Server;
let browser: Browser;
let page: Page;

/** Runs one function of the test page. */
async function run<T>(name: string): Promise<T> {
  const script = `globalThis.viewportTest.${name}()`;
  return page.evaluate<T>(script);
}

/** Whether a process was started by this test, at any remove: other browsers of the machine are not measured. */
function isDescendant(pid: string): boolean {
  for (let at = pid; at !== '0' && at !== '1';) {
    if (at === String(process.pid)) return true;
    at = /PPid:\s+(\d+)/.exec(readFileSync(`/proc/${at}/status`, 'utf8'))?.[1] ?? '0';
  }
  return false;
}

/** Resident memory in MB of the browser's pages: renderer processes that this browser started. */
function pageMemoryMb(): number {
  let total = 0;
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const command = readFileSync(`/proc/${entry}/cmdline`, 'utf8');
      if (!command.includes('--type=renderer') || !isDescendant(entry)) continue;
      const resident = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${entry}/status`, 'utf8'))?.[1];
      total += Number(resident ?? 0) / 1024;
    } catch {
      // The process ended meanwhile.
    }
  }
  return total;
}

describe('the stage in a browser', { timeout: 120_000 }, () => {
  beforeAll(async () => {
    const root = join(import.meta.dirname, 'testPage');
    await build({
      root,
      base: './',
      configFile: false,
      logLevel: 'error',
      worker: { format: 'es' },
      build: {
        outDir: folder,
        emptyOutDir: true,
        target: 'chrome140',
        rolldownOptions: { input: [join(root, 'index.html'), join(root, 'child.html')] },
      },
    });
    server = createServer((request, response) => {
      const name = (request.url ?? '/').slice(1) || 'index.html';
      try {
        const body = readFileSync(join(folder, name));
        response.writeHead(200, {
          'Content-Type': types[extname(name)] ?? 'application/octet-stream',
          'Cross-Origin-Opener-Policy': 'same-origin',
          'Cross-Origin-Embedder-Policy': 'require-corp',
          'Content-Security-Policy':
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; connect-src 'self'",
        });
        response.end(body);
      } catch {
        response.writeHead(404).end();
      }
    });
    await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1100, height: 600 } });
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.waitForFunction('globalThis.viewportTest !== undefined');
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('draws every pixel of a slice at one to one with exactly the grey of the standard', async () => {
    expect(await run('exactness')).toEqual({ wrong: 0, pixels: 512 * 512 });
  });

  it('scrolls and windows a 512 x 512 x 300 volume, and reads its planes, in time for thirty pictures a second', async () => {
    const found = await run<Readonly<Record<string, number>>>('speed');
    process.stdout.write(`${JSON.stringify(found)}\n`);
    for (const time of Object.values(found)) expect(time).toBeLessThan(33);
  });

  it('brings 3-D back within two seconds of a lost context, seen from the same side', async () => {
    const found = await run<{ backMs: number; before: number; after: number }>('contextLoss');
    expect(found.before).toBeGreaterThan(1);
    expect(found.after).toBeCloseTo(found.before, 0);
    expect(found.backMs).toBeLessThan(2000);
  });

  it('draws into a second window from the first, sharing the voxels', async () => {
    const before = pageMemoryMb();
    const found = await run<{ mean: number; shared: boolean }>('openChild');
    const added = pageMemoryMb() - before;
    expect(found.shared).toBe(true);
    expect(found.mean).toBeGreaterThan(1);
    process.stdout.write(`${JSON.stringify({ secondWindowMb: added })}\n`);
    // Far less than the 150 MB of another copy of the voxels.
    expect(added).toBeLessThan(100);
    await run('closeChild');
  });

  it('does not grow while panes come and go', async () => {
    await run('cycle');
    await run('cycle');
    const before = pageMemoryMb();
    for (let round = 0; round < 8; round++) await run('cycle');
    const grown = pageMemoryMb() - before;
    process.stdout.write(`${JSON.stringify({ grownMb: grown, gl: await run('gl') })}\n`);
    expect(grown).toBeLessThan(60);
  });
});
