import type { ReadableDb, WritableDb } from '../database/readableDb.ts';
import type { Layout } from './layout.ts';
import { identityBytes } from './identity.ts';
import type { Identity } from './vault.ts';

/** One object that the library says it holds. */
export interface IndexedObject {
  readonly identity: Identity;
  readonly name: Uint8Array;
  readonly sizeBytes: number;
  readonly patientId: string;
  /** Folder of its patient. */
  readonly shard: string;
}

interface Row {
  readonly name: Uint8Array;
  readonly identity: Uint8Array;
  readonly size_bytes: number;
  readonly patient_id: string;
}

const select = `
  SELECT o.name, o.identity, o.size_bytes, k.patient_id
  FROM vault_object o JOIN patient_key k ON k.id = o.patient_key`;

const pageRows = 1000;

/** The rows of the vault's objects: all that is asked of the database about them. */
export interface ObjectIndex {
  find(db: ReadableDb, identity: Identity): IndexedObject | null;
  hasName(db: ReadableDb, name: Uint8Array): boolean;
  /** Adds a row where there is none. */
  add(
    tx: WritableDb,
    object: { readonly identity: Identity; readonly keyRow: number; readonly sizeBytes: number },
  ): void;
  remove(tx: WritableDb, identity: Identity): void;
  /** All rows by name, a page at a time, so that no read stays open while objects are read. */
  pages(db: ReadableDb): Generator<readonly IndexedObject[]>;
  count(db: ReadableDb): number;
}

export function objectIndexOf(layout: Layout): ObjectIndex {
  const shards = new Map<string, string>();
  const shardOf = (patientId: string): string => {
    const known = shards.get(patientId) ?? layout.shardOf(patientId);
    if (shards.size > 10_000) shards.clear();
    shards.set(patientId, known);
    return known;
  };
  const objectOf = (row: Row): IndexedObject => ({
    identity: Buffer.from(row.identity).toString('hex') as Identity,
    name: row.name,
    sizeBytes: row.size_bytes,
    patientId: row.patient_id,
    shard: shardOf(row.patient_id),
  });
  return {
    find: (db, identity) => {
      const row = db.get<Row>(`${select} WHERE o.name = ?`, [layout.nameOf(identity)]);
      return row === null ? null : objectOf(row);
    },
    hasName: (db, name) => db.get('SELECT 1 FROM vault_object WHERE name = ?', [name]) !== null,
    add: (tx, { identity, keyRow, sizeBytes }) => {
      tx.run(
        'INSERT OR IGNORE INTO vault_object (name, identity, patient_key, size_bytes) VALUES (?, ?, ?, ?)',
        [layout.nameOf(identity), identityBytes(identity), keyRow, sizeBytes],
      );
    },
    remove: (tx, identity) => {
      tx.run('DELETE FROM vault_object WHERE name = ?', [layout.nameOf(identity)]);
    },
    *pages(db) {
      let after: Uint8Array = new Uint8Array(0);
      for (;;) {
        const rows = db.all<Row>(`${select} WHERE o.name > ? ORDER BY o.name LIMIT ${pageRows}`, [after]);
        const last = rows.at(-1);
        if (last === undefined) return;
        after = last.name;
        yield rows.map(objectOf);
      }
    },
    count: (db) => db.get<{ n: number }>('SELECT count(*) AS n FROM vault_object')?.n ?? 0,
  };
}
