import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { probeCapabilities } from './capabilities.ts';

/** A running workstation with one window, whichever shell it is. */
export interface RunningShell {
  readonly page: Page;
  /** Another window of the same browser on the same services. */
  readonly context: BrowserContext;
  /** The services' process: for what happens when it dies. */
  readonly services: ChildProcess;
  close(): Promise<void>;
}

export interface ShellOptions {
  /** Folder of the library; need not exist. */
  readonly libraryDir: string;
  /** Opens the library at once; without it the lock screen shows. */
  readonly passphrase?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly locale?: 'en' | 'zh-CN';
  /** Further environment of the services and the browser. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Called before the page loads: for scripts that have to be there first. */
  readonly prepare?: (context: BrowserContext) => Promise<void>;
  /** Where the browser keeps its profile; one that goes with it where not given. */
  readonly profileDir?: string;
}

const entry = join(import.meta.dirname, '..', 'main', 'shells', 'cli', 'axial.mjs');

/** Software rendering that has everything the page needs (WebGL 2, norm16); no traffic of the browser's own. */
const browserFlags = [
  '--no-sandbox',
  '--test-type',
  '--use-gl=angle',
  '--use-angle=gl-egl',
  '--ignore-gpu-blocklist',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** Starts `axial serve` and opens its one-time address in Chromium. */
export async function startLoopbackShell(options: ShellOptions): Promise<RunningShell> {
  const { libraryDir, passphrase, viewport = { width: 1600, height: 1000 }, locale = 'en' } = options;
  const services = spawn(process.execPath, [entry, 'serve', '--json', '--library', libraryDir], {
    env: {
      ...environmentOf(),
      ...(passphrase === undefined ? {} : { AXIAL_PASSPHRASE: passphrase }),
      ...options.environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const address = await firstLine(services);
  const context = await openContext(options, { viewport, locale });
  await options.prepare?.(context);
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto((JSON.parse(address) as { url: string }).url);
  return {
    page,
    context,
    services,
    async close() {
      await (context.browser() ?? context).close();
      if (services.exitCode !== null || services.signalCode !== null) return;
      const ended = new Promise((resolve) => services.once('exit', resolve));
      services.kill('SIGTERM');
      await ended;
    },
  };
}

/** The Chromium of this machine, headless. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args: browserFlags });
}

async function openContext(
  options: ShellOptions,
  look: { readonly viewport: { width: number; height: number }; readonly locale: string },
): Promise<BrowserContext> {
  if (options.profileDir === undefined) return (await launchBrowser()).newContext(look);
  return chromium.launchPersistentContext(options.profileDir, {
    ...look,
    executablePath: chromiumPath(),
    args: browserFlags,
    env: { ...environmentOf(), ...options.environment },
  });
}

function chromiumPath(): string {
  const found = probeCapabilities().find(({ name }) => name === 'chromium')?.found;
  if (!found) throw new Error('these journeys need a Chromium');
  return found;
}

function environmentOf(): Record<string, string> {
  return { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '' };
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (part: Buffer) => {
      text += part.toString();
      const end = text.indexOf('\n');
      if (end >= 0) resolve(text.slice(0, end));
    });
    child.once('exit', (code) => reject(new Error(`the services ended with ${code} before they served`)));
  });
}
