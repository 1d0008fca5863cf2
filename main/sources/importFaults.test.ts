import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogDigest } from '../catalog/catalogDigest.ts';
import { unwrap } from '../domain/failure.ts';
import { openLibrary } from '../library/openLibrary.ts';
import { temporaryFolder, testLibrary, testPassphrase } from '../library/testLibrary.ts';
import { systemClock } from '../ports/clock.ts';
import { faultyFiles } from '../ports/faultyFiles.ts';
import { nodeFiles } from '../ports/nodeFiles.ts';
import { madeCt } from '../../e2e/services/madeCt.ts';
import { importPaths } from './importPaths.ts';
import { writeFiles } from './testSources.ts';

const count = 60;
const losses = process.env['AXIAL_LONG'] === '1' ? 50 : 4;
const objects = Object.fromEntries(
  Array.from({ length: count }, (_, instance) => [
    `${instance}.dcm`,
    madeCt({ patient: instance % 2, study: 1, series: 1, instance }, 32),
  ]),
);

describe('import onto a disk that fails', () => {
  it('says that the disk is full, keeps what was committed, and goes on when there is room', async () => {
    const files = faultyFiles({ shadow: join(temporaryFolder(), 'shadow'), random: Math.random });
    const library = await testLibrary({ files, digestParts: catalogDigest });
    const session = unwrap(await library.session());
    const paths = [await writeFiles(temporaryFolder(), objects)];
    files.failFrom({ operation: 'write', count: 20, code: 'ENOSPC' });
    const first = await importPaths({ library, session, paths });
    expect(first).toMatchObject({ ok: false, failure: { code: 'DISK_FULL' } });
    files.heal();
    const held = library.vault.storedBytes();
    expect(held).toBeGreaterThan(0);
    expect(await library.verify()).toMatchObject({ missing: [], corrupt: [] });
    const second = unwrap(await importPaths({ library, session, paths }));
    expect(second.instances).toBeLessThan(count);
    expect(second.instances + second.duplicates).toBe(count);
    expect(await library.verify()).toMatchObject({ objects: count, missing: [], corrupt: [], orphans: 0 });
    await library.close();
  });

  it(
    'loses nothing that was committed when the power goes, whatever the disk forgets',
    { timeout: 300_000 },
    async () => {
      const paths = [await writeFiles(temporaryFolder(), objects)];
      for (let loss = 0; loss < losses; loss += 1) {
        const files = faultyFiles({ shadow: join(temporaryFolder(), 'shadow'), random: Math.random });
        const made = await testLibrary({ files, digestParts: catalogDigest });
        const session = unwrap(await made.session());
        let committed = 0;
        files.losePowerAt(20 + Math.floor(Math.random() * 300));
        const run = await importPaths({
          library: made,
          session,
          paths,
          onProgress: ({ summary }) => (committed = Math.max(committed, summary.instances)),
        });
        if (run.ok) committed = run.value.instances;
        await files.settle();
        await made.close().catch(() => undefined);

        const base = { dir: made.dir, files: nodeFiles, clock: systemClock, digestParts: catalogDigest };
        const library = unwrap(await openLibrary({ ...base, passphrase: testPassphrase }));
        const report = await library.verify();
        expect(report).toMatchObject({ missing: [], corrupt: [] });
        expect(report.objects).toBeGreaterThanOrEqual(committed);
        const rest = unwrap(await importPaths({ library, session: unwrap(await library.session()), paths }));
        expect(rest).toMatchObject({ instances: count - report.objects, duplicates: report.objects });
        expect(await library.verify()).toMatchObject({
          objects: count,
          missing: [],
          corrupt: [],
          orphans: 0,
        });
        await library.close();
      }
    },
  );
});
