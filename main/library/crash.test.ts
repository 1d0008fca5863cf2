import { spawn } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { unwrap } from '../domain/failure.ts';
import { systemClock } from '../ports/clock.ts';
import { faultyFiles } from '../ports/faultyFiles.ts';
import type { Files } from '../ports/files.ts';
import { nodeFiles } from '../ports/nodeFiles.ts';
import type { Identity } from '../vault/vault.ts';
import { createLibrary } from './createLibrary.ts';
import type { Library } from './library.ts';
import { openLibrary } from './openLibrary.ts';
import { fastCost, temporaryFolder, testLibrary, testPassphrase } from './testLibrary.ts';

/** How many kills and power losses; AXIAL_CRASH_RUNS for the long run. */
const runs = Number(process.env['AXIAL_CRASH_RUNS'] ?? 3);

const open = (dir: string, files: Files = nodeFiles) =>
  openLibrary({ dir, files, clock: systemClock, passphrase: testPassphrase, passphraseCost: fastCost });

/** Runs a child that stores objects; kills it after `delayMs` from its first breath. Returns what it acknowledged. */
async function storeUntilKilled(
  dir: string,
  delayMs: number | null,
  groups = 1_000_000,
): Promise<Identity[]> {
  const entry = join(import.meta.dirname, 'crashChild.ts');
  const child = spawn(process.execPath, [entry, dir, testPassphrase, String(groups)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.setEncoding('utf8');
  const ready = new Promise<void>((resolve) => {
    child.stdout.on('data', (piece: string) => {
      text += piece;
      if (text.startsWith('ready\n')) resolve();
    });
  });
  const ended = new Promise<void>((resolve) => {
    child.on('close', () => resolve());
  });
  await ready;
  if (delayMs !== null) {
    await delay(delayMs);
    child.kill('SIGKILL');
  }
  await ended;
  // The last line may be cut off: what was not told whole was not acknowledged.
  return text.split('\n').slice(1, -1) as Identity[];
}

async function expectSound(library: Library, acknowledged: readonly Identity[]): Promise<void> {
  expect(await library.verify()).toMatchObject({ missing: [], corrupt: [], orphans: 0 });
  expect(acknowledged.filter((identity) => !library.vault.has(identity))).toEqual([]);
  expect(library.audit.verify().firstBroken).toBeNull();
  expect(library.changes.verify()).toBeNull();
}

describe('a library', () => {
  test(
    'loses nothing acknowledged and keeps nothing else when its process is killed',
    { timeout: 60_000 + runs * 10_000 },
    async () => {
      const library = await testLibrary();
      const { dir } = library;
      await library.close();
      const acknowledged: Identity[] = [];
      for (let run = 0; run < runs; run += 1) {
        acknowledged.push(...(await storeUntilKilled(dir, randomInt(0, 400))));
        const opened = unwrap(await open(dir));
        await expectSound(opened, acknowledged);
        await opened.close();
      }
    },
  );

  test('is written to by several processes at once', { timeout: 60_000 }, async () => {
    const library = await testLibrary();
    const { dir } = library;
    const versions = new Set([library.db.version()]);
    const watch = setInterval(() => versions.add(library.db.version()), 20);
    const told = await Promise.all([
      storeUntilKilled(dir, null, 10),
      storeUntilKilled(dir, null, 10),
      storeHere(library),
    ]);
    clearInterval(watch);
    expect(told.map(({ length }) => length)).toEqual([80, 80, 40]);
    await expectSound(library, told.flat());
    expect(
      library.db.read.get('SELECT count(DISTINCT patient_id) = count(*) AS single FROM patient_key'),
    ).toEqual({
      single: 1,
    });
    expect(versions.size).toBeGreaterThan(1);
    await library.close();
  });

  test('loses nothing acknowledged when the power goes', { timeout: 60_000 + runs * 10_000 }, async () => {
    for (let run = 0; run < runs * 3; run += 1) {
      const seed = randomInt(1, 2 ** 31);
      const random = randomFrom(seed);
      const dir = join(temporaryFolder(), 'library');
      const files = faultyFiles({ shadow: `${dir}.shadow`, random });
      const library = await testLibrary({ dir, files });
      files.losePowerAt(20 + Math.floor(random() * 250));
      const acknowledged: Identity[] = [];
      await storeHere(library, acknowledged, 12).catch(() => undefined);
      library.db.close();
      await files.settle();
      const opened = unwrap(await open(dir));
      const report = await opened.verify();
      const lost = acknowledged.filter((identity) => !opened.vault.has(identity));
      expect({ seed, lost, missing: report.missing, corrupt: report.corrupt }).toEqual({
        seed,
        lost: [],
        missing: [],
        corrupt: [],
      });
      await opened.close();
    }
  });

  test('is made whole or not at all when the power goes meanwhile', { timeout: 60_000 }, async () => {
    for (let at = 1; at < 60; at += 3) {
      const dir = join(temporaryFolder(), 'library');
      const files = faultyFiles({ shadow: `${dir}.shadow`, random: randomFrom(at) });
      files.losePowerAt(at);
      const options = { dir, clock: systemClock, passphraseCost: fastCost };
      const user = { name: 'Tester', passphrase: testPassphrase };
      const first = await createLibrary({ ...options, files, user });
      if (first.ok) first.value.library.db.close();
      await files.settle();
      await rebootMarks(dir);
      const opened = await open(dir);
      const again = opened.ok
        ? opened.value
        : unwrap(await createLibrary({ ...options, files: nodeFiles, user })).library;
      expect({ at, acknowledged: first.ok, kept: opened.ok }).toMatchObject(first.ok ? { kept: true } : {});
      await again.close();
    }
  });
});

/** Stores groups in this process and notes each identity once its commit has returned. */
async function storeHere(library: Library, acknowledged: Identity[] = [], groups = 10): Promise<Identity[]> {
  for (let group = 0; group < groups; group += 1) {
    const batch = library.vault.batch();
    const patientId = `6f1c1f0a-52d3-5a7e-8a3e-${String(group % 3).padStart(12, '0')}`;
    const puts = Array.from({ length: 4 }, () => batch.put({ patientId, bytes: randomBytes(5000) }));
    const stored = await Promise.all(puts);
    await batch.sync();
    library.db.write((tx) => batch.record(tx));
    acknowledged.push(...stored.map(({ identity }) => identity));
    await batch.close();
  }
  return acknowledged;
}

/** Makes the mark of an unfinished library one of an earlier boot: this process did not die with the power. */
async function rebootMarks(dir: string): Promise<void> {
  const marker = join(dir, 'library.creating');
  const mark = await readFile(marker, 'latin1').catch(() => null);
  if (mark === null) return;
  const old = new Date(Date.now() - 3_600_000);
  await writeFile(marker, mark.replace(/-[0-9a-f]{8}-/, '-00000000-'));
  await utimes(marker, old, old);
}

/** mulberry32: the same numbers for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
