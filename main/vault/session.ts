import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Files } from '../ports/files.ts';
import { markState, processMark } from '../ports/liveness.ts';

/** After this long without a change a temporary folder is dead whoever made it. */
const staleMs = 24 * 3600 * 1000;

/** The temporary folder of this process in a library: its mark, so that others see when it is left, and a random part. */
export function sessionFolder(temporary: string): string {
  return join(temporary, `${processMark()}-${randomBytes(4).toString('hex')}`);
}

/** Temporary folders whose process is gone; of those that cannot be judged, the ones that are old. */
export async function abandonedFolders(
  files: Files,
  temporary: string,
  nowMs: number,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { name } of await files.list(temporary)) {
    const path = join(temporary, name);
    const state = markState(name);
    const stat = await files.stat(path);
    const stale = stat !== null && nowMs - stat.modifiedMs > staleMs;
    if (state === 'dead' || (state === 'unknown' && stale)) found.push(path);
  }
  return found;
}
