import { createHash, randomBytes } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Files } from '../ports/files.ts';
import { systemCode } from '../ports/fileFailure.ts';

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

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) !== 'ESRCH';
  }
}

function machineTag(): string {
  let namespace = '';
  try {
    namespace = readlinkSync('/proc/self/ns/pid');
  } catch {
    // Not Linux: one process namespace a machine.
  }
  return createHash('sha256').update(`${hostname()}\n${namespace}`).digest('hex').slice(0, 8);
}
