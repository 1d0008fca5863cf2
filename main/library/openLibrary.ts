import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { readAnchor, writeAnchor } from '../audit/anchor.ts';
import { foldFailedUnlocks, noteFailedUnlock } from '../audit/failedUnlocks.ts';
import { openAuditLog } from '../audit/openAuditLog.ts';
import { digestOf } from '../changes/digest.ts';
import { openChangeLog } from '../changes/openChangeLog.ts';
import type { Database } from '../database/database.ts';
import { migrations } from '../database/migrations.ts';
import { openDatabase } from '../database/openDatabase.ts';
import { AxialError, fail, failureOf, raise, succeed, type Result } from '../domain/failure.ts';
import { uuidV7 } from '../domain/id.ts';
import { openJobs } from '../jobs/openJobs.ts';
import { asFileError } from '../ports/fileFailure.ts';
import type { Secrets } from '../ports/secrets.ts';
import { wrapBySecrets } from '../vault/keyFile.ts';
import { openVault } from '../vault/openVault.ts';
import { defaultCost } from '../vault/passphrase.ts';
import { readRecoveryKey } from '../vault/recoveryKey.ts';
import type { TenantKeys } from '../vault/tenantKeys.ts';
import { writeBackup } from './backup.ts';
import { checkSpace, checkVolume, checkWritable } from './checkFolder.ts';
import { checkClock } from './checkClock.ts';
import { creationSettled, creationState, endCreation } from './creation.ts';
import { databasePath } from './databasePath.ts';
import { readState, renewDevice } from './device.ts';
import { openerKind, openKeys, readKeyFiles, writeKeyFile } from './keyStore.ts';
import type { Library } from './library.ts';
import { libraryFilePath, readLibraryFile } from './libraryFile.ts';
import type { LibraryBase } from './libraryOptions.ts';
import { openUsers } from './openUsers.ts';
import { isRestored, markSettled } from './restored.ts';
import { startSession } from './session.ts';
import { patientKeysDigest, usersDigest } from './userRows.ts';

/**
 * Opens the library in a folder. With a passphrase only that is tried, with a recovery key only that, else the keyring.
 *
 * While another process is making the library this waits for it, at most ten seconds.
 *
 * `LIBRARY_NOT_FOUND`, `LIBRARY_BUSY` (still being made), `LIBRARY_NEWER`, `LIBRARY_CORRUPT`, `LIBRARY_NETWORK_FOLDER`,
 * `LIBRARY_UNSAFE_FILESYSTEM`, `LIBRARY_READ_ONLY`, `DISK_FULL`, `LIBRARY_NO_KEY`, `LIBRARY_WRONG_KEY` (noted for the
 * audit log), `RECOVERY_KEY_INVALID`. Costs a third of a second with a passphrase, a few ms with a keyring.
 */
export async function openLibrary(
  options: LibraryBase & {
    readonly passphrase?: string;
    /** As it is spelt for people. */
    readonly recoveryKey?: string;
    readonly secrets?: Secrets;
  },
): Promise<Result<Library>> {
  const { dir, files, clock } = options;
  try {
    const found = await findLibrary(options);
    if (!found.ok) return found;
    const recovery = options.recoveryKey === undefined ? null : readRecoveryKey(options.recoveryKey);
    if (recovery?.ok === false) return recovery;
    const openers = {
      ...(options.passphrase === undefined ? {} : { passphrase: options.passphrase }),
      ...(recovery === null ? {} : { recoverySecret: recovery.value }),
      ...(options.secrets === undefined ? {} : { secrets: options.secrets }),
    };
    const keys = await openKeys(files, dir, openers);
    if (!keys.ok) {
      if (keys.failure.code === 'LIBRARY_WRONG_KEY') {
        await noteFailedUnlock(files, dir, { clock, by: openerKind(openers) ?? 'none' });
      }
      return keys;
    }
    const { tenant, file } = keys.value;
    const openedBy = file.kind === 'passphrase' ? file.userId : null;
    return await openWithKeys({ ...options, tenant, openedBy, libraryId: found.value });
  } catch (error) {
    const told = asFileError(error);
    if (told instanceof AxialError) return { ok: false, failure: failureOf(told) };
    throw error;
  }
}

/** The id of the library in the folder, where one is and may be used. */
async function findLibrary({ dir, files }: LibraryBase): Promise<Result<string>> {
  if ((await files.stat(libraryFilePath(dir))) === null) {
    const creation = await creationSettled(files, dir);
    if (creation === 'running') return fail('LIBRARY_BUSY');
  }
  if ((await files.stat(libraryFilePath(dir))) === null) {
    const creation = await creationState(files, dir);
    const lost = creation === 'none' && (await files.stat(databasePath(dir))) !== null;
    if (lost) return fail('LIBRARY_CORRUPT', 'The library does not open: library.json is missing.');
    return fail('LIBRARY_NOT_FOUND');
  }
  const volume = await checkVolume(files, dir);
  if (!volume.ok) return volume;
  const library = await readLibraryFile(files, dir);
  if (!library.ok) return library;
  // In the folder for temporary things, where what a crash leaves is removed.
  const temporary = join(dir, 'tmp');
  await files.makeFolder(temporary);
  const writable = await checkWritable(files, temporary);
  return writable.ok ? succeed(library.value.libraryId) : writable;
}

/** Opens with keys at hand, which it takes over. */
export async function openWithKeys(
  options: LibraryBase & {
    readonly tenant: TenantKeys;
    readonly openedBy: string | null;
    readonly libraryId: string;
  },
): Promise<Result<Library>> {
  const { tenant, dir } = options;
  const opened = openDatabase({
    path: databasePath(dir),
    key: tenant.of('database'),
    create: false,
    migrations: options.migrations ?? migrations,
  });
  if (!opened.ok) {
    tenant.destroy();
    return opened;
  }
  try {
    return succeed(await compose(options, opened.value));
  } catch (error) {
    opened.value.close();
    tenant.destroy();
    throw error;
  }
}

async function compose(options: Parameters<typeof openWithKeys>[0], db: Database): Promise<Library> {
  const { dir, files, clock, tenant, libraryId, openedBy } = options;
  const state = readState(db.read);
  if (state?.libraryId !== libraryId || state.tenantId !== tenant.tenantId) {
    raise('LIBRARY_CORRUPT', 'The library does not open: its database belongs to another library.');
  }
  const restored = await isRestored(files, dir);
  const deviceId = restored ? db.write((tx) => renewDevice(tx, clock)) : state.deviceId;
  if (restored) await markSettled(files, dir);

  const auditKey = Uint8Array.from(tenant.of('audit'));
  const anchorPath = join(dir, 'audit-head.json');
  const anchored = await readAnchor(files, anchorPath, auditKey);
  const audit = openAuditLog({ db, clock, deviceId, key: auditKey, anchored });
  const changes = openChangeLog({ db, clock, deviceId });
  const vault = openVault({
    dir,
    files,
    db,
    tenant,
    clock,
    appendChange: (tx, draft) => changes.append(tx, draft),
  });
  const jobs = openJobs({ db, clock });
  const cost = options.passphraseCost ?? defaultCost;
  const users = openUsers({ dir, files, clock, db, tenant, audit, changes, cost });
  const digestParts = [usersDigest, patientKeysDigest, ...(options.digestParts ?? [])];

  const warnings = checkClock(db, clock, audit);
  await endCreation(files, dir);
  await vault.clean();
  await foldFailedUnlocks({ files, dir, db, audit });
  audit.record({ actor: openedBy, action: 'library.open', resource: null, outcome: 'success' });
  if (restored)
    audit.record({ actor: openedBy, action: 'library.restore', resource: null, outcome: 'success' });
  await writeAnchor(files, anchorPath, db, auditKey);

  const hooks = new Set<() => void>();
  let ending: Promise<void> | null = null;
  const end = async (): Promise<void> => {
    for (const hook of hooks) hook();
    hooks.clear();
    await jobs.close();
    await vault.close();
    // A full or read-only disk must not keep the keys in memory; the anchor is then written at the next opening.
    await writeAnchor(files, anchorPath, db, auditKey).catch(() => undefined);
    db.close();
    tenant.destroy();
    auditKey.fill(0);
  };
  const close = (): Promise<void> => (ending ??= end());

  return {
    id: libraryId,
    tenantId: tenant.tenantId,
    deviceId,
    dir,
    db,
    vault,
    audit,
    changes,
    jobs,
    users,
    warnings,
    openedBy,
    session: (actor = {}) => startSession({ db, users, audit, openedBy }, actor),
    digest: () => db.snapshot((view) => digestOf(digestParts, view)),
    verify: async (how = {}) => {
      const report = await vault.verify(how);
      const { objects, missing, corrupt, orphans } = report;
      audit.record({
        actor: openedBy,
        action: 'library.verify',
        resource: null,
        outcome: missing.length + corrupt.length === 0 ? 'success' : 'failure',
        details: { objects, missing: missing.length, corrupt: corrupt.length, orphans },
      });
      return report;
    },
    backup: (out, how = {}) =>
      writeBackup(
        {
          dir,
          files,
          audit,
          tenant,
          openedBy,
          storedBytes: vault.storedBytes(),
          migrations: options.migrations ?? migrations,
        },
        out,
        how,
      ),
    checkSpace: (neededBytes) => checkSpace(files, dir, neededBytes),
    remember: async (secrets) => {
      if (!secrets.available) return fail('LIBRARY_NO_KEY', secrets.reason ?? undefined);
      const known = (await readKeyFiles(files, dir)).whole.some(
        (file) => file.kind === 'secrets' && file.protection === secrets.kind,
      );
      // A wrapping of another machine stays: the library may lie on a disk that travels.
      if (known && (await openKeys(files, dir, { secrets })).ok) return succeed(undefined);
      const target = { tenant, id: uuidV7(clock.nowMs(), randomBytes(10)), createdMs: clock.nowMs() };
      await writeKeyFile(files, dir, await wrapBySecrets(target, secrets));
      return succeed(undefined);
    },
    onLock: (hook) => {
      hooks.add(hook);
    },
    lock: async () => {
      if (ending === null)
        audit.record({ actor: openedBy, action: 'library.lock', resource: null, outcome: 'success' });
      await close();
    },
    close,
  };
}
