import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { fail, failureOf, succeed, type Result } from '../domain/failure.ts';
import { asFileError, systemCode } from '../ports/fileFailure.ts';
import type { Files } from '../ports/files.ts';

/** Whether a library may lie there: `LIBRARY_NETWORK_FOLDER`, `LIBRARY_UNSAFE_FILESYSTEM`. */
export async function checkVolume(files: Files, dir: string): Promise<Result<void>> {
  const volume = await files.volumeKind(dir);
  switch (volume.kind) {
    case 'local':
      return succeed(undefined);
    case 'network':
      return fail('LIBRARY_NETWORK_FOLDER', undefined, { fileSystem: volume.name });
    case 'unsafe':
      return fail('LIBRARY_UNSAFE_FILESYSTEM', undefined, { fileSystem: volume.name });
  }
}

/** Whether files can be made and kept there: `LIBRARY_READ_ONLY`, `DISK_FULL`, `DISK_ERROR`. Leaves nothing behind. */
export async function checkWritable(files: Files, dir: string): Promise<Result<void>> {
  const probe = join(dir, `probe-${randomBytes(6).toString('hex')}.part`);
  try {
    const file = await files.open(probe, 'create');
    try {
      await file.write([new Uint8Array(1)]);
    } finally {
      await file.close();
    }
    await files.remove(probe).catch(ignoreAbsent);
    return succeed(undefined);
  } catch (error) {
    await files.remove(probe).catch(() => undefined);
    const failure = failureOf(asFileError(error));
    if (failure.code === 'INTERNAL') throw error;
    return { ok: false, failure };
  }
}

/** Whoever makes a library here at the same moment clears probes away. */
function ignoreAbsent(error: unknown): void {
  if (systemCode(error) !== 'ENOENT') throw error;
}

/** Kept free besides what is asked for: the database's log and the system need room too. */
const reserveBytes = 512 * 1024 * 1024;

/** Whether so many more bytes fit: `DISK_NEARLY_FULL` with the numbers, before anything is written. */
export async function checkSpace(files: Files, dir: string, neededBytes: number): Promise<Result<void>> {
  const { freeBytes } = await files.space(dir);
  if (freeBytes >= neededBytes + reserveBytes) return succeed(undefined);
  const mib = (bytes: number): number => Math.round(bytes / 1024 / 1024);
  return fail(
    'DISK_NEARLY_FULL',
    `This needs ${mib(neededBytes)} MiB and a reserve of ${mib(reserveBytes)} MiB; ${mib(freeBytes)} MiB are free.`,
    { neededBytes, freeBytes, reserveBytes },
  );
}
