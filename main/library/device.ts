import { randomBytes } from 'node:crypto';
import type { ReadableDb, WritableDb } from '../database/readableDb.ts';
import { uuidV7 } from '../domain/id.ts';
import type { Clock } from '../ports/clock.ts';
import { newSigningKey } from './userKeys.ts';

/** The one row of `library_state`. */
export interface LibraryState {
  readonly libraryId: string;
  readonly tenantId: string;
  readonly deviceId: string;
}

/** Null in a database that no library was made in. */
export function readState(db: ReadableDb): LibraryState | null {
  const row = db.get<{ library_id: string; tenant_id: string; device_id: string }>(
    'SELECT library_id, tenant_id, device_id FROM library_state',
  );
  return row === null
    ? null
    : { libraryId: row.library_id, tenantId: row.tenant_id, deviceId: row.device_id };
}

/** Enters a device of this library's own, with the key that signs its part of the change log. */
export function insertDevice(tx: WritableDb, deviceId: string, clock: Clock): void {
  const { publicKey, privateKey } = newSigningKey();
  tx.run('INSERT INTO device (device_id, public_key, private_key, created_ms) VALUES (?, ?, ?, ?)', [
    deviceId,
    publicKey,
    privateKey,
    clock.nowMs(),
  ]);
}

/**
 * Gives this library a new device id: its change log may exist elsewhere in a longer form (restored backup, cloned disk),
 * and a device never writes one number twice.
 */
export function renewDevice(tx: WritableDb, clock: Clock): string {
  const deviceId = uuidV7(clock.nowMs(), randomBytes(10));
  insertDevice(tx, deviceId, clock);
  tx.run('UPDATE library_state SET device_id = ?', [deviceId]);
  return deviceId;
}
