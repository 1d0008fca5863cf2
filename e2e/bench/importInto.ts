import { createLibrary } from '../../main/library/createLibrary.ts';
import { unwrap } from '../../main/domain/failure.ts';
import { systemClock } from '../../main/ports/clock.ts';
import { nodeFiles } from '../../main/ports/nodeFiles.ts';
import { importPaths } from '../../main/sources/importPaths.ts';

/** What one import cost. Runs in a process of its own: `node importInto.ts LIBRARY FOLDER`, a JSON line on stdout. */
export interface ImportCost {
  readonly instances: number;
  readonly seconds: number;
  /** From the start until the first rows were committed. */
  readonly firstMs: number;
  /** Most resident memory, sampled. */
  readonly peakBytes: number;
}

const [dir = '', folder = ''] = process.argv.slice(2);
const user = { name: 'Bench', passphrase: 'bench' };
const { library } = unwrap(await createLibrary({ dir, files: nodeFiles, clock: systemClock, user }));
const session = unwrap(await library.session());
let peakBytes = 0;
const sampling = setInterval(() => {
  peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
}, 20);
const startedMs = performance.now();
let firstMs = 0;
const summary = unwrap(
  await importPaths({
    library,
    session,
    paths: [folder],
    onProgress: (progress) => {
      if (firstMs === 0 && progress.studyKeys.length > 0) firstMs = performance.now() - startedMs;
    },
  }),
);
const seconds = (performance.now() - startedMs) / 1000;
clearInterval(sampling);
await library.close();
const cost: ImportCost = { instances: summary.instances, seconds, firstMs, peakBytes };
process.stdout.write(`${JSON.stringify(cost)}\n`);
