import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { probeCapabilities } from '../capabilities.ts';
import { launchBrowser } from '../shells.ts';
import type { BenchResult, BenchRow } from './row.ts';
import type { ScrollBench } from './scrollPage/surface.ts';

const rounds = 3;
const updates = 30;
/** Greys by which the two pictures may differ in the mean: smoothing at the border is not the same. */
const greyTolerance = 3;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

/**
 * Scroll and window of a 512 x 512 x 300 stack of 16 bits in a pane of 1024 x 1024 px, against Cornerstone3D's stack
 * viewport in the same browser, in turns. Timed is one update with all images in memory: from the input, over the grey
 * table or texture, to a pixel that was read back from the canvas on screen; the wait for the screen's next turn is taken
 * out for both. Cornerstone3D is installed into a temporary folder for the run.
 */
export async function scrollBench(): Promise<BenchResult> {
  if (!probeCapabilities().find(({ name }) => name === 'chromium')?.found) {
    return { kind: 'skipped', reason: 'there is no Chromium' };
  }
  const folder = await mkdtemp(join(tmpdir(), 'axial-bench-scroll-'));
  try {
    const peer = await installPeer(folder);
    if (peer.kind === 'skipped') return peer;
    await buildPages(folder);
    const server = await serve(join(folder, 'pages'));
    const browser = await launchBrowser();
    try {
      const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      return { kind: 'rows', rows: await compare(browser, origin, peer.version) };
    } finally {
      await browser.close();
      server.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function compare(browser: Browser, origin: string, version: string): Promise<readonly BenchRow[]> {
  const ours = await openPage(browser, `${origin}/ours.html`);
  const rows: BenchRow[] = [];
  for (const [renderer, address] of [
    ['WebGL, its default', 'peer.html'],
    ['its CPU renderer', 'peer.html?cpu'],
  ] as const) {
    const theirs = await openPage(browser, `${origin}/${address}`);
    const [ourGrey, theirGrey] = [await meanGrey(ours), await meanGrey(theirs)];
    // Cornerstone3D's WebGL renderer shows images that came without a header inverted: the same work for it.
    const differences = [ourGrey - theirGrey, ourGrey - (255 - theirGrey)].map(Math.abs);
    if (Math.min(...differences) > greyTolerance) {
      throw new Error(`the pages show different pictures: mean grey ${ourGrey} and ${theirGrey}`);
    }
    for (const kind of ['scroll', 'window'] as const) {
      const times: { readonly ours: number[]; readonly theirs: number[] } = { ours: [], theirs: [] };
      for (let round = 0; round <= rounds; round += 1) {
        const [first, second] = [await timesOf(theirs, kind), await timesOf(ours, kind)];
        // The first round warms both up.
        if (round === 0) continue;
        times.theirs.push(...first);
        times.ours.push(...second);
      }
      const [ourMs, theirMs] = [median(times.ours), median(times.theirs)];
      rows.push({
        what: `${kind === 'scroll' ? 'scroll' : 'window/level'}, 512x512x300, 16 bits, median of ${rounds * updates} updates`,
        ours: `${ourMs.toFixed(2)} ms`,
        peer: `Cornerstone3D ${version} (${renderer}): ${theirMs.toFixed(2)} ms`,
        ratio: theirMs / ourMs,
        wanted: 1,
      });
    }
    await theirs.close();
  }
  return rows;
}

async function openPage(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1024, height: 1024 } });
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(url);
  await page
    .waitForFunction('globalThis.scrollBench !== undefined', undefined, { timeout: 60_000 })
    .catch((error: unknown) => {
      throw new Error(`the page ${url} did not start: ${faults.join('; ')}`, { cause: error });
    });
  return page;
}

async function timesOf(page: Page, kind: 'scroll' | 'window'): Promise<readonly number[]> {
  await page.bringToFront();
  return page.evaluate(
    ([which, count]) =>
      (globalThis as unknown as { scrollBench: ScrollBench }).scrollBench.times(which, count),
    [kind, updates] as const,
  );
}

async function meanGrey(page: Page): Promise<number> {
  await page.bringToFront();
  return page.evaluate(() => (globalThis as unknown as { scrollBench: ScrollBench }).scrollBench.meanGrey());
}

async function installPeer(
  folder: string,
): Promise<{ readonly kind: 'installed'; readonly version: string } | (BenchResult & { kind: 'skipped' })> {
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  const run = spawnSync(
    'npm',
    [
      'install',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--no-save',
      '@cornerstonejs/core@5',
      'events@3',
    ],
    { cwd: folder, encoding: 'utf8', timeout: 180_000 },
  );
  if (run.status !== 0) {
    return {
      kind: 'skipped',
      reason: `Cornerstone3D cannot be installed: ${(run.stderr ?? '').slice(-200)}`,
    };
  }
  const text = await readFile(join(folder, 'node_modules/@cornerstonejs/core/package.json'), 'utf8');
  return { kind: 'installed', version: (JSON.parse(text) as { readonly version: string }).version };
}

async function buildPages(folder: string): Promise<void> {
  const root = join(import.meta.dirname, 'scrollPage');
  await build({
    root,
    base: './',
    configFile: false,
    logLevel: 'error',
    worker: { format: 'es' },
    resolve: {
      alias: [
        {
          find: /^@cornerstonejs\/core$/,
          replacement: join(folder, 'node_modules/@cornerstonejs/core/dist/esm/index.js'),
        },
      ],
    },
    build: {
      outDir: join(folder, 'pages'),
      emptyOutDir: true,
      target: 'chrome140',
      rolldownOptions: {
        // The peer's modules import each other in circles.
        output: { strictExecutionOrder: true },
        input: [join(root, 'ours.html'), join(root, 'peer.html')],
      },
    },
  });
}

/** Serves the built pages with the isolation headers that the program's page has. */
async function serve(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://page').pathname.slice(1);
    readFile(join(folder, name)).then(
      (body) => {
        response.writeHead(200, {
          'Content-Type': types[extname(name)] ?? 'application/octet-stream',
          'Cross-Origin-Opener-Policy': 'same-origin',
          'Cross-Origin-Embedder-Policy': 'require-corp',
        });
        response.end(body);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return server;
}

function median(times: readonly number[]): number {
  return times.toSorted((first, second) => first - second)[times.length >> 1] ?? Number.NaN;
}
