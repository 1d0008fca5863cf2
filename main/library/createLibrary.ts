import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { openAuditLog } from '../audit/openAuditLog.ts';
import { openChangeLog } from '../changes/openChangeLog.ts';
import { migrations } from '../database/migrations.ts';
import { openDatabase } from '../database/openDatabase.ts';
import { AxialError, fail, failureOf, succeed, type Result } from '../domain/failure.ts';
import { uuidV7 } from '../domain/id.ts';
import { asFileError } from '../ports/fileFailure.ts';
import type { Secrets } from '../ports/secrets.ts';
import { makeFolderDurably } from '../ports/writeDurably.ts';
import {
  wrapByPassphrase,
  wrapByRecovery,
  wrapBySecrets,
  type KeyFile,
  type WrapTarget,
} from '../vault/keyFile.ts';
import { defaultCost } from '../vault/passphrase.ts';
import { newRecoverySecret, spellRecoveryKey } from '../vault/recoveryKey.ts';
import { tenantKeysFrom, type TenantKeys } from '../vault/tenantKeys.ts';
import { checkVolume, checkWritable } from './checkFolder.ts';
import { clearUnfinished, beginCreation, endCreation } from './creation.ts';
import { databasePath } from './databasePath.ts';
import { writeKeyFile } from './keyStore.ts';
import type { Library } from './library.ts';
import { insertDevice } from './device.ts';
import { libraryFilePath, writeLibraryFile } from './libraryFile.ts';
import type { LibraryBase } from './libraryOptions.ts';
import { insertUser, newUser } from './openUsers.ts';
import { openWithKeys } from './openLibrary.ts';

export interface NewLibrary {
  readonly library: Library;
  /** For the user to keep, shown once: it is stored nowhere. */
  readonly recoveryKey: string;
}

/**
 * Makes a library in an absent or empty folder, with its tenant, its first user (an administrator) and its keys, and
 * opens it. The first user's passphrase opens the library; where `secrets` is available the keyring opens it too.
 *
 * `LIBRARY_FOLDER_NOT_EMPTY`, `LIBRARY_NETWORK_FOLDER`, `LIBRARY_UNSAFE_FILESYSTEM`, `LIBRARY_READ_ONLY`, `DISK_FULL`;
 * `LIBRARY_BUSY` while another process makes one there; `LIBRARY_NO_KEY` without a passphrase and without a keyring.
 * Cut off anywhere, the folder is either a library or made anew by the next call.
 */
export async function createLibrary(
  options: LibraryBase & {
    readonly user: { readonly name: string; readonly passphrase?: string };
    readonly secrets?: Secrets;
  },
): Promise<Result<NewLibrary>> {
  try {
    return await create(options);
  } catch (error) {
    const told = asFileError(error);
    if (told instanceof AxialError) return { ok: false, failure: failureOf(told) };
    throw error;
  }
}

async function create(options: Parameters<typeof createLibrary>[0]): Promise<Result<NewLibrary>> {
  const { dir, files, clock, user, secrets } = options;
  const keyring = secrets?.available === true ? secrets : null;
  if (user.passphrase === undefined && keyring === null) {
    return fail('LIBRARY_NO_KEY', 'A new library needs a passphrase, or a system keyring.');
  }
  if (user.passphrase === '') return fail('INVALID_INPUT', 'A passphrase must not be empty.');
  const volume = await checkVolume(files, dir);
  if (!volume.ok) return volume;
  await makeFolderDurably(files, dir);
  const writable = await checkWritable(files, dir);
  if (!writable.ok) return writable;
  const begun = await beginCreation(files, dir);
  if (!begun.ok) return begun;

  const tenant = tenantKeysFrom({ tenantId: randomUUID(), keyId: randomBytes(16), secret: randomBytes(32) });
  const recoverySecret = newRecoverySecret();
  try {
    const cost = options.passphraseCost ?? defaultCost;
    // Without a passphrase of its own the user's signing key gets a random one: it is reset before the first signature.
    const passphrase = user.passphrase ?? randomBytes(32).toString('hex');
    const first = await newUser({ clock, cost }, { name: user.name, role: 'administrator', passphrase });
    const target = (): WrapTarget => ({
      tenant,
      id: uuidV7(clock.nowMs(), randomBytes(10)),
      createdMs: clock.nowMs(),
    });
    const keyFiles: KeyFile[] = [wrapByRecovery(target(), recoverySecret)];
    if (user.passphrase !== undefined) {
      keyFiles.push(
        await wrapByPassphrase(target(), { userId: first.id, passphrase: user.passphrase, cost }),
      );
    }
    if (keyring !== null) keyFiles.push(await wrapBySecrets(target(), keyring));
    for (const file of keyFiles) await writeKeyFile(files, dir, file);

    const libraryId = randomUUID();
    const made = fillDatabase(options, { tenant, libraryId, first });
    if (!made.ok) throw new AxialError(made.failure);
    await makeFolderDurably(files, join(dir, 'objects'));
    await makeFolderDurably(files, join(dir, 'tmp'));
    await files.syncFolder(dir);
    await writeLibraryFile(files, dir, { libraryId, tenantId: tenant.tenantId, createdMs: clock.nowMs() });
    await endCreation(files, dir);
    const openedBy = user.passphrase === undefined ? null : first.id;
    const opened = await openWithKeys({ ...options, tenant, openedBy, libraryId });
    if (!opened.ok) return opened;
    return succeed({ library: opened.value, recoveryKey: spellRecoveryKey(recoverySecret) });
  } catch (error) {
    tenant.destroy();
    if ((await files.stat(libraryFilePath(dir))) === null) await clearUnfinished(files, dir);
    throw error;
  } finally {
    recoverySecret.fill(0);
  }
}

function fillDatabase(
  options: LibraryBase,
  made: {
    readonly tenant: TenantKeys;
    readonly libraryId: string;
    readonly first: Awaited<ReturnType<typeof newUser>>;
  },
): Result<void> {
  const { clock } = options;
  const { tenant, libraryId, first } = made;
  const opened = openDatabase({
    path: databasePath(options.dir),
    key: tenant.of('database'),
    create: true,
    migrations: options.migrations ?? migrations,
  });
  if (!opened.ok) return opened;
  const db = opened.value;
  const deviceId = uuidV7(clock.nowMs(), randomBytes(10));
  const audit = openAuditLog({ db, clock, deviceId, key: tenant.of('audit'), anchored: null });
  const changes = openChangeLog({ db, clock, deviceId });
  try {
    db.write((tx) => {
      tx.run(
        'INSERT INTO library_state (one, library_id, tenant_id, device_id, created_ms) VALUES (1, ?, ?, ?, ?)',
        [libraryId, tenant.tenantId, deviceId, clock.nowMs()],
      );
      insertDevice(tx, deviceId, clock);
      const resource = { kind: 'library', id: libraryId };
      audit.record({ actor: first.id, action: 'library.create', resource, outcome: 'success' }, tx);
      insertUser({ clock, audit, changes }, tx, first, first.id);
    });
  } finally {
    db.close();
  }
  return succeed(undefined);
}
