import process from 'node:process';
import { buildBridge, buildPage, buildServices, clean, copyFiles } from './build/steps.ts';

/** `npm run build [services|bridge|page]`: everything that runs without the source tree, into `dist/`. */
const steps = {
  services: buildServices,
  bridge: buildBridge,
  page: buildPage,
} as const;

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in steps));
if (unknown.length > 0) {
  process.stderr.write(`There is no build step ${unknown.join(', ')}: ${Object.keys(steps).join(', ')}.\n`);
  process.exitCode = 2;
} else {
  if (wanted.length === 0) await clean();
  for (const [name, run] of Object.entries(steps)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const startMs = performance.now();
    await run();
    process.stderr.write(`built ${name} in ${((performance.now() - startMs) / 1000).toFixed(1)} s\n`);
  }
  await copyFiles();
}
