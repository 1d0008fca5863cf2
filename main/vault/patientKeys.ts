import { randomBytes } from 'node:crypto';
import type { ChangeDraft } from '../domain/change.ts';
import { raise } from '../domain/failure.ts';
import type { Database } from '../database/database.ts';
import type { ReadableDb, WritableDb } from '../database/readableDb.ts';
import type { Clock } from '../ports/clock.ts';
import { seal, unseal } from './seal.ts';
import type { TenantKeys } from './tenantKeys.ts';

const wrapLabel = Buffer.from('axial patient key 1\0');

export interface PatientKey {
  /** Row in `patient_key`. */
  readonly row: number;
  readonly keyId: Uint8Array;
  readonly patientId: string;
  /** 32 bytes; zeroed on lock. */
  readonly secret: Uint8Array;
}

interface KeyRow {
  readonly id: number;
  readonly key_id: Uint8Array;
  readonly patient_id: string;
  readonly wrapped: Uint8Array | null;
}

/** The random keys of patients: one is made by the device that first stores an object of that patient. */
export interface PatientKeys {
  /** The key to encrypt with; made on first use. Calls of one tick share one transaction. */
  forPatient(patientId: string): Promise<PatientKey>;
  /** The key that a header names; null where it is unknown or destroyed. Always asks the database, for destroyed keys. */
  byKeyId(keyId: Uint8Array): PatientKey | null;
  destroyOf(tx: WritableDb, patientId: string, actor: string | null): void;
  /** Zeroes every key in memory. */
  forget(): void;
}

interface Waiting {
  readonly resolve: (key: PatientKey) => void;
  readonly reject: (error: unknown) => void;
}

/** Keys held open at most; beyond it the oldest is read and unwrapped anew when it is needed. */
const maxOpen = 10_000;

const columns = 'id, key_id, patient_id, wrapped';

export function patientKeysOf(parts: {
  readonly db: Database;
  readonly tenant: TenantKeys;
  readonly clock: Clock;
  /** Key and tombstone sync: what is made here goes into the change log in the same transaction. */
  readonly appendChange: (tx: WritableDb, draft: ChangeDraft) => void;
}): PatientKeys {
  const { db, tenant, clock, appendChange } = parts;
  const open = new Map<number, PatientKey>();
  let wanted = new Map<string, Waiting[]>();

  const openRow = (row: KeyRow): PatientKey | null => {
    const held = open.get(row.id);
    if (row.wrapped === null) {
      held?.secret.fill(0);
      open.delete(row.id);
      return null;
    }
    if (held !== undefined) return held;
    const secret = unwrapPatientKey(tenant, row.key_id, row.patient_id, row.wrapped);
    if (secret === null) raise('LIBRARY_CORRUPT', 'The key of a patient does not open.');
    const key = { row: row.id, keyId: Uint8Array.from(row.key_id), patientId: row.patient_id, secret };
    const oldest = open.size >= maxOpen ? open.keys().next().value : undefined;
    if (oldest !== undefined) open.delete(oldest);
    open.set(row.id, key);
    return key;
  };

  const find = (view: ReadableDb, patientId: string): PatientKey | null => {
    const row = view.get<KeyRow>(
      `SELECT ${columns} FROM patient_key WHERE patient_id = ? AND wrapped IS NOT NULL ORDER BY key_id LIMIT 1`,
      [patientId],
    );
    return row === null ? null : openRow(row);
  };

  const make = (tx: WritableDb, patientId: string): void => {
    const secret = randomBytes(32);
    const keyId = randomBytes(16);
    const wrapped = wrapPatientKey(tenant, keyId, patientId, secret);
    secret.fill(0);
    tx.run('INSERT INTO patient_key (key_id, patient_id, wrapped, created_ms) VALUES (?, ?, ?, ?)', [
      keyId,
      patientId,
      wrapped,
      clock.nowMs(),
    ]);
    appendChange(tx, {
      resource: { kind: 'patient-key', id: keyId.toString('hex') },
      operation: 'add',
      schema: 1,
      body: { patientId, wrapped: Buffer.from(wrapped).toString('base64') },
      actor: null,
    });
  };

  const makeWanted = (): void => {
    const batch = wanted;
    wanted = new Map();
    try {
      db.write((tx) => {
        for (const patientId of batch.keys()) if (find(tx, patientId) === null) make(tx, patientId);
      });
      for (const [patientId, waiting] of batch) {
        const key = find(db.read, patientId);
        if (key === null) raise('CONFLICT', 'The keys of a patient were destroyed meanwhile.');
        for (const { resolve } of waiting) resolve(key);
      }
    } catch (error) {
      for (const { reject } of [...batch.values()].flat()) reject(error);
    }
  };

  return {
    forPatient: (patientId) =>
      new Promise((resolve, reject) => {
        const key = find(db.read, patientId);
        if (key !== null) {
          resolve(key);
          return;
        }
        if (wanted.size === 0) setImmediate(makeWanted);
        wanted.set(patientId, [...(wanted.get(patientId) ?? []), { resolve, reject }]);
      }),
    byKeyId: (keyId) => {
      const row = db.read.get<KeyRow>(`SELECT ${columns} FROM patient_key WHERE key_id = ?`, [keyId]);
      return row === null ? null : openRow(row);
    },
    destroyOf: (tx, patientId, actor) => {
      tx.run(
        'UPDATE patient_key SET wrapped = NULL, destroyed_ms = ? WHERE patient_id = ? AND wrapped IS NOT NULL',
        [clock.nowMs(), patientId],
      );
      appendChange(tx, {
        resource: { kind: 'patient-keys', id: patientId },
        operation: 'destroy',
        schema: 1,
        body: {},
        actor,
      });
    },
    forget: () => {
      for (const key of open.values()) key.secret.fill(0);
      open.clear();
    },
  };
}

/** Tenant key id (16), then nonce, ciphertext and tag as `seal` lays them. */
export function wrapPatientKey(
  tenant: TenantKeys,
  keyId: Uint8Array,
  patientId: string,
  secret: Uint8Array,
): Uint8Array {
  const sealed = seal(tenant.of('patientKeys'), secret, wrapContext(tenant, keyId, patientId));
  return Buffer.concat([tenant.keyId, sealed]);
}

/** Null where it was wrapped by another tenant key, for another patient, or was damaged. */
export function unwrapPatientKey(
  tenant: TenantKeys,
  keyId: Uint8Array,
  patientId: string,
  wrapped: Uint8Array,
): Uint8Array | null {
  if (!Buffer.from(tenant.keyId).equals(wrapped.subarray(0, 16))) return null;
  return unseal(tenant.of('patientKeys'), wrapped.subarray(16), wrapContext(tenant, keyId, patientId));
}

function wrapContext(tenant: TenantKeys, keyId: Uint8Array, patientId: string): Uint8Array {
  return Buffer.concat([wrapLabel, tenant.keyId, keyId, Buffer.from(patientId)]);
}
