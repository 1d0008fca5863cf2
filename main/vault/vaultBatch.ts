import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { raise } from '../domain/failure.ts';
import type { WritableDb } from '../database/readableDb.ts';
import { asFileError } from '../ports/fileFailure.ts';
import type { OpenFile } from '../ports/files.ts';
import { makeFolderDurably } from '../ports/writeDurably.ts';
import { chunked } from './chunked.ts';
import { identityBytes, identityOf, identityOfStream } from './identity.ts';
import { writeManifest } from './manifest.ts';
import {
  chunkBytes,
  chunkCipher,
  chunkCount,
  encodeHeader,
  encodings,
  objectKey,
  type ObjectHeader,
} from './objectFormat.ts';
import type { PatientKey } from './patientKeys.ts';
import { release } from './release.ts';
import { removeUnrecorded } from './removeUnrecorded.ts';
import type { Identity, ReplayableSource, StoredObject, VaultBatch } from './vault.ts';
import type { VaultParts } from './vaultParts.ts';

/** Files kept open for their fsync; beyond it the older ones are synced early. */
const maxOpenFiles = 128;

/** Syncs at once: as many as Node has threads for files. One commits the file system's journal for all that wait. */
const parallelSyncs = 4;

interface Written {
  readonly identity: Identity;
  readonly sizeBytes: number;
  readonly key: PatientKey;
  readonly shard: string;
  readonly name: Uint8Array;
  readonly part: string;
  /** Null once it is synced and closed. */
  file: OpenFile | null;
  placed: boolean;
}

/** One batch; `label` is unique in the session. */
export function vaultBatch(parts: VaultParts, label: string): VaultBatch {
  const { files, db, layout, index, patientKeys, session } = parts;
  const puts = new Map<Identity, Promise<StoredObject>>();
  const written: Written[] = [];
  const alreadyHeld = new Set<Identity>();
  const manifest = join(session, `${label}.batch`);
  let folderMade: Promise<void> | null = null;
  let serial = 0;
  let closed = false;

  const contentSync = async (): Promise<void> => {
    const due = written.filter((object) => object.file !== null).values();
    const worker = async (): Promise<void> => {
      for (const object of due) {
        const { file } = object;
        if (file === null) continue;
        object.file = null;
        try {
          await file.sync();
        } finally {
          await file.close();
        }
      }
    };
    const done = await Promise.allSettled(Array.from({ length: parallelSyncs }, worker));
    for (const one of done) if (one.status === 'rejected') throw one.reason;
  };

  /** Writes the object unless it is here already; `chunks` gives its plain bytes in 1 MiB pieces. */
  const store = async (
    object: { readonly identity: Identity; readonly sizeBytes: number; readonly patientId: string },
    write: (file: OpenFile, key: PatientKey) => Promise<void>,
  ): Promise<StoredObject> => {
    const { identity, sizeBytes, patientId } = object;
    const held = index.find(db.read, identity);
    // A row whose file is gone is written again: importing once more repairs the library.
    if (held !== null && (await files.stat(layout.pathOf(held.shard, held.name))) !== null) {
      alreadyHeld.add(identity);
      return { identity, sizeBytes, isNew: false };
    }
    const key = await patientKeys.forPatient(held === null ? patientId : held.patientId);
    serial += 1;
    const part = join(session, `${label}-${serial}.part`);
    await (folderMade ??= files.makeFolder(session));
    if (closed) raise('CANCELLED');
    const file = await files.open(part, 'create');
    const entry: Written = {
      identity,
      sizeBytes,
      key,
      shard: layout.shardOf(key.patientId),
      name: layout.nameOf(identity),
      part,
      file,
      placed: false,
    };
    try {
      await write(file, key);
    } catch (error) {
      await file.close();
      await files.remove(part).catch(() => undefined);
      throw error;
    }
    written.push(entry);
    if (written.filter((other) => other.file !== null).length > maxOpenFiles) await contentSync();
    return { identity, sizeBytes, isNew: held === null };
  };

  /** One write an identity, whoever asks how often; a failed one may be tried again. */
  const once = (identity: Identity, work: () => Promise<StoredObject>): Promise<StoredObject> => {
    if (closed) throw new TypeError('the batch was closed');
    const running = puts.get(identity);
    if (running !== undefined) return running.then((stored) => ({ ...stored, isNew: false }));
    const started = work().catch((error: unknown) => {
      puts.delete(identity);
      throw asFileError(error);
    });
    puts.set(identity, started);
    return started;
  };

  const place = async (): Promise<void> => {
    await contentSync();
    const due = written.filter((object) => !object.placed);
    if (due.length === 0) return;
    await writeManifest(files, manifest, written);
    const folders = new Set(due.map((object) => join(layout.objects, object.shard)));
    for (const folder of folders) await makeFolderDurably(files, folder);
    await Promise.all(
      due.map(async (object) => {
        await files.rename(object.part, layout.pathOf(object.shard, object.name));
        object.placed = true;
      }),
    );
    await Promise.all([...folders].map((folder) => files.syncFolder(folder)));
  };

  return {
    put: async ({ patientId, bytes }) => {
      const identity = identityOf(bytes);
      return once(identity, () =>
        store({ identity, sizeBytes: bytes.length, patientId }, (file, key) =>
          writeBytes(file, key, identity, bytes),
        ),
      );
    },
    putSource: async ({ patientId, source }) => {
      const { identity, sizeBytes } = await identityOfStream(source.open());
      return once(identity, () =>
        store({ identity, sizeBytes, patientId }, (file, key) =>
          writeStream(file, key, { identity, sizeBytes, source }),
        ),
      );
    },
    sync: async () => {
      await Promise.allSettled(puts.values());
      await place().catch((error: unknown) => {
        throw asFileError(error);
      });
    },
    record: (tx: WritableDb) => {
      for (const identity of alreadyHeld) {
        if (index.find(tx, identity) === null) raise('CONFLICT', undefined, { object: identity });
      }
      for (const object of written) {
        if (!object.placed) throw new TypeError('sync() the batch before recording it');
        // Whoever removes a file does so inside a write transaction: what is here now stays until this one commits.
        const stat = files.statSync(layout.pathOf(object.shard, object.name));
        if (stat === null) raise('CONFLICT', undefined, { object: object.identity });
        index.add(tx, { identity: object.identity, keyRow: object.key.row, sizeBytes: object.sizeBytes });
      }
    },
    close: async () => {
      if (closed) return;
      closed = true;
      await Promise.allSettled(puts.values());
      for (const object of written) {
        await object.file?.close();
        if (!object.placed) await files.remove(object.part).catch(() => undefined);
      }
      const placed = written.filter((object) => object.placed);
      if (placed.length === 0) return;
      removeUnrecorded(parts, placed);
      await files.remove(manifest).catch(() => undefined);
    },
  };
}

function headerFor(key: PatientKey, plainBytes: number): ObjectHeader {
  return { keyId: key.keyId, encoding: encodings.asIs, plainBytes };
}

async function writeBytes(
  file: OpenFile,
  key: PatientKey,
  identity: Identity,
  bytes: Uint8Array,
): Promise<void> {
  const header = headerFor(key, bytes.length);
  const secret = objectKey(key.secret, identityBytes(identity));
  const cipher = chunkCipher(secret, header);
  let pieces: Uint8Array[] = [encodeHeader(header)];
  for (let index = 0; index < chunkCount(bytes.length); index += 1) {
    pieces.push(...cipher.sealChunk(index, bytes.subarray(index * chunkBytes, (index + 1) * chunkBytes)));
    // Written a few chunks at a time: one system call for what is small, bounded memory for what is not.
    if (index % 4 === 3) {
      await file.write(pieces);
      release(pieces);
      pieces = [];
    }
  }
  await file.write(pieces);
  release(pieces);
  secret.fill(0);
}

async function writeStream(
  file: OpenFile,
  key: PatientKey,
  object: { readonly identity: Identity; readonly sizeBytes: number; readonly source: ReplayableSource },
): Promise<void> {
  const header = headerFor(key, object.sizeBytes);
  const secret = objectKey(key.secret, identityBytes(object.identity));
  const cipher = chunkCipher(secret, header);
  const hash = createHash('sha256');
  await file.write([encodeHeader(header)]);
  const lastIndex = chunkCount(object.sizeBytes) - 1;
  let seen = 0;
  for await (const { index, plain, last } of chunked(object.source.open())) {
    // Checked before each write: another content under this key would reuse its nonces.
    seen += plain.length;
    if (last !== (index === lastIndex) || seen > object.sizeBytes) changedMeanwhile();
    hash.update(plain);
    const pieces = cipher.sealChunk(index, plain);
    await file.write(pieces);
    release(pieces);
  }
  secret.fill(0);
  if (hash.digest('hex') !== object.identity) changedMeanwhile();
}

function changedMeanwhile(): never {
  raise('FILE_UNREADABLE', 'The file changed while it was read. Import it again.');
}
