import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';

const programs: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

/** Electron's program, or in one line why it is not used. */
export type FoundElectron = { readonly path: string } | { readonly path: null; readonly reason: string };

/** Looks in ELECTRON_OVERRIDE_DIST_PATH and in the npm package; fetches nothing. */
export function findElectron(): FoundElectron {
  const program = programs[process.platform] ?? 'electron';
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const folders = override === undefined ? packageDist() : [override];
  const path = folders.map((folder) => join(folder, program)).find((file) => existsSync(file));
  return path === undefined
    ? {
        path: null,
        reason: "Electron's program is not on this machine; Axial opens in a browser window instead.",
      }
    : { path };
}

function packageDist(): readonly string[] {
  try {
    return [join(dirname(createRequire(import.meta.url).resolve('electron/package.json')), 'dist')];
  } catch {
    return [];
  }
}
