import { join } from 'node:path';
import { fail, succeed, type Result } from '../domain/failure.ts';
import type { Files } from '../ports/files.ts';
import { makeFolderDurably, writeDurably } from '../ports/writeDurably.ts';
import { decodeChecked, encodeChecked } from '../vault/checkedJson.ts';
import { keyFileSchema, unwrapKeyFile, type KeyFile, type Openers } from '../vault/keyFile.ts';
import type { TenantKeys } from '../vault/tenantKeys.ts';

/** Wrappings of the tenant key, one file each, so that no process overwrites another's. */
function keysFolder(dir: string): string {
  return join(dir, 'keys');
}

function keyFilePath(dir: string, file: Pick<KeyFile, 'kind' | 'id'>): string {
  return join(keysFolder(dir), `${file.kind}-${file.id}.json`);
}

export async function writeKeyFile(files: Files, dir: string, file: KeyFile): Promise<void> {
  await makeFolderDurably(files, keysFolder(dir));
  await writeDurably(files, keyFilePath(dir, file), encodeChecked(file));
}

export async function removeKeyFile(files: Files, dir: string, file: KeyFile): Promise<void> {
  await files.remove(keyFilePath(dir, file));
  await files.syncFolder(keysFolder(dir));
}

/** The wrappings that are whole, oldest first, and how many are damaged. */
export async function readKeyFiles(
  files: Files,
  dir: string,
): Promise<{ readonly whole: readonly KeyFile[]; readonly damaged: number }> {
  const names = (await files.list(keysFolder(dir)))
    .map(({ name }) => name)
    .filter((name) => name.endsWith('.json'));
  const read = await Promise.all(
    names.map(async (name) =>
      decodeChecked(await files.readFile(join(keysFolder(dir), name)), keyFileSchema),
    ),
  );
  const whole = read.filter((file) => file !== null).toSorted((a, b) => a.createdMs - b.createdMs);
  return { whole, damaged: read.length - whole.length };
}

/**
 * Opens the key set with what is given. A passphrase is tried on every user's wrapping, oldest first. `LIBRARY_NO_KEY`
 * where nothing was given that could fit, `LIBRARY_WRONG_KEY` where it did not fit, `LIBRARY_CORRUPT` where every
 * wrapping of that kind is damaged.
 */
export async function openKeys(
  files: Files,
  dir: string,
  openers: Openers,
): Promise<Result<{ readonly tenant: TenantKeys; readonly file: KeyFile }>> {
  const kind = openerKind(openers);
  if (kind === null) return fail('LIBRARY_NO_KEY');
  const { whole, damaged } = await readKeyFiles(files, dir);
  const fitting = whole.filter((file) => file.kind === kind);
  for (const file of fitting) {
    const tenant = await unwrapKeyFile(file, openers);
    if (tenant !== null) return succeed({ tenant, file });
  }
  if (fitting.length === 0 && damaged > 0) {
    return fail('LIBRARY_CORRUPT', 'The library does not open: its key files are damaged.', { damaged });
  }
  if (kind === 'secrets') return fail('LIBRARY_NO_KEY');
  return fail(
    'LIBRARY_WRONG_KEY',
    kind === 'recovery' ? 'The recovery key does not open this library.' : undefined,
  );
}

/** What was given explicitly is what is tried: a wrong passphrase fails although a keyring would open. */
export function openerKind(openers: Openers): KeyFile['kind'] | null {
  if (openers.passphrase !== undefined) return 'passphrase';
  if (openers.recoverySecret !== undefined) return 'recovery';
  return openers.secrets?.available === true ? 'secrets' : null;
}
