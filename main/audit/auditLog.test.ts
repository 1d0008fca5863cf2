import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unwrap } from '../domain/failure.ts';
import type { WritableDb } from '../database/readableDb.ts';
import { openLibrary } from '../library/openLibrary.ts';
import type { Library } from '../library/library.ts';
import { fastCost, testLibrary, testPassphrase } from '../library/testLibrary.ts';
import { systemClock } from '../ports/clock.ts';
import { nodeFiles } from '../ports/nodeFiles.ts';
import type { AuditEntry } from './auditLog.ts';

const entry: AuditEntry = {
  actor: null,
  action: 'study.view',
  resource: { kind: 'study', id: '1.2.3' },
  outcome: 'success',
  details: { images: 3, modality: 'CT', prior: null },
};

async function filled(count: number): Promise<{ readonly library: Library; readonly entries: number }> {
  const library = await testLibrary();
  library.db.write((tx) => {
    for (let n = 0; n < count; n += 1) library.audit.record(entry, tx);
  });
  return { library, entries: library.audit.verify().entries };
}

const tamper = (library: Library, work: (tx: WritableDb) => void): void => library.db.write(work);

describe('the audit log', () => {
  test('records making, opening and users, and what it is given, in order without gaps', async () => {
    const { library, entries } = await filled(3);
    const list = library.audit.list({ limit: 100 });
    expect(list.map(({ seq }) => seq)).toEqual(Array.from({ length: entries }, (_, i) => entries - i));
    expect(
      list
        .map(({ action }) => action)
        .toReversed()
        .slice(0, 3),
    ).toEqual(['library.create', 'user.add', 'library.open']);
    expect(list[0]).toMatchObject({ ...entry, deviceId: library.deviceId });
    expect(library.audit.list({ limit: 1, before: 3 })[0]?.seq).toBe(2);
    expect(library.audit.verify()).toEqual({ entries, firstBroken: null });
    await library.close();
  });

  test('shows the first entry that was changed, taken out or added', async () => {
    const cases: readonly (readonly [change: (tx: WritableDb) => void, broken: number])[] = [
      [(tx) => tx.run(`UPDATE audit_entry SET actor = 'x' WHERE seq = 5`), 5],
      [(tx) => tx.run(`UPDATE audit_entry SET details = '{}' WHERE seq = 7`), 7],
      [(tx) => tx.run(`UPDATE audit_entry SET details = 'nonsense' WHERE seq = 7`), 7],
      [(tx) => tx.run('UPDATE audit_entry SET time_ms = time_ms + 1 WHERE seq = 1'), 1],
      [(tx) => tx.run('DELETE FROM audit_entry WHERE seq = 6'), 6],
      [(tx) => tx.run('DELETE FROM audit_entry WHERE seq = 1'), 1],
    ];
    for (const [change, broken] of cases) {
      const { library } = await filled(10);
      tamper(library, change);
      expect(library.audit.verify().firstBroken).toBe(broken);
      await library.close();
    }
  });

  test('shows a tail that was cut off, with its count put right or not', async () => {
    const { library, entries } = await filled(10);
    tamper(library, (tx) => tx.run('DELETE FROM audit_entry WHERE seq > ?', [entries - 2]));
    expect(library.audit.verify()).toEqual({ entries: entries - 2, firstBroken: entries - 1 });
    tamper(library, (tx) => {
      tx.run('UPDATE audit_head SET entries = ?, hash = (SELECT hash FROM audit_entry WHERE seq = ?)', [
        entries - 2,
        entries - 2,
      ]);
    });
    expect(library.audit.verify().firstBroken).toBe(entries - 2);
    tamper(library, (tx) => tx.run('DELETE FROM audit_head'));
    expect(library.audit.verify().firstBroken).not.toBeNull();
    await library.close();
  });

  test('shows a database that was put back to an older state', async () => {
    const library = await testLibrary();
    const head = library.db.read.get<{ entries: number; hash: Uint8Array; code: Uint8Array }>(
      'SELECT * FROM audit_head',
    );
    const { dir } = library;
    for (let n = 0; n < 5; n += 1) library.audit.record(entry);
    await library.close();
    const again = await open(dir);
    tamper(again, (tx) => {
      tx.run('DELETE FROM audit_entry WHERE seq > ?', [head?.entries ?? 0]);
      tx.run('UPDATE audit_head SET entries = ?, hash = ?, code = ?', [
        head?.entries ?? 0,
        head?.hash ?? null,
        head?.code ?? null,
      ]);
    });
    expect(again.audit.verify().firstBroken).toBe((head?.entries ?? 0) + 1);
    await again.close();
  });

  test('refuses what could name a person, a file or hold free text', async () => {
    const library = await testLibrary();
    for (const text of ['Wang^XiaoDong', '王小东', 'two words', 'C:\\a b', '', 'x'.repeat(129), 'a\nb']) {
      expect(() => library.audit.record({ ...entry, details: { text } })).toThrow(TypeError);
      expect(() => library.audit.record({ ...entry, resource: { kind: 'study', id: text } })).toThrow(
        TypeError,
      );
      expect(() => library.audit.record({ ...entry, actor: text })).toThrow(TypeError);
    }
    expect(() => library.audit.record({ ...entry, details: { n: Number.NaN } })).toThrow(TypeError);
    await library.close();
  });

  test('goes with the transaction of the deed', async () => {
    const { library, entries } = await filled(1);
    expect(() =>
      library.db.write((tx) => {
        library.audit.record(entry, tx);
        throw new Error('undone');
      }),
    ).toThrow('undone');
    expect(library.audit.verify()).toEqual({ entries, firstBroken: null });
    await library.close();
  });

  test('takes up failed unlocks once each, whatever stands in their file', async () => {
    const library = await testLibrary();
    const { dir } = library;
    await library.close();
    const refused = await openLibrary({ ...base(dir), passphrase: 'no' });
    expect(refused.ok).toBe(false);
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (noise) => {
        writeFileSync(join(dir, 'failed-unlocks.000000000000.folding'), `${noise}\n{"id":1}\n`);
        const opened = await open(dir);
        const failed = opened.audit
          .list({ limit: 1000 })
          .filter(({ action }) => action === 'library.unlock-failed');
        expect(failed).toHaveLength(1);
        expect(opened.audit.verify().firstBroken).toBeNull();
        await opened.close();
      }),
      { numRuns: 5 },
    );
  });
});

function base(dir: string) {
  return { dir, files: nodeFiles, clock: systemClock, passphraseCost: fastCost };
}

async function open(dir: string): Promise<Library> {
  return unwrap(await openLibrary({ ...base(dir), passphrase: testPassphrase }));
}
