import { setTimeout as delay } from 'node:timers/promises';
import { fail, type Result } from '../domain/failure.ts';
import { systemClock } from '../ports/clock.ts';
import { importItems, type ImportOptions } from './importItems.ts';
import { importLedger } from './importLedger.ts';
import type { ImportSummary } from './importSummary.ts';
import { countPaths, walkPaths } from './walkPaths.ts';

/** How long the counting may hold back the import; a folder that takes longer is counted beside it. */
const countFirstMs = 500;

/**
 * Imports files, folders, archives and DICOMDIRs of this machine (see `importItems`). Told before anything is stored, where
 * counting is quick: `DISK_NEARLY_FULL`; in larger folders as soon as it is known. A repeat after a crash or a cancel
 * stores what is missing and counts the rest as duplicates.
 */
export async function importPaths(
  options: ImportOptions & { readonly paths: readonly string[] },
): Promise<Result<ImportSummary>> {
  const { library, session, paths, onProgress } = options;
  const allowed = session.require('import');
  if (!allowed.ok) return allowed;
  const clock = options.clock ?? systemClock;
  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal, ...(options.signal === undefined ? [] : [options.signal])]);
  const ledger = importLedger({ clock, onProgress });
  const walk = { signal, except: library.dir };

  let full: Result<void> = { ok: true, value: undefined };
  const counted = countPaths(paths, walk).then(async ({ files, bytes }) => {
    ledger.setTotal(files);
    full = await library.checkSpace(bytes);
    if (!full.ok) stop.abort();
  });
  await Promise.race([counted, delay(countFirstMs, undefined, { ref: false })]);
  const imported = full.ok
    ? await importItems({ ...options, clock, signal, ledger, found: walkPaths(paths, walk) })
    : fail('CANCELLED');
  await counted;
  return full.ok ? imported : full;
}
