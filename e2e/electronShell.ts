import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { _electron as electron, type ElectronApplication } from 'playwright-core';
import { probeCapabilities } from './capabilities.ts';
import type { RunningShell, ShellOptions } from './shells.ts';

const root = join(import.meta.dirname, '..');

/** Path of an Electron binary; throws where there is none: suites that need it are named `x.electron.test.ts`. */
export function electronPath(): string {
  const found = probeCapabilities().find(({ name }) => name === 'electron')?.found;
  if (!found) throw new Error('these journeys need an Electron');
  return found;
}

/** As root Chromium has no sandbox; elsewhere it runs in it. */
export const rootFlags: readonly string[] = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** Starts the built program in Electron with its first window; `npm run build` comes before. */
export async function startElectronShell(
  options: ShellOptions,
): Promise<RunningShell & { readonly app: ElectronApplication }> {
  const { libraryDir, passphrase, viewport, locale = 'en' } = options;
  const profile = options.profileDir ?? (await mkdtemp(join(tmpdir(), 'axial-electron-')));
  const app = await electron.launch({
    executablePath: electronPath(),
    args: [...rootFlags, `--user-data-dir=${profile}`, `--lang=${locale}`, root],
    env: {
      ...plainEnvironment(),
      AXIAL_LIBRARY: libraryDir,
      ...(passphrase === undefined ? {} : { AXIAL_PASSPHRASE: passphrase }),
      ...options.environment,
    },
  });
  const page = await app.firstWindow();
  if (viewport !== undefined) await page.setViewportSize(viewport);
  return {
    app,
    page,
    context: app.context(),
    services: app.process(),
    async close() {
      await app.close();
      if (options.profileDir === undefined) await rm(profile, { recursive: true, force: true });
    },
  };
}

function plainEnvironment(): Record<string, string> {
  const names = ['PATH', 'HOME', 'DISPLAY', 'WAYLAND_DISPLAY', 'XAUTHORITY', 'XDG_RUNTIME_DIR'];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
