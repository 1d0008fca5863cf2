import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a folder and its missing parents. Not `mkdir` with `recursive`: on file systems that answer ENOENT to making a
 * folder in one that is there (such as /proc) that one never returns. Rejects with the system's own error.
 */
export async function makeFolders(path: string, mode?: number): Promise<void> {
  const made = await tryMake(path, mode);
  if (made === null) return;
  const parent = dirname(path);
  if (made.code !== 'ENOENT' || parent === path) throw made;
  // Where the parent is there (made meanwhile by another, or all along), the second try decides.
  if (!(await isFolder(parent))) await makeFolders(parent, mode);
  const again = await tryMake(path, mode);
  if (again !== null) throw again;
}

/** Null where the folder is there now. */
async function tryMake(path: string, mode: number | undefined): Promise<NodeJS.ErrnoException | null> {
  try {
    await mkdir(path, mode);
    return null;
  } catch (error) {
    if (await isFolder(path)) return null;
    return error as NodeJS.ErrnoException;
  }
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
