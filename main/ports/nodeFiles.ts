import { lstatSync, rmSync, type Stats } from 'node:fs';
import {
  lstat,
  open,
  readFile,
  readdir,
  rename,
  rm,
  statfs,
  unlink,
  type FileHandle,
} from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeFolders } from './makeFolders.ts';
import { systemCode } from './fileFailure.ts';
import type { FileStat, Files, FolderEntry, OpenFile } from './files.ts';
import { volumeKindOf } from './volumeKind.ts';

/** The file system itself. Files and folders are made for their owner only (0600, 0700). */
export const nodeFiles: Files = {
  open: async (path, mode) => {
    const flags = { read: 'r', create: 'wx+', append: 'a' } as const;
    return openFileOver(await open(path, flags[mode], 0o600));
  },
  readFile: (path) => readFile(path),
  stat: async (path) => statOf(await lstat(path).catch(nullIfAbsent)),
  statSync: (path) => statOf(lstatSync(path, { throwIfNoEntry: false }) ?? null),
  list: async (folder) => {
    const entries = await readdir(folder, { withFileTypes: true }).catch(nullIfAbsent);
    return (entries ?? [])
      .map((entry): FolderEntry => ({ name: entry.name, kind: kindOf(entry) }))
      .toSorted((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
  },
  makeFolder: async (path) => {
    await makeFolders(path, 0o700);
  },
  rename: (from, to) => rename(from, to),
  remove: (path) => unlink(path),
  removeSync: (path) => rmSync(path),
  removeFolder: (path) => rm(path, { recursive: true, force: true }),
  syncFolder: async (path) => {
    // Windows has no handle to a folder that can be flushed; NTFS journals its renames.
    if (process.platform === 'win32') return;
    const handle = await open(path, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
  space: async (path) => {
    const { bavail, blocks, bsize } = await statfs(await nearestParent(path));
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
  },
  volumeKind: async (path) => volumeKindOf(await nearestParent(path)),
};

function openFileOver(handle: FileHandle): OpenFile {
  let end = 0;
  return {
    write: async (parts, position) => {
      let at = position ?? end;
      let rest = parts.filter((part) => part.length > 0);
      while (rest.length > 0) {
        const { bytesWritten } = await handle.writev(rest, at);
        at += bytesWritten;
        rest = withoutFirst(rest, bytesWritten);
      }
      if (position === undefined) end = at;
    },
    read: async (target, position) => {
      let done = 0;
      while (done < target.length) {
        const { bytesRead } = await handle.read(target, done, target.length - done, position + done);
        if (bytesRead === 0) break;
        done += bytesRead;
      }
      return done;
    },
    size: async () => (await handle.stat()).size,
    sync: () => handle.sync(),
    close: () => handle.close(),
  };
}

/** What is left to write after a short write. */
function withoutFirst(parts: readonly Uint8Array[], count: number): Uint8Array[] {
  let skip = count;
  return parts.flatMap((part) => {
    const from = Math.min(skip, part.length);
    skip -= from;
    return from === part.length ? [] : [part.subarray(from)];
  });
}

async function nearestParent(path: string): Promise<string> {
  let at = path;
  while ((await lstat(at).catch(nullIfAbsent)) === null && dirname(at) !== at) at = dirname(at);
  return at;
}

function nullIfAbsent(error: unknown): null {
  const code = systemCode(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return null;
  throw error;
}

function statOf(stats: Stats | null): FileStat | null {
  return stats === null ? null : { kind: kindOf(stats), sizeBytes: stats.size, modifiedMs: stats.mtimeMs };
}

function kindOf(entry: { isFile(): boolean; isDirectory(): boolean }): FileStat['kind'] {
  if (entry.isFile()) return 'file';
  return entry.isDirectory() ? 'folder' : 'other';
}
