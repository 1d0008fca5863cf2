import { rename, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { listStudies } from '../catalog/studies.ts';
import { testObject } from '../catalog/testInstance.ts';
import { unwrap } from '../domain/failure.ts';
import { temporaryFolder } from '../library/testLibrary.ts';
import { fakeClock } from '../ports/clock.ts';
import { testDesk, writeFiles } from './testSources.ts';
import { watchFolders } from './watchFolders.ts';

const desk = testDesk();
afterAll(async () => (await desk).library.close());

const object = (number: number): Uint8Array => testObject({ SOPInstanceUID: `1.2.3.4.${number}` });

describe('a watched folder', () => {
  it('is imported once its files rest, each once, also after a restart', async () => {
    const { library, session } = await desk;
    const clock = fakeClock();
    let changes = 0;
    const options = { library, session, clock, everyMs: 0, onChange: () => (changes += 1) };
    const folder = await writeFiles(temporaryFolder(), { 'in/1.dcm': object(1), 'notes.txt': 'hello' });
    const held = (): number =>
      listStudies(library.db.read, '')
        .flatMap(({ series }) => series)
        .reduce((sum, { instances }) => sum + instances, 0);

    const watcher = watchFolders(options);
    unwrap(await watcher.add(folder));
    await watcher.scan();
    expect(held()).toBe(0);
    clock.advance(2_500);
    // It is still growing: the second look finds it changed.
    await utimes(join(folder, 'in/1.dcm'), new Date(), new Date(1_000));
    await watcher.scan();
    expect(held()).toBe(0);
    clock.advance(2_500);
    await watcher.scan();
    expect(held()).toBe(1);
    expect(watcher.list()).toMatchObject([{ path: folder, state: 'watching' }]);
    expect(watcher.list()[0]?.lastImportAt).not.toBeNull();

    const imports = (): number =>
      library.audit.list({ limit: 100 }).filter(({ action }) => action === 'study.import').length;
    const importsBefore = imports();
    await watcher.close();
    const restarted = watchFolders(options);
    for (let look = 0; look < 3; look += 1) {
      await restarted.scan();
      clock.advance(2_500);
    }
    expect(imports()).toBe(importsBefore);

    await rename(folder, `${folder}-away`);
    await restarted.scan();
    expect(restarted.list()).toMatchObject([{ state: 'missing' }]);
    await rename(`${folder}-away`, folder);
    await writeFiles(folder, { 'in/2.dcm': object(2) });
    for (let look = 0; look < 3; look += 1) {
      await restarted.scan();
      clock.advance(2_500);
    }
    expect(restarted.list()).toMatchObject([{ state: 'watching' }]);
    expect(held()).toBe(2);
    expect(changes).toBeGreaterThanOrEqual(4);

    unwrap(await restarted.remove(folder));
    expect(restarted.list()).toEqual([]);
    await rm(folder, { recursive: true });
    await restarted.close();
  });

  it('must be a folder that is there, and not the library', async () => {
    const { library, session } = await desk;
    const watcher = watchFolders({ library, session, everyMs: 0 });
    const codes = await Promise.all(
      ['relative', join(temporaryFolder(), 'absent'), library.dir].map(async (path) => {
        const added = await watcher.add(path);
        return added.ok ? 'added' : added.failure.code;
      }),
    );
    expect(codes).toEqual(['INVALID_INPUT', 'FILE_NOT_FOUND', 'INVALID_INPUT']);
    expect(await watcher.remove('/nowhere')).toMatchObject({ failure: { code: 'NOT_FOUND' } });
    await watcher.close();
  });
});
