import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AxialError, unwrap } from '../domain/failure.ts';
import type { Library } from '../library/library.ts';
import { temporaryFolder, testLibrary } from '../library/testLibrary.ts';
import { faultyFiles } from '../ports/faultyFiles.ts';
import { nodeFiles } from '../ports/nodeFiles.ts';
import { identityOf } from './identity.ts';
import type { Identity, ReplayableSource } from './vault.ts';

const patientId = '6f1c1f0a-52d3-5a7e-8a3e-0d9a4d1f7c55';
const otherPatient = '7a0c1f0a-52d3-5a7e-8a3e-0d9a4d1f7c99';

async function store(
  library: Library,
  contents: readonly Uint8Array[],
  patient = patientId,
): Promise<Identity[]> {
  const batch = library.vault.batch();
  const stored = await Promise.all(contents.map((bytes) => batch.put({ patientId: patient, bytes })));
  await batch.sync();
  library.db.write((tx) => batch.record(tx));
  await batch.close();
  return stored.map(({ identity }) => identity);
}

function sourceOf(bytes: Uint8Array, pieceBytes: number): ReplayableSource {
  return {
    sizeBytes: bytes.length,
    open: async function* pieces() {
      for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
      await Promise.resolve();
    },
  };
}

function objectFiles(dir: string): string[] {
  const objects = join(dir, 'objects');
  return readdirSync(objects).flatMap((shard) =>
    readdirSync(join(objects, shard)).map((name) => join(objects, shard, name)),
  );
}

const codeOf = (error: unknown): string => (error instanceof AxialError ? error.failure.code : String(error));

describe('the vault', () => {
  test('gives back any range of what was put, from bytes and from a stream', async () => {
    const library = await testLibrary();
    const bytes = randomBytes(2 * 1024 * 1024 + 12_345);
    const streamed = randomBytes(3 * 1024 * 1024);
    const batch = library.vault.batch();
    const put = await batch.put({ patientId, bytes });
    const putSource = await batch.putSource({ patientId, source: sourceOf(streamed, 70_001) });
    await batch.sync();
    library.db.write((tx) => batch.record(tx));
    await batch.close();
    expect(put).toEqual({ identity: identityOf(bytes), sizeBytes: bytes.length, isNew: true });
    for (const [identity, plain] of [
      [put.identity, bytes],
      [putSource.identity, streamed],
    ] as const) {
      const reader = unwrap(await library.vault.open(identity));
      await fc.assert(
        fc.asyncProperty(fc.nat(plain.length), fc.nat(plain.length), async (a, b) => {
          const [from, to] = a < b ? [a, b] : [b, a];
          const read = await reader.read(from, to - from);
          return Buffer.from(read).equals(plain.subarray(from, to));
        }),
        { numRuns: 30 },
      );
      await expect(reader.read(plain.length, 1)).rejects.toThrow(RangeError);
      const pieces: Uint8Array[] = [];
      for await (const piece of reader.stream()) pieces.push(piece);
      expect(Buffer.concat(pieces).equals(plain)).toBe(true);
      await reader.close();
    }
    await library.close();
  });

  test('stores equal bytes once, within a batch and later', async () => {
    const library = await testLibrary();
    const bytes = randomBytes(1000);
    const batch = library.vault.batch();
    const puts = await Promise.all([batch.put({ patientId, bytes }), batch.put({ patientId, bytes })]);
    expect(puts.map(({ isNew }) => isNew)).toEqual([true, false]);
    await batch.sync();
    library.db.write((tx) => batch.record(tx));
    await batch.close();
    const later = library.vault.batch();
    expect(await later.put({ patientId, bytes })).toMatchObject({ isNew: false });
    await later.close();
    expect(objectFiles(library.dir)).toHaveLength(1);
    await library.close();
  });

  test('keeps nothing of a batch that is dropped', async () => {
    const library = await testLibrary();
    const batch = library.vault.batch();
    const { identity } = await batch.put({ patientId, bytes: randomBytes(1000) });
    await batch.sync();
    expect(objectFiles(library.dir)).toHaveLength(1);
    // In flight in this process: not an orphan.
    expect(await library.verify()).toMatchObject({ objects: 0, orphans: 0 });
    await batch.close();
    expect(library.vault.has(identity)).toBe(false);
    expect(objectFiles(library.dir)).toHaveLength(0);
    await library.close();
    expect(readdirSync(join(library.dir, 'tmp'))).toEqual([]);
  });

  test('does not let a batch be recorded before it is synced', async () => {
    const library = await testLibrary();
    const batch = library.vault.batch();
    await batch.put({ patientId, bytes: randomBytes(10) });
    expect(() => library.db.write((tx) => batch.record(tx))).toThrow(/sync/);
    await batch.close();
    await library.close();
  });

  test('finds what is missing, changed, shortened and left over', async () => {
    const library = await testLibrary();
    await store(
      library,
      Array.from({ length: 5 }, () => randomBytes(2000)),
    );
    const [gone, changed, shorter] = objectFiles(library.dir);
    rmSync(gone ?? '');
    const bytes = readFileSync(changed ?? '');
    bytes[500] = (bytes[500] ?? 0) ^ 1;
    writeFileSync(changed ?? '', bytes);
    writeFileSync(shorter ?? '', readFileSync(shorter ?? '').subarray(0, 100));
    mkdirSync(join(library.dir, 'objects', 'abc'));
    writeFileSync(join(library.dir, 'objects', 'abc', 'f'.repeat(64)), 'x');
    writeFileSync(join(library.dir, 'objects', 'abc', 'stranger'), 'x');
    const report = await library.verify();
    expect(report).toMatchObject({ objects: 5, orphans: 2 });
    expect(report.missing).toHaveLength(1);
    expect(report.corrupt).toHaveLength(2);
    expect(await library.vault.read(report.missing[0] as Identity)).toMatchObject({
      failure: { code: 'OBJECT_MISSING' },
    });
    expect(await library.vault.read(report.corrupt[0] as Identity)).toMatchObject({
      failure: { code: 'OBJECT_CORRUPT' },
    });
    expect(await library.vault.removeOrphans()).toBe(1);
    await library.close();
  });

  test('is repaired by putting a missing object again', async () => {
    const library = await testLibrary();
    const bytes = randomBytes(5000);
    const [identity] = await store(library, [bytes]);
    rmSync(objectFiles(library.dir)[0] ?? '');
    await store(library, [bytes]);
    expect(Buffer.from(unwrap(await library.vault.read(identity as Identity))).equals(bytes)).toBe(true);
    await library.close();
  });

  test('purges what nothing refers to, and only that', async () => {
    const library = await testLibrary();
    const identities = await store(library, [randomBytes(10), randomBytes(20)]);
    expect(library.vault.purge(identities, (_, identity) => identity === identities[0])).toBe(1);
    expect(identities.map((identity) => library.vault.has(identity))).toEqual([true, false]);
    expect(objectFiles(library.dir)).toHaveLength(1);
    await library.close();
  });

  test('refuses to record an object that was purged after it was found held', async () => {
    const library = await testLibrary();
    const bytes = randomBytes(100);
    const identities = await store(library, [bytes]);
    const batch = library.vault.batch();
    await batch.put({ patientId, bytes });
    await batch.sync();
    library.vault.purge(identities, () => false);
    expect(() => library.db.write((tx) => batch.record(tx))).toThrow(/changed meanwhile/);
    await batch.close();
    await library.close();
  });

  test('makes a patient unreadable by destroying the keys, and no one else', async () => {
    const library = await testLibrary();
    const [mine] = await store(library, [randomBytes(100)]);
    const [other] = await store(library, [randomBytes(100)], otherPatient);
    library.db.write((tx) => library.vault.destroyPatientKeys(tx, patientId, null));
    expect(await library.vault.read(mine as Identity)).toMatchObject({ ok: false });
    expect(await library.vault.read(other as Identity)).toMatchObject({ ok: true });
    expect(library.changes.vectorOf({ kind: 'patient-keys', id: patientId })).not.toEqual({});
    await library.close();
  });

  test('spools a stream that comes once, under a key that is nowhere', async () => {
    const library = await testLibrary();
    const text = Buffer.from('Nobody^Nowhere '.repeat(200_000));
    const spool = await library.vault.spool(sourceOf(text, 99_999).open());
    expect(spool).toMatchObject({ identity: identityOf(text), sizeBytes: text.length });
    expect(Buffer.from(await spool.read(1_048_570, 20)).equals(text.subarray(1_048_570, 1_048_590))).toBe(
      true,
    );
    const temporary = join(library.dir, 'tmp');
    const [session] = readdirSync(temporary);
    const [file] = readdirSync(join(temporary, session ?? ''));
    expect(readFileSync(join(temporary, session ?? '', file ?? '')).includes('Nobody')).toBe(false);
    const batch = library.vault.batch();
    const stored = await batch.putSource({ patientId, source: spool });
    await spool.close();
    await batch.sync();
    library.db.write((tx) => batch.record(tx));
    await batch.close();
    expect(Buffer.from(unwrap(await library.vault.read(stored.identity))).equals(text)).toBe(true);
    await library.close();
  });

  test('refuses a source that is another at the second reading', async () => {
    const library = await testLibrary();
    for (const second of [randomBytes(5000), randomBytes(4999), randomBytes(5001)]) {
      const readings = [randomBytes(5000), second];
      const source = {
        sizeBytes: 5000,
        open: () => sourceOf(readings.shift() ?? Buffer.alloc(0), 512).open(),
      };
      const batch = library.vault.batch();
      await expect(batch.putSource({ patientId, source })).rejects.toMatchObject({
        failure: { code: 'FILE_UNREADABLE' },
      });
      await batch.close();
    }
    expect(objectFiles(library.dir)).toHaveLength(0);
    await library.close();
  });
});

describe('a disk that fails', () => {
  test.each([
    ['open', 'ENOSPC', 'DISK_FULL'],
    ['write', 'ENOSPC', 'DISK_FULL'],
    ['write', 'EDQUOT', 'DISK_FULL'],
    ['open', 'EROFS', 'LIBRARY_READ_ONLY'],
    ['write', 'EIO', 'DISK_ERROR'],
    ['sync', 'EIO', 'DISK_ERROR'],
    ['rename', 'EROFS', 'LIBRARY_READ_ONLY'],
    ['syncFolder', 'EIO', 'DISK_ERROR'],
    ['makeFolder', 'ENOSPC', 'DISK_FULL'],
  ] as const)(
    'at %s with %s says %s, loses nothing, and goes on when it is mended',
    async (operation, code, expected) => {
      const shadow = temporaryFolder();
      const files = faultyFiles({ shadow, random: Math.random });
      const library = await testLibrary({ files });
      const [kept] = await store(library, [randomBytes(3000)]);
      files.failFrom({ operation, count: 1, code });
      const contents = [randomBytes(3000), randomBytes(2_500_000)];
      const failed = await store(library, contents, otherPatient).catch(codeOf);
      expect(failed).toBe(expected);
      files.heal();
      expect(await library.verify()).toMatchObject({ objects: 1, missing: [], corrupt: [] });
      expect(library.vault.has(kept as Identity)).toBe(true);
      await store(library, contents, otherPatient);
      expect(await library.verify()).toMatchObject({ objects: 3, missing: [], corrupt: [], orphans: 0 });
      await library.close();
    },
  );
});

test('a library folder holds no clear byte run of an object', async () => {
  const library = await testLibrary();
  const marker = Buffer.from('PIXELS-OF-SOMEONE'.repeat(100));
  await store(library, [Buffer.concat([marker, randomBytes(100)])]);
  for (const path of objectFiles(library.dir)) expect(readFileSync(path).includes('PIXELS')).toBe(false);
  expect((await nodeFiles.stat(library.dir))?.kind).toBe('folder');
  await library.close();
});
