import { lstat, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFailure, type Failure } from '../domain/failure.ts';

/** A file found, or what stands in its place. */
export type FoundFile =
  | { readonly kind: 'file'; readonly path: string; readonly sizeBytes: number }
  | { readonly kind: 'failure'; readonly path: string; readonly failure: Failure };

/**
 * Every file at or below the paths, each path's in byte order of path. A path itself may be a link; links below a folder
 * are not followed, and are said.
 */
export async function listFiles(paths: readonly string[]): Promise<readonly FoundFile[]> {
  const lists: (readonly FoundFile[])[] = [];
  for (const path of paths) {
    const found = await filesAt(path, true);
    lists.push(found.toSorted((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path))));
  }
  return lists.flat();
}

async function filesAt(path: string, follow: boolean): Promise<FoundFile[]> {
  try {
    const entry = await (follow ? stat(path) : lstat(path));
    if (entry.isFile()) return [{ kind: 'file', path, sizeBytes: entry.size }];
    if (entry.isSymbolicLink()) return [{ kind: 'failure', path, failure: makeFailure('FILE_IS_LINK') }];
    if (!entry.isDirectory()) return [{ kind: 'failure', path, failure: makeFailure('FILE_UNREADABLE') }];
    const found: (readonly FoundFile[])[] = [];
    for (const name of await readdir(path)) found.push(await filesAt(join(path, name), false));
    return found.flat();
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return [{ kind: 'failure', path, failure: makeFailure(missing ? 'FILE_NOT_FOUND' : 'FILE_UNREADABLE') }];
  }
}
