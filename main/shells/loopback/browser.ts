import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/** Where browsers that can show an app window are installed, in order of preference. */
const installed: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData'].flatMap((folder) =>
    ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'].map((path) =>
      join(process.env[folder] ?? 'C:\\', path),
    ),
  ),
};

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];

/** Path of a Chromium, Chrome or Edge on this machine; null where there is none. */
export function findBrowser(): string | null {
  const folders = (process.env['PATH'] ?? '').split(process.platform === 'win32' ? ';' : ':');
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...(installed[process.platform] ?? []), ...onPath].find((path) => existsSync(path)) ?? null;
}

/** Whether a window can appear: always on Windows and macOS, elsewhere with a display. */
export function hasDisplay(): boolean {
  if (process.platform === 'win32' || process.platform === 'darwin') return true;
  return Boolean(process.env['DISPLAY']) || Boolean(process.env['WAYLAND_DISPLAY']);
}

export interface AppWindow {
  /** Resolves when the window was closed and its profile removed. */
  readonly closed: Promise<void>;
  close(): void;
}

/**
 * Opens an address as an app window of its own: with a private profile in a temporary folder that goes with it, and
 * nothing that calls home.
 */
export async function openAppWindow(browser: string, address: string): Promise<AppWindow> {
  const profile = await mkdtemp(join(tmpdir(), 'axial-window-'));
  const child = spawn(browser, [...windowFlags(profile), `--app=${address}`], { stdio: 'ignore' });
  return {
    closed: exitOf(child).then(() => rm(profile, { recursive: true, force: true, maxRetries: 5 })),
    close: () => child.kill(),
  };
}

function windowFlags(profile: string): readonly string[] {
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
  return [
    `--user-data-dir=${profile}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-domain-reliability',
    '--disable-sync',
    '--disable-translate',
    '--disable-breakpad',
    '--disable-features=Translate,OptimizationHints,MediaRouter,AutofillServerCommunication',
    '--disk-cache-size=1',
    '--password-store=basic',
    '--window-size=1600,1000',
    ...(asRoot ? ['--no-sandbox', '--test-type'] : []),
  ];
}

function exitOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.on('error', () => resolve());
    child.on('exit', () => resolve());
  });
}
