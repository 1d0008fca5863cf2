import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogDigest } from '../catalog/catalogDigest.ts';
import { unwrap } from '../domain/failure.ts';
import { openLibrary } from '../library/openLibrary.ts';
import { testPassphrase, temporaryFolder } from '../library/testLibrary.ts';
import type { Library } from '../library/library.ts';
import { systemClock } from '../ports/clock.ts';
import { nodeFiles } from '../ports/nodeFiles.ts';
import { madeCt } from '../../e2e/services/madeCt.ts';
import { importPaths } from './importPaths.ts';
import type { ImportSummary } from './importSummary.ts';
import { testDesk, writeFiles } from './testSources.ts';

const isLong = process.env['AXIAL_LONG'] === '1';
const kills = isLong ? 50 : 3;
const count = isLong ? 1_000 : 250;

function makeObjects(): Promise<string> {
  const files = Array.from({ length: count }, (_, instance) => [
    `${instance}.dcm`,
    madeCt({ patient: instance % 3, study: 1, series: instance % 5, instance }, 64),
  ]);
  return writeFiles(temporaryFolder(), Object.fromEntries(files) as Record<string, Uint8Array>);
}

/** Runs an import in a process of its own; `killAfterMs` counts from its first commit. */
function importInProcess(
  dir: string,
  folder: string,
  killAfterMs: number | null = null,
): Promise<ImportSummary | null> {
  const entry = join(import.meta.dirname, 'testing', 'importChild.ts');
  const child = spawn(process.execPath, [entry, dir, testPassphrase, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (part: Buffer) => {
    const isFirst = text === '';
    text += part.toString();
    if (isFirst && killAfterMs !== null) setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      const last = text.trim().split('\n').at(-1) ?? '';
      resolve(code === 0 ? (JSON.parse(last) as ImportSummary) : null);
    });
  });
}

async function reopen(dir: string): Promise<Library> {
  const base = { dir, files: nodeFiles, clock: systemClock, digestParts: catalogDigest };
  return unwrap(await openLibrary({ ...base, passphrase: testPassphrase }));
}

describe('import by processes', () => {
  it(
    'killed at any moment leaves a clean library, and a repeat completes it without duplicates',
    { timeout: isLong ? 900_000 : 120_000 },
    async () => {
      const { library: made } = await testDesk();
      const folder = await makeObjects();
      const { dir } = made;
      await made.close();
      let held = 0;
      for (let kill = 0; kill < kills; kill += 1) {
        await importInProcess(dir, folder, Math.random() * (isLong ? 1_500 : 400));
        const library = await reopen(dir);
        const report = await library.verify();
        expect(report).toMatchObject({ missing: [], corrupt: [], orphans: 0 });
        expect(library.audit.verify().firstBroken).toBeNull();
        expect(library.changes.verify()).toBeNull();
        expect(report.objects).toBeGreaterThanOrEqual(held);
        held = report.objects;
        await library.close();
      }
      const library = await reopen(dir);
      const session = unwrap(await library.session());
      const rest = unwrap(await importPaths({ library, session, paths: [folder] }));
      expect(rest).toMatchObject({ instances: count - held, duplicates: held, conflicts: 0, rejected: [] });
      expect(await library.verify()).toMatchObject({ objects: count, missing: [], corrupt: [], orphans: 0 });

      const other = await testDesk();
      await other.importAll(folder);
      const parts = (own: Library) => catalogDigest.map((part) => [...part.rows(own.db.read)].length);
      expect(parts(library)).toEqual(parts(other.library));
      await other.library.close();
      await library.close();
    },
  );

  it('may be several at once in one library', { timeout: 120_000 }, async () => {
    const { library } = await testDesk();
    const folder = await makeObjects();
    const runs = await Promise.all([
      importInProcess(library.dir, folder),
      importInProcess(library.dir, folder),
    ]);
    const total = (countOf: (summary: ImportSummary) => number): number =>
      runs.reduce((sum, run) => sum + (run === null ? NaN : countOf(run)), 0);
    expect(total(({ instances }) => instances)).toBe(count);
    expect(total(({ duplicates }) => duplicates)).toBe(count);
    expect(total(({ studies }) => studies)).toBe(3);
    expect(total(({ rejected }) => rejected.length)).toBe(0);
    expect(await library.verify()).toMatchObject({ objects: count, missing: [], corrupt: [], orphans: 0 });
    await library.close();
  });
});
