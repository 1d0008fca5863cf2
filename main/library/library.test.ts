import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { unwrap } from '../domain/failure.ts';
import { migrations } from '../database/migrations.ts';
import { fakeClock } from '../ports/clock.ts';
import { faultyFiles } from '../ports/faultyFiles.ts';
import { processMark } from '../ports/liveness.ts';
import { nodeFiles } from '../ports/nodeFiles.ts';
import type { Secrets } from '../ports/secrets.ts';
import { createLibrary } from './createLibrary.ts';
import { openLibrary } from './openLibrary.ts';
import { fastCost, temporaryFolder } from './testLibrary.ts';

const patientId = '6f1c1f0a-52d3-5a7e-8a3e-0d9a4d1f7c55';
const base = (dir: string, clock = fakeClock()) => ({
  dir,
  files: nodeFiles,
  clock,
  passphraseCost: fastCost,
});
const user = { name: 'Ada', passphrase: 'open sesame' };

describe('a library', () => {
  test('is made, used, closed, and opened again by its passphrase', async () => {
    const dir = temporaryFolder();
    const made = unwrap(await createLibrary({ ...base(dir), user }));
    const bytes = randomBytes(3_000_000);
    const batch = made.library.vault.batch();
    const stored = await batch.put({ patientId, bytes });
    await batch.sync();
    made.library.db.write((tx) => batch.record(tx));
    await batch.close();
    await made.library.close();

    const opened = unwrap(await openLibrary({ ...base(dir), passphrase: user.passphrase }));
    expect(opened.id).toBe(made.library.id);
    expect(Buffer.from(unwrap(await opened.vault.read(stored.identity))).equals(bytes)).toBe(true);
    expect(await opened.verify()).toMatchObject({ objects: 1, missing: [], corrupt: [], orphans: 0 });
    expect(opened.audit.verify().firstBroken).toBeNull();
    const session = unwrap(await opened.session());
    expect(session.user.name).toBe('Ada');
    expect(session.require('sign').ok).toBe(true);
    await opened.close();
  });

  test('opens by its recovery key, however that is typed', async () => {
    const dir = temporaryFolder();
    const made = unwrap(await createLibrary({ ...base(dir), user }));
    await made.library.close();
    const typed = made.recoveryKey
      .toLowerCase()
      .replaceAll('-', ' ')
      .replaceAll('0', 'o')
      .replaceAll('1', 'l');
    const opened = unwrap(await openLibrary({ ...base(dir), recoveryKey: typed }));
    expect(opened.openedBy).toBeNull();
    await opened.close();
    const last = made.recoveryKey.at(-1) === 'A' ? 'B' : 'A';
    const mistyped = await openLibrary({ ...base(dir), recoveryKey: made.recoveryKey.slice(0, -1) + last });
    expect(mistyped).toMatchObject({ ok: false, failure: { code: 'RECOVERY_KEY_INVALID' } });
  });

  test('opens by the keyring once that is remembered', async () => {
    const dir = temporaryFolder();
    const made = unwrap(await createLibrary({ ...base(dir), user }));
    const secrets = invertingSecrets();
    unwrap(await made.library.remember(secrets));
    await made.library.close();
    const opened = unwrap(await openLibrary({ ...base(dir), secrets }));
    expect(opened.openedBy).toBeNull();
    expect(unwrap(await opened.session()).user.name).toBe('Ada');
    await opened.close();
    expect(await openLibrary(base(dir))).toMatchObject({ failure: { code: 'LIBRARY_NO_KEY' } });
  });

  test('refuses a wrong passphrase and writes the attempt into the audit log of the next opening', async () => {
    const dir = temporaryFolder();
    const made = unwrap(await createLibrary({ ...base(dir), user }));
    await made.library.close();
    for (let n = 0; n < 2; n += 1) {
      const refused = await openLibrary({ ...base(dir), passphrase: 'wrong' });
      expect(refused).toMatchObject({ ok: false, failure: { code: 'LIBRARY_WRONG_KEY' } });
    }
    const opened = unwrap(await openLibrary({ ...base(dir), passphrase: user.passphrase }));
    const failed = opened.audit
      .list({ limit: 100 })
      .filter(({ action }) => action === 'library.unlock-failed');
    expect(failed).toHaveLength(2);
    expect(failed[0]?.details).toMatchObject({ by: 'passphrase' });
    expect(opened.audit.verify().firstBroken).toBeNull();
    await opened.close();
  });

  test('tells damage from a wrong passphrase, and is never made anew over what does not open', async () => {
    const dir = temporaryFolder();
    const made = unwrap(await createLibrary({ ...base(dir), user }));
    await made.library.close();
    const path = join(dir, 'library.db');
    const whole = readFileSync(path);
    for (const damaged of [Buffer.alloc(0), whole.subarray(0, 100), flipped(whole, 40)]) {
      writeFileSync(path, damaged);
      const opened = await openLibrary({ ...base(dir), passphrase: user.passphrase });
      expect(opened).toMatchObject({ ok: false, failure: { code: 'LIBRARY_CORRUPT' } });
      expect(readFileSync(path).equals(damaged)).toBe(true);
    }
    expect(await createLibrary({ ...base(dir), user })).toMatchObject({
      failure: { code: 'LIBRARY_FOLDER_NOT_EMPTY' },
    });
    writeFileSync(path, whole);
    await unwrap(await openLibrary({ ...base(dir), passphrase: user.passphrase })).close();
  });

  test('is not made in a folder that holds other files', async () => {
    const dir = temporaryFolder();
    writeFileSync(join(dir, 'holiday.jpg'), 'x');
    expect(await createLibrary({ ...base(dir), user })).toMatchObject({
      failure: { code: 'LIBRARY_FOLDER_NOT_EMPTY' },
    });
    expect(await openLibrary({ ...base(dir), passphrase: 'x' })).toMatchObject({
      failure: { code: 'LIBRARY_NOT_FOUND' },
    });
  });

  test('that two make at once is made by one, and the other opens it', async () => {
    const dir = temporaryFolder();
    const made = await Promise.all([
      createLibrary({ ...base(dir), user }),
      createLibrary({ ...base(dir), user }),
    ]);
    const codes = made.map((result) => (result.ok ? 'made' : result.failure.code));
    expect(codes.toSorted()).toEqual(['LIBRARY_BUSY', 'made']);
    await unwrap(await openLibrary({ ...base(dir), passphrase: user.passphrase })).close();
    for (const result of made) if (result.ok) await result.value.library.close();
  });

  test('whose maker died right after it was whole is never cleared away', async () => {
    const dir = temporaryFolder();
    await unwrap(await createLibrary({ ...base(dir), user })).library.close();
    const marker = join(dir, 'library.creating');
    const dead = processMark().split('-').with(1, '00000000').join('-');
    writeFileSync(marker, `${dead}\n`);
    expect(await createLibrary({ ...base(dir), user })).toMatchObject({
      failure: { code: 'LIBRARY_FOLDER_NOT_EMPTY' },
    });
    await unwrap(await openLibrary({ ...base(dir), passphrase: user.passphrase })).close();
    expect(existsSync(marker)).toBe(false);
  });

  test('being made is waited for', async () => {
    const dir = temporaryFolder();
    const making = createLibrary({ ...base(dir), user });
    while (!readdirSync(dir).includes('library.creating')) await new Promise(setImmediate);
    const opened = unwrap(await openLibrary({ ...base(dir), passphrase: user.passphrase }));
    const { library } = unwrap(await making);
    expect(opened.id).toBe(library.id);
    await Promise.all([opened.close(), library.close()]);
  });

  test('refuses network shares and FAT', async () => {
    const dir = temporaryFolder();
    const on = (kind: 'network' | 'unsafe', name: string) => ({
      ...base(dir),
      files: { ...nodeFiles, volumeKind: () => Promise.resolve({ kind, name }) },
    });
    expect(await createLibrary({ ...on('network', 'nfs4'), user })).toMatchObject({
      failure: { code: 'LIBRARY_NETWORK_FOLDER', details: { fileSystem: 'nfs4' } },
    });
    expect(await createLibrary({ ...on('unsafe', 'vfat'), user })).toMatchObject({
      failure: { code: 'LIBRARY_UNSAFE_FILESYSTEM' },
    });
  });

  test('that cannot be written to says so and opens again when it can', async () => {
    const dir = temporaryFolder();
    await unwrap(await createLibrary({ ...base(dir), user })).library.close();
    for (const [code, expected] of [
      ['EROFS', 'LIBRARY_READ_ONLY'],
      ['EACCES', 'LIBRARY_READ_ONLY'],
      ['ENOSPC', 'DISK_FULL'],
      ['EIO', 'DISK_ERROR'],
    ] as const) {
      const files = faultyFiles({ shadow: `${dir}.shadow`, random: Math.random });
      files.failFrom({ operation: 'open', count: 1, code });
      const options = { ...base(dir), files, passphrase: user.passphrase };
      expect(await openLibrary(options)).toMatchObject({ failure: { code: expected } });
      expect(await createLibrary({ ...options, dir: temporaryFolder(), user })).toMatchObject({
        failure: { code: expected },
      });
    }
    await unwrap(await openLibrary({ ...base(dir), passphrase: user.passphrase })).close();
  });

  test('written by a later program is refused, and no file of it changes', async () => {
    const dir = temporaryFolder();
    const later = { number: migrations.length + 1, name: 'later', sql: 'CREATE TABLE later (x TEXT)' };
    const options = { ...base(dir), migrations: [...migrations, later] };
    await unwrap(await createLibrary({ ...options, user })).library.close();
    const before = contentsOf(dir);
    expect(await openLibrary({ ...base(dir), passphrase: user.passphrase })).toMatchObject({
      failure: { code: 'LIBRARY_NEWER' },
    });
    expect(contentsOf(dir)).toEqual(before);
  });

  test('says before the work that the disk is nearly full', async () => {
    const dir = temporaryFolder();
    const space = () => Promise.resolve({ freeBytes: 600 * 1024 * 1024, totalBytes: 1e12 });
    const files = { ...nodeFiles, space };
    const { library } = unwrap(await createLibrary({ ...base(dir), files, user }));
    expect(await library.checkSpace(10 * 1024 * 1024)).toMatchObject({ ok: true });
    expect(await library.checkSpace(100 * 1024 * 1024)).toMatchObject({
      failure: { code: 'DISK_NEARLY_FULL' },
    });
    await library.close();
  });

  test('tells that the clock is behind and opens all the same', async () => {
    const dir = temporaryFolder();
    const clock = fakeClock();
    await unwrap(await createLibrary({ ...base(dir, clock), user })).library.close();
    clock.set(clock.nowMs() - 3_600_000);
    const opened = unwrap(await openLibrary({ ...base(dir, clock), passphrase: user.passphrase }));
    expect(opened.warnings).toMatchObject([{ code: 'CLOCK_BEHIND', details: { behindMs: 3_600_000 } }]);
    await opened.close();
  });

  test('answers LIBRARY_LOCKED to everything once it is locked', async () => {
    const dir = temporaryFolder();
    const { library } = unwrap(await createLibrary({ ...base(dir), user }));
    let dropped = false;
    library.onLock(() => (dropped = true));
    await library.lock();
    expect(dropped).toBe(true);
    expect(() => library.db.read.all('SELECT 1')).toThrow(/locked/);
    expect(() => library.audit.list({ limit: 1 })).toThrow(/locked/);
  });

  test('gives equal digests for equal state, whoever opened it how often', async () => {
    const dir = temporaryFolder();
    const { library } = unwrap(await createLibrary({ ...base(dir), user }));
    const before = library.digest();
    await library.close();
    const again = unwrap(await openLibrary({ ...base(dir), passphrase: user.passphrase }));
    expect(again.digest()).toBe(before);
    unwrap(await again.users.add({ name: 'Bob', role: 'reader', passphrase: 'bob', actor: again.openedBy }));
    expect(again.digest()).not.toBe(before);
    await again.close();
  });
});

describe('users', () => {
  test('open the library each with a passphrase of their own, change it, and sign', async () => {
    const dir = temporaryFolder();
    const { library } = unwrap(await createLibrary({ ...base(dir), user }));
    const bob = unwrap(
      await library.users.add({ name: 'Bob', role: 'reader', passphrase: 'bob', actor: null }),
    );
    expect(
      await library.users.add({ name: 'Bob', role: 'reader', passphrase: 'x', actor: null }),
    ).toMatchObject({
      failure: { code: 'CONFLICT' },
    });
    expect(await library.session({ name: 'Bob' })).toMatchObject({
      failure: { code: 'USER_WRONG_PASSPHRASE' },
    });
    expect(await library.session({ name: 'Bob', passphrase: 'no' })).toMatchObject({
      failure: { code: 'USER_WRONG_PASSPHRASE' },
    });
    expect(await library.session({ name: 'Eve' })).toMatchObject({ failure: { code: 'USER_UNKNOWN' } });
    const change = { userId: bob.id, oldPassphrase: 'bob', newPassphrase: 'bobby' };
    unwrap(await library.users.changePassphrase(change));
    const signature = await library.users.sign({
      userId: bob.id,
      passphrase: 'bobby',
      bytes: Buffer.from('x'),
    });
    expect(unwrap(signature)).toHaveLength(64);
    await library.close();

    expect(await openLibrary({ ...base(dir), passphrase: 'bob' })).toMatchObject({
      failure: { code: 'LIBRARY_WRONG_KEY' },
    });
    const asBob = unwrap(await openLibrary({ ...base(dir), passphrase: 'bobby' }));
    expect(asBob.openedBy).toBe(bob.id);
    const session = unwrap(await asBob.session());
    expect(session.user).toEqual(bob);
    expect(session.require('sign')).toMatchObject({ failure: { code: 'FORBIDDEN' } });
    expect(
      asBob.users.setRole({ userId: asBob.users.byName('Ada')?.id ?? '', role: 'reader', actor: null }),
    ).toMatchObject({
      failure: { code: 'CONFLICT' },
    });
    await asBob.close();
  });
});

function contentsOf(dir: string): Record<string, string> {
  const names = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    names.map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name)).toString('base64')]),
  );
}

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

function invertingSecrets(): Secrets {
  const invert = (bytes: Uint8Array) => Promise.resolve(bytes.map((byte) => byte ^ 0xff));
  return { available: true, reason: null, kind: 'test', protect: invert, unprotect: invert };
}
