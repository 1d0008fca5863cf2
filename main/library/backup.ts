import { createHash, type Hash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import type { AuditLog } from '../audit/auditLog.ts';
import { hotCopy } from '../database/hotCopy.ts';
import { openDatabase } from '../database/openDatabase.ts';
import { AxialError, fail, failureOf, raise, succeed, type Result } from '../domain/failure.ts';
import { canonicalJson } from '../domain/json.ts';
import { asFileError } from '../ports/fileFailure.ts';
import type { Files, OpenFile } from '../ports/files.ts';
import { layoutOf } from '../vault/layout.ts';
import { objectIndexOf } from '../vault/objectIndex.ts';
import { sessionFolder } from '../vault/session.ts';
import type { TenantKeys } from '../vault/tenantKeys.ts';
import type { Migration } from '../database/migration.ts';
import { checkSpace } from './checkFolder.ts';
import { databasePath } from './databasePath.ts';
import { encodeTarHeader, tarEnd, tarPadding } from './tar.ts';

const pieceBytes = 1 << 20;

/** The name of a backup's last entry: what the file must hash to, so that a cut off backup is not taken for a whole one. */
export const backupManifestName = 'manifest.json';

export interface BackupReport {
  readonly objects: number;
  /** Objects that the library lists and does not have: they are missing in the backup as they are here. */
  readonly missing: number;
  readonly bytes: number;
}

/**
 * Writes `library.json`, `keys/`, a copy of the database of one moment and the objects as they lie into one tar. Nothing
 * is decrypted; what opens the library opens the backup. It is put in place whole or not at all.
 */
export async function writeBackup(
  parts: {
    readonly dir: string;
    readonly files: Files;
    readonly audit: AuditLog;
    readonly tenant: TenantKeys;
    readonly openedBy: string | null;
    readonly storedBytes: number;
    readonly migrations: readonly Migration[];
  },
  out: string,
  options: {
    readonly signal?: AbortSignal;
    readonly onProgress?: (doneBytes: number, totalBytes: number) => void;
  },
): Promise<Result<BackupReport>> {
  const { dir, files, audit } = parts;
  const part = `${out}.part`;
  const scratch = sessionFolder(join(dir, 'tmp'));
  let outcome: Result<BackupReport>;
  try {
    if ((await files.stat(out)) !== null) return fail('INVALID_INPUT', 'There is a file of that name.');
    const room = await checkSpace(files, dirname(out), parts.storedBytes);
    if (!room.ok) return room;
    await files.removeFolder(part);
    outcome = succeed(await write(parts, { part, scratch, ...options }));
    await files.rename(part, out);
    await files.syncFolder(dirname(out));
  } catch (error) {
    await files.removeFolder(part).catch(() => undefined);
    const told = asFileError(error);
    if (!(told instanceof AxialError)) throw error;
    outcome = { ok: false, failure: failureOf(told) };
  } finally {
    await files.removeFolder(scratch).catch(() => undefined);
  }
  audit.record({
    actor: parts.openedBy,
    action: 'library.backup',
    resource: null,
    outcome: outcome.ok ? 'success' : 'failure',
    details: outcome.ok ? { ...outcome.value } : { code: outcome.failure.code },
  });
  return outcome;
}

async function write(
  parts: Parameters<typeof writeBackup>[0],
  how: {
    readonly part: string;
    readonly scratch: string;
    readonly signal?: AbortSignal;
    readonly onProgress?: (doneBytes: number, totalBytes: number) => void;
  },
): Promise<BackupReport> {
  const { dir, files, tenant } = parts;
  const { scratch } = how;
  await files.makeFolder(scratch);
  const copyPath = join(scratch, 'library.db');
  await hotCopy({ path: databasePath(dir), key: tenant.of('database'), files, to: copyPath });
  const opened = openDatabase({
    path: copyPath,
    key: tenant.of('database'),
    create: false,
    migrations: parts.migrations,
  });
  if (!opened.ok) raise(opened.failure.code, opened.failure.message);
  const copy = opened.value;
  const file = await files.open(how.part, 'create');
  try {
    const tar = tarWriter(files, file, (doneBytes) => {
      if (how.signal?.aborted === true) raise('CANCELLED');
      how.onProgress?.(doneBytes, Math.max(doneBytes, parts.storedBytes));
    });
    await tar.add('library.json', join(dir, 'library.json'));
    for (const { name } of await files.list(join(dir, 'keys'))) {
      if (name.endsWith('.json')) await tar.add(`keys/${name}`, join(dir, 'keys', name));
    }
    let objects = 0;
    let missing = 0;
    const layout = layoutOf(dir, tenant);
    for (const page of objectIndexOf(layout).pages(copy.read)) {
      for (const { shard, name } of page) {
        const path = layout.pathOf(shard, name);
        if (await tar.add(`objects/${shard}/${basename(path)}`, path)) objects += 1;
        else missing += 1;
      }
    }
    copy.close();
    await tar.add('library.db', copyPath);
    const bytes = await tar.finish();
    await file.sync();
    return { objects, missing, bytes };
  } finally {
    copy.close();
    await file.close();
  }
}

interface TarWriter {
  /** Adds a file; false where it is not there. */
  add(name: string, path: string): Promise<boolean>;
  /** Writes the manifest and the end; returns the size of the whole. */
  finish(): Promise<number>;
}

function tarWriter(files: Files, out: OpenFile, onBytes: (doneBytes: number) => void): TarWriter {
  const hash: Hash = createHash('sha256');
  let bytes = 0;
  let entries = 0;
  const put = async (piece: Uint8Array): Promise<void> => {
    hash.update(piece);
    await out.write([piece]);
    bytes += piece.length;
    onBytes(bytes);
  };
  return {
    add: async (name, path) => {
      const stat = await files.stat(path);
      if (stat?.kind !== 'file') return false;
      const source = await files.open(path, 'read');
      try {
        const size = await source.size();
        await put(encodeTarHeader(name, size));
        for (let at = 0; at < size; at += pieceBytes) {
          const piece = Buffer.allocUnsafe(Math.min(pieceBytes, size - at));
          const count = await source.read(piece, at);
          if (count < piece.length) raise('DISK_ERROR', 'A file became shorter while it was copied.');
          await put(piece);
        }
        await put(tarPadding(size));
      } finally {
        await source.close();
      }
      entries += 1;
      return true;
    },
    finish: async () => {
      const manifest = Buffer.from(
        `${canonicalJson({ format: 'axial-backup', version: 1, entries, sha256: hash.copy().digest('hex') })}\n`,
      );
      await put(encodeTarHeader(backupManifestName, manifest.length));
      await put(manifest);
      await put(tarPadding(manifest.length));
      await put(tarEnd());
      return bytes;
    },
  };
}
