import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { systemCode } from './fileFailure.ts';

/**
 * Names a running process in files and rows that outlive it: machine, boot, process namespace, process id, start time,
 * joined by hyphens. So that what it left behind can be told from what it is still at, also when its id was given anew.
 */
export function processMark(): string {
  return [...placeOf(), String(process.pid), startOf(process.pid) ?? '0'].join('-');
}

/**
 * What is known of the process that a mark names. `dead` is certain: the same machine has started anew, or has no such
 * process. `unknown`: the mark is of another machine or namespace, or is no mark; only age can speak then.
 */
export function markState(mark: string): 'alive' | 'dead' | 'unknown' {
  const [machine, boot, namespace, pid, start] = mark.split('-');
  const [ownMachine, ownBoot, ownNamespace] = placeOf();
  if (machine !== ownMachine || pid === undefined || !/^[1-9]\d*$/.test(pid)) return 'unknown';
  if (boot !== ownBoot) return 'dead';
  if (namespace !== ownNamespace) return 'unknown';
  if (!isRunning(Number(pid))) return 'dead';
  const started = startOf(Number(pid));
  return started === null || started === start ? 'alive' : 'dead';
}

function placeOf(): readonly [machine: string, boot: string, namespace: string] {
  return [tag(hostname()), tag(readOrEmpty('/proc/sys/kernel/random/boot_id')), tag(namespaceName())];
}

function tag(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

/** When a process started, in clock ticks since boot; null off Linux. */
function startOf(pid: number): string | null {
  const stat = readOrEmpty(`/proc/${pid}/stat`);
  // The second field is the program's name in brackets and may hold anything: count from behind it.
  return stat === '' ? null : (stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) !== 'ESRCH';
  }
}

/** Empty off Linux. */
function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'latin1').trim();
  } catch {
    return '';
  }
}

function namespaceName(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}
