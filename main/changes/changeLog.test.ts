import { describe, expect, test } from 'vitest';
import type { ChangeDraft } from '../domain/change.ts';
import { testLibrary } from '../library/testLibrary.ts';
import type { DigestPart } from './changeLog.ts';
import { digestOf } from './digest.ts';

const draft = (id: string): ChangeDraft => ({
  resource: { kind: 'study', id },
  operation: 'add',
  schema: 1,
  body: { b: [1, 2.5, 'ü'], a: null },
  actor: null,
});

describe('the change log', () => {
  test('numbers a device’s changes without gaps and raises the version of what changed', async () => {
    const library = await testLibrary();
    const { changes, deviceId } = library;
    const start = changes.heads()[deviceId] ?? 0;
    const [one, two, three] = library.db.write((tx) => [
      changes.append(tx, draft('1')),
      changes.append(tx, draft('2')),
      changes.append(tx, draft('1')),
    ]);
    expect([one?.seq, two?.seq, three?.seq]).toEqual([start + 1, start + 2, start + 3]);
    expect(one?.vector).toEqual({ [deviceId]: start + 1 });
    expect(three?.vector).toEqual({ [deviceId]: start + 3 });
    expect(changes.vectorOf({ kind: 'study', id: '1' })).toEqual(three?.vector);
    expect(changes.vectorOf({ kind: 'study', id: '3' })).toEqual({});
    expect(changes.list({ deviceId, afterSeq: start, limit: 2 })).toEqual([one, two]);
    expect(changes.heads()).toEqual({ [deviceId]: start + 3 });
    expect(changes.verify()).toBeNull();
    await library.close();
  });

  test('shows a change that was altered, taken out or cut off at the end', async () => {
    for (const sql of [
      `UPDATE change SET body = '{}' WHERE seq = 2`,
      'DELETE FROM change WHERE seq = 2',
      'DELETE FROM change WHERE seq >= 2',
    ]) {
      const library = await testLibrary();
      library.db.write((tx) => library.changes.append(tx, draft('1')));
      library.db.write((tx) => library.changes.append(tx, draft('2')));
      library.db.write((tx) => tx.run(sql));
      expect(library.changes.verify()).toEqual({ deviceId: library.deviceId, seq: 2 });
      await library.close();
    }
  });
});

describe('the digest', () => {
  const part = (name: string, rows: readonly string[]): DigestPart => ({ name, rows: () => rows });

  test('depends on the rows of each part and not on the order of the parts', async () => {
    const library = await testLibrary();
    const digest = (...parts: DigestPart[]): string => digestOf(parts, library.db.read);
    const both = digest(part('a', ['1']), part('b', ['2']));
    expect(both).toMatch(/^[0-9a-f]{64}$/);
    expect(digest(part('b', ['2']), part('a', ['1']))).toBe(both);
    expect(digest(part('a', ['1', '2']), part('b', []))).not.toBe(both);
    expect(digest(part('a', []), part('b', ['1', '2']))).not.toBe(both);
    expect(digest(part('a', ['1\n"2"']))).not.toBe(digest(part('a', ['1', '2'])));
    expect(() => digest(part('a', []), part('a', []))).toThrow(/two digest parts/);
    await library.close();
  });
});
