import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Files } from '../ports/files.ts';
import { isAlive, machineTag } from '../ports/liveness.ts';

/** After this long without a change a temporary folder is dead whoever made it. */
const staleMs = 24 * 3600 * 1000;

const folderPattern = /^([0-9a-f]{8})-(\d+)-[0-9a-f]{8}$/;

/** The temporary folder of this process in a library: `<where>-<pid>-<random>`, named so that others see when it is left. */
export function sessionFolder(temporary: string): string {
  return join(temporary, `${machineTag()}-${process.pid}-${randomBytes(4).toString('hex')}`);
}

/**
 * Temporary folders whose process is gone. A process id says something only on the machine, and in the process
 * namespace, that gave it; of others only age speaks.
 */
export async function abandonedFolders(
  files: Files,
  temporary: string,
  nowMs: number,
): Promise<readonly string[]> {
  const here = machineTag();
  const found: string[] = [];
  for (const { name } of await files.list(temporary)) {
    const path = join(temporary, name);
    const [, tag, pid] = folderPattern.exec(name) ?? [];
    const stat = await files.stat(path);
    const stale = stat !== null && nowMs - stat.modifiedMs > staleMs;
    if (stale || (tag === here && !isAlive(Number(pid)))) found.push(path);
  }
  return found;
}
