import process from 'node:process';
import { runSteps, type Step } from './steps.ts';

/** One tsconfig a layer: each is compiled with only its own `lib` and `types`. */
const typedLayers = [
  'main/domain',
  'preload/contract',
  'native',
  'main',
  'main/shells/electron',
  'preload',
  'renderer',
  'e2e',
  'e2e/bench/scrollPage',
];

const steps: readonly Step[] = [
  { name: 'format', command: ['oxfmt', '--check'] },
  { name: 'lint', command: ['oxlint', '--type-aware'] },
  ...typedLayers.map((layer): Step => ({ name: `types: ${layer}`, command: ['tsc', '-p', layer] })),
  { name: 'layers and units', command: ['vitest', 'run', '--project', 'unit'] },
];

process.exitCode = await runSteps(steps);
