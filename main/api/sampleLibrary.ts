import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLibrary } from '../library/createLibrary.ts';
import type { Library } from '../library/library.ts';
import type { LibraryBase } from '../library/libraryOptions.ts';
import { importPaths } from '../sources/importPaths.ts';
import type { Workspace } from './workspace.ts';

/**
 * The library of a first start: encrypted like any other, in a temporary folder, under a passphrase that is made up and
 * forgotten. It goes when the program ends or a real library takes its place.
 */
export interface SampleLibrary {
  /** Null where none can be made (no room): the screen then offers to make a real library. */
  open(): Promise<{ readonly library: Library; readonly dir: string } | null>;
  /** Imports the sample study. */
  fill(workspace: Workspace): Promise<void>;
}

const folderPrefix = 'axial-sample-';

/** `paths` hold the sample study: files or a folder. */
export function createSampleLibrary(base: Omit<LibraryBase, 'dir'>, paths: readonly string[]): SampleLibrary {
  return {
    async open() {
      await removeAbandoned();
      const dir = await mkdtemp(join(tmpdir(), `${folderPrefix}${process.pid}-`));
      const made = await createLibrary({
        ...base,
        dir,
        user: { name: 'sample', passphrase: randomBytes(24).toString('hex') },
        passphraseCost: { logN: 12, r: 8, p: 1 },
      });
      if (made.ok) return { library: made.value.library, dir };
      await rm(dir, { recursive: true, force: true });
      return null;
    },
    async fill({ library, session, hub, logger }) {
      const imported = await importPaths({ library, session, paths });
      if (!imported.ok) logger.warn('sample.import-failed', { code: imported.failure.code });
      hub.emit('catalog.changed', { revision: library.db.version(), studyKeys: [] });
    },
  };
}

/** A program that was killed leaves its sample behind: nobody has its key, so it only takes room. */
async function removeAbandoned(): Promise<void> {
  const names = await readdir(tmpdir()).catch(() => []);
  for (const name of names) {
    const pid = new RegExp(`^${folderPrefix}(\\d+)-`).exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) {
      await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => undefined);
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
