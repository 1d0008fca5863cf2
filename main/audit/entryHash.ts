import { createHash, createHmac } from 'node:crypto';
import { canonicalJson } from '../domain/json.ts';
import type { RecordedEntry } from './auditLog.ts';

/** What the first entry follows. */
export const chainStart: Uint8Array = new Uint8Array(32);

/** SHA-256 over the previous entry's hash and the canonical JSON of this one; 32 bytes. */
export function entryHash(previous: Uint8Array, entry: Omit<RecordedEntry, 'hash'>): Uint8Array {
  const { seq, timeMs, deviceId, actor, action, resource, outcome, details } = entry;
  const text = canonicalJson({
    seq,
    timeMs,
    deviceId,
    actor,
    action,
    resource: resource === null ? null : { kind: resource.kind, id: resource.id },
    outcome,
    details,
  });
  return createHash('sha256').update(previous).update(text).digest();
}

/** The keyed code over count and last hash: without the key nobody makes one for a shorter log. */
export function headCode(key: Uint8Array, entries: number, hash: Uint8Array): Uint8Array {
  return createHmac('sha256', key).update(`axial audit head 1\0${entries}\0`).update(hash).digest();
}
