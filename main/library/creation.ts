import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { libraryFilePath } from './libraryFile.ts';
import { fail, succeed, type Result } from '../domain/failure.ts';
import { systemCode } from '../ports/fileFailure.ts';
import type { Files } from '../ports/files.ts';
import { markState, processMark } from '../ports/liveness.ts';

/** Present while a library is being made; says by which process, so that a cut off attempt can be told and redone. */
const markerName = 'library.creating';

/** How long an attempt that cannot be judged is left alone. */
const graceMs = 60_000;

/** All that making a library puts into its folder before `library.json` makes it one. */
const madeBefore = [
  'restored',
  'library.db',
  'library.db-wal',
  'library.db-shm',
  'library.db-journal',
  'keys',
  'objects',
  'tmp',
];

/** Cut off writes of ours: of `checkWritable`, and of files that were to be renamed into place. */
const leftoverPattern = /^(?:probe|library\.json|restored)[-.][0-9a-f]{12}\.part$/;

/** What a system drops into any folder by itself. */
const ignored = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini', 'lost+found', '.directory']);

/**
 * Takes an empty folder, or one that a dead process left half made. `LIBRARY_FOLDER_NOT_EMPTY`, or `LIBRARY_BUSY` while
 * another process is at it.
 */
export async function beginCreation(files: Files, dir: string): Promise<Result<void>> {
  // Whatever the marker says: where library.json lies, a library is whole, and nothing of it may be cleared away.
  if ((await files.stat(libraryFilePath(dir))) !== null) return fail('LIBRARY_FOLDER_NOT_EMPTY');
  if ((await creationState(files, dir)) === 'running') return fail('LIBRARY_BUSY');
  if ((await creationState(files, dir)) === 'abandoned') await clearUnfinished(files, dir);
  await removeLeftovers(files, dir);
  const present = (await files.list(dir)).filter(({ name }) => !ignored.has(name));
  if (present.some(({ name }) => name === markerName)) return fail('LIBRARY_BUSY');
  if (present.length > 0) return fail('LIBRARY_FOLDER_NOT_EMPTY');
  try {
    const marker = await files.open(join(dir, markerName), 'create');
    try {
      await marker.write([Buffer.from(`${processMark()}\n`)]);
      await marker.sync();
    } finally {
      await marker.close();
    }
    await files.syncFolder(dir);
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return fail('LIBRARY_BUSY');
    throw error;
  }
  return succeed(undefined);
}

/** Takes the marker away; also the one that a process left that died right after its library was whole. */
export async function endCreation(files: Files, dir: string): Promise<void> {
  const path = join(dir, markerName);
  if ((await files.stat(path)) !== null) await files.remove(path).catch(() => undefined);
}

/** Whether a library is being made in the folder, or its making was cut off. */
export async function creationState(files: Files, dir: string): Promise<'none' | 'running' | 'abandoned'> {
  const path = join(dir, markerName);
  const stat = await files.stat(path);
  if (stat === null) return 'none';
  const mark = Buffer.from(await files.readFile(path))
    .toString('latin1')
    .trim();
  switch (markState(mark)) {
    case 'alive':
      return 'running';
    case 'dead':
      return 'abandoned';
    case 'unknown':
      // Of another machine, or lost with the power: making a library takes seconds.
      return Date.now() - stat.modifiedMs > graceMs ? 'abandoned' : 'running';
  }
}

/** The state once no process is making a library there any more, or `running` after ten seconds. */
export async function creationSettled(files: Files, dir: string): Promise<'none' | 'running' | 'abandoned'> {
  for (let asked = 0; asked < 100; asked += 1) {
    const state = await creationState(files, dir);
    if (state !== 'running') return state;
    await delay(100);
  }
  return 'running';
}

/** Removes what an unfinished making left; the marker last. Does nothing where a library is whole. */
export async function clearUnfinished(files: Files, dir: string): Promise<void> {
  if ((await files.stat(libraryFilePath(dir))) !== null) return;
  await removeLeftovers(files, dir);
  for (const name of madeBefore) await files.removeFolder(join(dir, name));
  await files.remove(join(dir, markerName)).catch(() => undefined);
}

async function removeLeftovers(files: Files, dir: string): Promise<void> {
  for (const { name } of await files.list(dir)) {
    if (leftoverPattern.test(name)) await files.remove(join(dir, name)).catch(() => undefined);
  }
}
