import { catalogDigest } from '../../catalog/catalogDigest.ts';
import { unwrap } from '../../domain/failure.ts';
import { openLibrary } from '../../library/openLibrary.ts';
import { systemClock } from '../../ports/clock.ts';
import { nodeFiles } from '../../ports/nodeFiles.ts';
import { importPaths } from '../importPaths.ts';

/**
 * For tests: a process that imports into a library that is there. `node importChild.ts LIBRARY PASSPHRASE PATH…`; a line
 * `committed N` after each commit, at the end the summary as JSON.
 */
const [dir = '', passphrase = '', ...paths] = process.argv.slice(2);
const base = { dir, files: nodeFiles, clock: systemClock, digestParts: catalogDigest };
const library = unwrap(await openLibrary({ ...base, passphrase }));
const session = unwrap(await library.session());
const summary = await importPaths({
  library,
  session,
  paths,
  onProgress: (progress) => {
    if (progress.studyKeys.length > 0) process.stdout.write(`committed ${progress.summary.instances}\n`);
  },
});
process.stdout.write(`${JSON.stringify(unwrap(summary))}\n`);
await library.close();
