import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pageFolder, pageIsBuilt } from './serveServices.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Builds the page with vite where it is absent or older than its sources. */
export async function buildPage(say: (text: string) => void): Promise<void> {
  if (isFresh()) return;
  say('Building the page …');
  const { build } = await import('vite');
  await build({ root: join(root, 'renderer'), configFile: join(root, 'vite.config.ts'), logLevel: 'warn' });
}

function isFresh(): boolean {
  if (!pageIsBuilt()) return false;
  const builtMs = statSync(join(pageFolder, 'index.html')).mtimeMs;
  const sources = globSync(['renderer/**/*', 'preload/contract/*.ts', 'main/domain/*.ts', 'vite.config.ts'], {
    cwd: root,
  });
  return sources.every((file) => statSync(join(root, file)).mtimeMs <= builtMs);
}
