import { join } from 'node:path';
import { failureOf, fail, type Result } from '../domain/failure.ts';
import type { ChangeDraft } from '../domain/change.ts';
import type { Database } from '../database/database.ts';
import type { WritableDb } from '../database/readableDb.ts';
import type { Clock } from '../ports/clock.ts';
import type { Files } from '../ports/files.ts';
import { identityOfStream } from './identity.ts';
import { layoutOf } from './layout.ts';
import { readManifest, type Placed } from './manifest.ts';
import { objectIndexOf } from './objectIndex.ts';
import { openObject } from './objectReader.ts';
import { patientKeysOf } from './patientKeys.ts';
import { removeUnrecorded } from './removeUnrecorded.ts';
import { abandonedFolders, sessionFolder } from './session.ts';
import { spoolStream } from './spool.ts';
import type { TenantKeys } from './tenantKeys.ts';
import type { Identity, ObjectReader, Vault, VaultBatch } from './vault.ts';
import { vaultBatch } from './vaultBatch.ts';
import type { VaultParts } from './vaultParts.ts';
import { verifyVault } from './verifyVault.ts';

/** An open vault, and how it is closed by the library that holds it. */
export interface OpenVault extends Vault {
  /** Removes what dead processes left: temporary files, and objects that they placed and never recorded. */
  clean(): Promise<void>;
  /** Drops open batches, forgets the patients' keys and removes this process's temporary folder. */
  close(): Promise<void>;
}

export function openVault(options: {
  readonly dir: string;
  readonly files: Files;
  readonly db: Database;
  readonly tenant: TenantKeys;
  readonly clock: Clock;
  readonly appendChange: (tx: WritableDb, draft: ChangeDraft) => void;
}): OpenVault {
  const { files, db, clock } = options;
  const layout = layoutOf(options.dir, options.tenant);
  const index = objectIndexOf(layout);
  const patientKeys = patientKeysOf(options);
  const session = sessionFolder(layout.temporary);
  const parts: VaultParts = { files, db, layout, index, patientKeys, session };
  const running = new Set<VaultBatch>();
  let serial = 0;
  const label = (): string => String((serial += 1));

  const open = async (identity: Identity): Promise<Result<ObjectReader>> => {
    try {
      const found = index.find(db.read, identity);
      if (found === null) return fail('NOT_FOUND', undefined, { object: identity });
      return await openObject({
        files,
        path: layout.pathOf(found.shard, found.name),
        identity,
        sizeBytes: found.sizeBytes,
        keyOf: (keyId) => patientKeys.byKeyId(keyId),
      });
    } catch (error) {
      const failure = failureOf(error);
      if (failure.code === 'INTERNAL') throw error;
      return { ok: false, failure };
    }
  };

  return {
    batch: () => {
      const batch = vaultBatch(parts, label());
      running.add(batch);
      return { ...batch, close: () => batch.close().finally(() => running.delete(batch)) };
    },
    open,
    read: async (identity) => {
      const opened = await open(identity);
      if (!opened.ok) return opened;
      try {
        return { ok: true, value: await opened.value.read(0, opened.value.sizeBytes) };
      } catch (error) {
        const failure = failureOf(error);
        if (failure.code === 'INTERNAL') throw error;
        return { ok: false, failure };
      } finally {
        await opened.value.close();
      }
    },
    has: (identity) => index.find(db.read, identity) !== null,
    sizeOf: (identity) => index.find(db.read, identity)?.sizeBytes ?? null,
    spool: (stream) => spoolStream({ files, session, label: label(), stream }),
    purge: (identities, stillUsed) => {
      const gone: Placed[] = [];
      db.write((tx) => {
        for (const identity of identities) {
          const found = index.find(tx, identity);
          if (found === null || stillUsed(tx, identity)) continue;
          index.remove(tx, identity);
          gone.push(found);
        }
      });
      removeUnrecorded(parts, gone);
      return gone.length;
    },
    destroyPatientKeys: (tx, patientId, actor) => patientKeys.destroyOf(tx, patientId, actor),
    storedBytes: () =>
      db.read.get<{ bytes: number }>('SELECT coalesce(sum(size_bytes), 0) AS bytes FROM vault_object')
        ?.bytes ?? 0,
    verify: (how = {}) =>
      verifyVault(parts, {
        ...how,
        check: async (identity) => {
          const opened = await open(identity);
          if (!opened.ok) return opened.failure.code === 'OBJECT_MISSING' ? 'missing' : 'corrupt';
          try {
            const read = await identityOfStream(opened.value.stream());
            return read.identity === identity ? 'sound' : 'corrupt';
          } catch (error) {
            if (failureOf(error).code === 'INTERNAL') throw error;
            return 'corrupt';
          } finally {
            await opened.value.close();
          }
        },
      }),
    removeOrphans: async () => {
      const report = await verifyVault(parts, { check: null });
      return removeUnrecorded(parts, report.orphanFiles);
    },
    clean: async () => {
      for (const folder of await abandonedFolders(files, layout.temporary, clock.nowMs())) {
        for (const { name } of await files.list(folder)) {
          if (name.endsWith('.batch')) removeUnrecorded(parts, await readManifest(files, join(folder, name)));
        }
        await files.removeFolder(folder);
      }
    },
    close: async () => {
      for (const batch of running) await batch.close();
      running.clear();
      patientKeys.forget();
      await files.removeFolder(session);
    },
  };
}
