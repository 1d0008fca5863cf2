import { randomBytes } from 'node:crypto';
import { raise } from '../domain/failure.ts';
import type { ReadableDb, WritableDb } from '../database/readableDb.ts';
import type { Clock } from '../ports/clock.ts';
import { markState, processMark } from '../ports/liveness.ts';

/** How long a lease holds without a heartbeat. */
export const leaseMs = 15_000;
/** How often a holder renews it. */
export const heartbeatMs = 5_000;

/** The right to do what only one process does at a time. */
export interface Lease {
  readonly name: string;
  readonly holder: string;
  /** Higher than that of every earlier holder: what still writes with a lower one has lost the lease. */
  readonly fence: number;
}

interface Row {
  readonly holder: string;
  readonly fence: number;
  readonly expires_ms: number;
}

/**
 * Takes the lease, or null where another holds it. A holder that stopped its heartbeat loses it after `leaseMs`; times of
 * one machine's clock are compared; whatever a clock does, the fence keeps two holders from both writing.
 */
export function takeLease(tx: WritableDb, clock: Clock, name: string, holder: string): Lease | null {
  const now = clock.nowMs();
  const row = leaseRow(tx, name);
  if (row !== null && isHeld(row, now) && row.holder !== holder) return null;
  const fence = (row?.fence ?? 0) + 1;
  tx.run('INSERT OR REPLACE INTO lease (name, holder, fence, expires_ms) VALUES (?, ?, ?, ?)', [
    name,
    holder,
    fence,
    now + leaseMs,
  ]);
  return { name, holder, fence };
}

/** The heartbeat; false where the lease was lost. */
export function renewLease(tx: WritableDb, clock: Clock, lease: Lease): boolean {
  return (
    tx.run('UPDATE lease SET expires_ms = ? WHERE name = ? AND holder = ? AND fence = ?', [
      clock.nowMs() + leaseMs,
      lease.name,
      lease.holder,
      lease.fence,
    ]) === 1
  );
}

/** Gives it back. The row stays, so that fences keep rising. */
export function releaseLease(tx: WritableDb, lease: Lease): void {
  tx.run('UPDATE lease SET expires_ms = 0 WHERE name = ? AND holder = ? AND fence = ?', [
    lease.name,
    lease.holder,
    lease.fence,
  ]);
}

/** Throws `CANCELLED` where the lease is another's by now: first thing in every transaction done under it. */
export function guardLease(tx: WritableDb, lease: Lease): void {
  const row = leaseRow(tx, lease.name);
  if (row?.fence !== lease.fence || row.holder !== lease.holder) {
    raise('CANCELLED', 'Another process has taken this work over.');
  }
}

/** Whether someone holds it now. */
export function leaseHeld(db: ReadableDb, clock: Clock, name: string): boolean {
  const row = leaseRow(db, name);
  return row !== null && isHeld(row, clock.nowMs());
}

function leaseRow(db: ReadableDb, name: string): Row | null {
  return db.get<Row>('SELECT holder, fence, expires_ms FROM lease WHERE name = ?', [name]);
}

/** A process that is seen to be dead holds nothing; nor does an end beyond what a lease can be (a clock set back). */
function isHeld(row: Row, nowMs: number): boolean {
  const runs = row.expires_ms > nowMs && row.expires_ms <= nowMs + 2 * leaseMs;
  return runs && !isDead(row.holder);
}

/** Names this process as a holder. */
export function newHolder(): string {
  return `${processMark()}-${randomBytes(4).toString('hex')}`;
}

function isDead(holder: string): boolean {
  return markState(holder) === 'dead';
}
