import { constants } from 'node:fs';
import { lstat, open, readdir, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AxialError, makeFailure, raise } from '../domain/failure.ts';
import type { Neighbours, OpenItem, SourceItem } from './sourceItem.ts';

const streamBytes = 1 << 20;

/** A plain file as an item. `walked`: the walk that found it visits its neighbours by itself. */
export function fileItem(file: {
  readonly path: string;
  readonly origin: string;
  readonly sizeBytes: number;
  readonly walked: boolean;
}): SourceItem {
  const { path, origin, sizeBytes, walked } = file;
  return {
    name: path,
    origin,
    sizeBytes,
    depth: 0,
    beside: folderNeighbours(dirname(path), origin, !walked),
    open: () => openFile(path),
  };
}

/**
 * Opens a plain file for reading. A link at its place is refused also when it came there after the walk, and a pipe
 * does not block.
 */
async function openFile(path: string): Promise<OpenItem> {
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  const handle = await open(path, flags).catch((error: unknown) => raiseUnreadable(error));
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) raise('FILE_UNREADABLE', 'This is no plain file.');
    return overHandle(handle, stat.size);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function overHandle(handle: FileHandle, sizeBytes: number): OpenItem {
  const fill = async (bytes: Uint8Array, offset: number): Promise<Uint8Array> => {
    let filled = 0;
    while (filled < bytes.length) {
      const { bytesRead } = await handle
        .read(bytes, filled, bytes.length - filled, offset + filled)
        .catch((error: unknown) => raiseUnreadable(error));
      if (bytesRead === 0) raise('FILE_UNREADABLE', 'The file became shorter while it was read.');
      filled += bytesRead;
    }
    return bytes;
  };
  const read = (offset: number, length: number): Promise<Uint8Array> =>
    fill(Buffer.allocUnsafeSlow(Math.max(0, Math.min(length, sizeBytes - offset))), offset);
  return {
    sizeBytes,
    read,
    readAll: (buffer) => fill(buffer.take(sizeBytes), 0),
    open: async function* stream() {
      for (let offset = 0; offset < sizeBytes; offset += streamBytes) yield await read(offset, streamBytes);
    },
    close: () => handle.close(),
  };
}

/** The failure of a file that cannot be read, from the system's error. */
export function unreadable(error: unknown): AxialError {
  if (error instanceof AxialError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ELOOP' || code === 'EMLINK') return new AxialError(makeFailure('FILE_IS_LINK'));
  if (code === 'ENOENT' || code === 'ENOTDIR') return new AxialError(makeFailure('FILE_NOT_FOUND'));
  return new AxialError(makeFailure('FILE_UNREADABLE', undefined, code === '' ? {} : { system: code }));
}

function raiseUnreadable(error: unknown): never {
  throw unreadable(error);
}

/** Looks files up below a folder without ever leaving it or following a link. */
function folderNeighbours(folder: string, origin: string, wanted: boolean): Neighbours {
  const names = new Map<string, Promise<ReadonlyMap<string, string>>>();
  const listed = (path: string): Promise<ReadonlyMap<string, string>> => {
    const known = names.get(path);
    if (known !== undefined) return known;
    const made = readdir(path).then(
      (entries) => new Map(entries.map((entry) => [mediaName(entry), entry])),
      () => new Map<string, string>(),
    );
    names.set(path, made);
    return made;
  };
  return {
    wanted,
    find: async (components) => {
      let path = folder;
      for (const component of components) {
        const entry = (await listed(path)).get(mediaName(component));
        if (entry === undefined) return null;
        path = join(path, entry);
        const stat = await lstat(path).catch(() => null);
        if (stat === null || stat.isSymbolicLink()) return null;
      }
      const stat = await lstat(path).catch(() => null);
      return stat?.isFile() === true
        ? fileItem({ path, origin, sizeBytes: stat.size, walked: !wanted })
        : null;
    },
  };
}

/** Media are written in capitals and mounted in either case, some with ISO 9660 version numbers. */
export function mediaName(name: string): string {
  return name.toUpperCase().replace(/\.?;1$/, '');
}
