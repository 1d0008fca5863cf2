import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { unwrap } from '../domain/failure.ts';
import { systemClock } from '../ports/clock.ts';
import { nodeFiles } from '../ports/nodeFiles.ts';
import type { Identity } from '../vault/vault.ts';
import type { Library } from './library.ts';
import { openLibrary } from './openLibrary.ts';
import { restoreLibrary } from './restore.ts';
import { fastCost, temporaryFolder, testLibrary, testPassphrase } from './testLibrary.ts';

const patientId = '6f1c1f0a-52d3-5a7e-8a3e-0d9a4d1f7c55';
const open = (dir: string) =>
  openLibrary({
    dir,
    files: nodeFiles,
    clock: systemClock,
    passphrase: testPassphrase,
    passphraseCost: fastCost,
  });

async function store(library: Library, count: number): Promise<readonly Identity[]> {
  const batch = library.vault.batch();
  const puts = Array.from({ length: count }, () => batch.put({ patientId, bytes: randomBytes(40_000) }));
  const stored = await Promise.all(puts);
  await batch.sync();
  library.db.write((tx) => batch.record(tx));
  await batch.close();
  return stored.map(({ identity }) => identity);
}

test('restores a backup that was made while the library was written to, under a new device id', async () => {
  const library = await testLibrary();
  const before = await store(library, 20);
  const folder = temporaryFolder();
  const out = join(folder, 'library.axial');
  const [report] = await Promise.all([library.backup(out), store(library, 20), store(library, 20)]);
  expect(unwrap(report).objects).toBeGreaterThanOrEqual(20);
  expect(readdirSync(folder)).toEqual(['library.axial']);
  expect(await library.backup(out)).toMatchObject({ failure: { code: 'INVALID_INPUT' } });

  const dir = join(temporaryFolder(), 'restored');
  expect(unwrap(await restoreLibrary({ file: out, dir, files: nodeFiles })).objects).toBe(
    unwrap(report).objects,
  );
  const restored = unwrap(await open(dir));
  expect(restored.id).toBe(library.id);
  expect(restored.deviceId).not.toBe(library.deviceId);
  expect(before.every((identity) => restored.vault.has(identity))).toBe(true);
  expect(await restored.verify()).toMatchObject({ missing: [], corrupt: [], orphans: 0 });
  expect(restored.audit.verify().firstBroken).toBeNull();
  expect(restored.changes.verify()).toBeNull();
  const { deviceId } = restored;
  await restored.close();
  const again = unwrap(await open(dir));
  expect(again.deviceId).toBe(deviceId);
  await again.close();
  await library.close();
});

test('is a tar that other tools list', async () => {
  const library = await testLibrary();
  await store(library, 3);
  const out = join(temporaryFolder(), 'backup.tar');
  unwrap(await library.backup(out));
  await library.close();
  const names = execFileSync('tar', ['-tf', out], { encoding: 'utf8' }).trim().split('\n');
  expect(names[0]).toBe('library.json');
  expect(names.filter((name) => name.startsWith('objects/'))).toHaveLength(3);
  expect(names.slice(-2)).toEqual(['library.db', 'manifest.json']);
});

test('refuses a backup that is cut off or changed, and leaves nothing', async () => {
  const library = await testLibrary();
  await store(library, 3);
  const out = join(temporaryFolder(), 'backup.tar');
  unwrap(await library.backup(out));
  await library.close();
  const size = readFileSync(out).length;
  const damages: readonly ((path: string) => void)[] = [
    (path) => truncateSync(path, size - 2000),
    (path) => truncateSync(path, 700),
    (path) => truncateSync(path, 0),
    (path) => flip(path, 60_000),
    (path) => flip(path, 5),
  ];
  for (const damage of damages) {
    const file = join(temporaryFolder(), 'damaged.tar');
    copyFileSync(out, file);
    damage(file);
    const dir = temporaryFolder();
    expect(await restoreLibrary({ file, dir, files: nodeFiles })).toMatchObject({
      failure: { code: 'BACKUP_DAMAGED' },
    });
    expect(readdirSync(dir)).toEqual([]);
  }
});

test('restores into an empty folder only', async () => {
  const library = await testLibrary();
  const out = join(temporaryFolder(), 'backup.tar');
  unwrap(await library.backup(out));
  const dir = temporaryFolder();
  writeFileSync(join(dir, 'mine.txt'), 'x');
  expect(await restoreLibrary({ file: out, dir, files: nodeFiles })).toMatchObject({
    failure: { code: 'LIBRARY_FOLDER_NOT_EMPTY' },
  });
  expect(existsSync(join(dir, 'mine.txt'))).toBe(true);
  expect(await restoreLibrary({ file: out, dir: library.dir, files: nodeFiles })).toMatchObject({
    failure: { code: 'LIBRARY_FOLDER_NOT_EMPTY' },
  });
  await library.close();
});

function flip(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}
