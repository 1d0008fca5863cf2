import type { DigestPart } from '../changes/changeLog.ts';
import type { ReadableDb } from '../database/readableDb.ts';
import type { Role, User } from './users.ts';

interface Row {
  readonly user_id: string;
  readonly name: string;
  readonly role: Role;
  readonly public_key: string;
  readonly wrapped_private_key: string;
}

/** A user with the private key as it is kept: JSON of a `PassphraseSeal`. */
export interface StoredUser extends User {
  readonly wrappedPrivateKey: string;
}

function userOf(row: Row): StoredUser {
  return {
    id: row.user_id,
    name: row.name,
    role: row.role,
    publicKey: row.public_key,
    wrappedPrivateKey: row.wrapped_private_key,
  };
}

/** All users, the first made first. */
export function listUsers(db: ReadableDb): readonly StoredUser[] {
  return db.all<Row>('SELECT * FROM user ORDER BY created_ms, user_id').map(userOf);
}

export function userById(db: ReadableDb, id: string): StoredUser | null {
  const row = db.get<Row>('SELECT * FROM user WHERE user_id = ?', [id]);
  return row === null ? null : userOf(row);
}

/** Names are compared as they are written, in NFC. */
export function userByName(db: ReadableDb, name: string): StoredUser | null {
  const row = db.get<Row>('SELECT * FROM user WHERE name = ?', [name.normalize('NFC')]);
  return row === null ? null : userOf(row);
}

export const usersDigest: DigestPart = {
  name: 'library.users',
  *rows(db) {
    const rows = db.each<Row>('SELECT * FROM user ORDER BY user_id');
    for (const { user_id, name, role, public_key } of rows) yield [user_id, name, role, public_key];
  },
};

export const patientKeysDigest: DigestPart = {
  name: 'library.patient-keys',
  *rows(db) {
    const rows = db.each<{ key_id: Uint8Array; patient_id: string; destroyed: number }>(
      'SELECT key_id, patient_id, wrapped IS NULL AS destroyed FROM patient_key ORDER BY key_id',
    );
    for (const { key_id, patient_id, destroyed } of rows) {
      yield [Buffer.from(key_id).toString('hex'), patient_id, destroyed === 1];
    }
  },
};
