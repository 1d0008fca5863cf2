import { link, mkdir, truncate } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { nodeFiles } from './nodeFiles.ts';
import type { Files, OpenFile } from './files.ts';

/** What of the disk's work can be made to fail. */
export type FileOperation = 'open' | 'write' | 'sync' | 'rename' | 'remove' | 'makeFolder' | 'syncFolder';

/** A file system for tests that forgets what was not fsynced, and fails when told to. */
export interface FaultyFiles extends Files {
  /** Lets the `count`-th operation of a kind from now on, and every later one, fail with a system code. */
  failFrom(fault: { readonly operation: FileOperation; readonly count: number; readonly code: string }): void;
  /** Lets everything succeed again. */
  heal(): void;
  /** The power goes at the `count`-th operation from now on: it and all later ones fail with EIO. */
  losePowerAt(count: number): void;
  readonly powerLost: boolean;
  /**
   * What is on the disk after the power came back: entries that no `syncFolder` followed are undone, newest first, to a
   * random extent per folder; content that no `sync` followed is lost, cut or zeroed at random.
   */
  settle(): Promise<void>;
}

interface Entry {
  readonly folder: string;
  readonly undo: () => Promise<void>;
}

/**
 * Works on the real file system below `root`; `shadow` is a folder beside it that keeps what may have to come back.
 * `random` gives numbers in [0, 1).
 */
export function faultyFiles(options: {
  readonly shadow: string;
  readonly random: () => number;
}): FaultyFiles {
  const { shadow, random } = options;
  const unsynced = new Set<string>();
  let entries: Entry[] = [];
  let fault: { readonly operation: FileOperation; remaining: number; readonly code: string } | null = null;
  let powerIn = Number.POSITIVE_INFINITY;
  let powerLost = false;
  const openFiles = new Set<OpenFile>();
  let serial = 0;

  const fail = (code: string): never => {
    throw Object.assign(new Error(`${code}: injected`), { code });
  };
  const check = (operation: FileOperation): void => {
    powerIn -= 1;
    if (powerIn <= 0) powerLost = true;
    if (powerLost) fail('EIO');
    if (fault?.operation !== operation) return;
    fault.remaining -= 1;
    if (fault.remaining <= 0) fail(fault.code);
  };
  const checkRead = (): void => {
    if (powerLost) fail('EIO');
  };
  const note = (folder: string, undo: () => Promise<void>): void => {
    entries.push({ folder, undo });
  };
  /** Keeps a file's content under another name, to be put back. */
  const keep = async (path: string): Promise<string | null> => {
    if ((await nodeFiles.stat(path)) === null) return null;
    await mkdir(shadow, { recursive: true });
    serial += 1;
    const kept = join(shadow, String(serial));
    await link(path, kept);
    return kept;
  };
  const putBack = async (kept: string | null, path: string): Promise<void> => {
    if (kept !== null && (await nodeFiles.stat(dirname(path))) !== null) await nodeFiles.rename(kept, path);
  };
  const moved = (from: string, to: string): void => {
    if (unsynced.delete(from)) unsynced.add(to);
    else unsynced.delete(to);
  };

  return {
    ...nodeFiles,
    get powerLost() {
      return powerLost;
    },
    failFrom: ({ operation, count, code }) => {
      fault = { operation, remaining: count, code };
    },
    heal: () => {
      fault = null;
    },
    losePowerAt: (count) => {
      powerIn = count;
    },
    open: async (path, mode) => {
      if (mode === 'read') {
        checkRead();
        return nodeFiles.open(path, mode);
      }
      check('open');
      const isNew = (await nodeFiles.stat(path)) === null;
      const file = await nodeFiles.open(path, mode);
      if (isNew) note(dirname(path), () => nodeFiles.removeFolder(path));
      openFiles.add(file);
      return faultyFile(file, { check, path, unsynced, openFiles });
    },
    readFile: async (path) => {
      checkRead();
      return nodeFiles.readFile(path);
    },
    makeFolder: async (path) => {
      check('makeFolder');
      for (let at = path; (await nodeFiles.stat(at)) === null; at = dirname(at)) {
        const made = at;
        note(dirname(made), () => nodeFiles.removeFolder(made));
      }
      await nodeFiles.makeFolder(path);
    },
    rename: async (from, to) => {
      check('rename');
      const kept = await keep(to);
      await nodeFiles.rename(from, to);
      moved(from, to);
      note(dirname(to), async () => {
        if ((await nodeFiles.stat(to)) !== null) await nodeFiles.rename(to, from);
        moved(to, from);
        await putBack(kept, to);
      });
    },
    remove: async (path) => {
      check('remove');
      const kept = await keep(path);
      await nodeFiles.remove(path);
      note(dirname(path), () => putBack(kept, path));
    },
    syncFolder: async (path) => {
      check('syncFolder');
      await nodeFiles.syncFolder(path);
      entries = entries.filter(({ folder }) => folder !== path);
    },
    settle: async () => {
      powerLost = true;
      for (const file of openFiles) await file.close();
      openFiles.clear();
      const folders = new Set(entries.map(({ folder }) => folder));
      const lost = new Map([...folders].map((folder) => [folder, countLost(entries, folder, random)]));
      for (const { folder, undo } of entries.toReversed()) {
        const left = lost.get(folder) ?? 0;
        lost.set(folder, left - 1);
        if (left > 0) await undo();
      }
      for (const path of unsynced) {
        const stat = await nodeFiles.stat(path);
        if (stat !== null) await loseContent(path, stat.sizeBytes, random);
      }
      await nodeFiles.removeFolder(shadow);
    },
  };
}

/** How many of a folder's unsynced entries are lost: any number of the newest. */
function countLost(entries: readonly Entry[], folder: string, random: () => number): number {
  const count = entries.filter((entry) => entry.folder === folder).length;
  return Math.floor(random() * (count + 1));
}

async function loseContent(path: string, sizeBytes: number, random: () => number): Promise<void> {
  const kept = random() < 0.5 ? 0 : Math.floor(random() * sizeBytes);
  await truncate(path, kept);
  // Half the time the length survives and the content does not, as on file systems that write the inode first.
  if (random() < 0.5) await truncate(path, sizeBytes);
}

function faultyFile(
  file: OpenFile,
  disk: {
    readonly check: (operation: FileOperation) => void;
    readonly path: string;
    readonly unsynced: Set<string>;
    readonly openFiles: Set<OpenFile>;
  },
): OpenFile {
  return {
    ...file,
    write: async (parts, position) => {
      disk.check('write');
      disk.unsynced.add(disk.path);
      await file.write(parts, position);
    },
    sync: async () => {
      disk.check('sync');
      await file.sync();
      disk.unsynced.delete(disk.path);
    },
    close: async () => {
      if (disk.openFiles.delete(file)) await file.close();
    },
  };
}
