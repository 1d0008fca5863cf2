import { join } from 'node:path';
import { buildFolder, readStamp, sourcesHash } from './binary.ts';
import { makeNativeKernels, type NativeFunctions } from './nativeKernels.ts';
import type { Kernels } from './kernels.ts';
import { makeTwinKernels } from './twins/twinKernels.ts';

export type * from './kernels.ts';
export { makeTwinKernels } from './twins/twinKernels.ts';

let loaded: Kernels | null = null;

/**
 * The kernels of this process: the compiled ones where they were built from the present sources and load, else their
 * TypeScript twins, with the reason. Looked up once; `AXIAL_NATIVE=off` forces the twins.
 */
export function loadKernels(): Kernels {
  loaded ??= process.env['AXIAL_NATIVE'] === 'off' ? makeTwinKernels('AXIAL_NATIVE is off') : findKernels();
  return loaded;
}

/** Looks in a build folder, without memory: what `loadKernels` does the first time. */
export function findKernels(folder: string = buildFolder): Kernels {
  const stamp = readStamp(folder);
  if (stamp === null) return makeTwinKernels('not compiled on this machine (npm run native)');
  const sources = sourcesHash();
  if (sources !== null && sources !== stamp.sources) {
    return makeTwinKernels('the compiled kernels are older than their sources (npm run native)');
  }
  const holder: { exports: unknown } = { exports: {} };
  try {
    process.dlopen(holder, join(folder, stamp.file));
  } catch {
    return makeTwinKernels('the compiled kernels do not load here (npm run native)');
  }
  return makeNativeKernels(holder.exports as NativeFunctions, `compiled with ${stamp.compiler}`);
}
