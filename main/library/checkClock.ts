import type { AuditLog } from '../audit/auditLog.ts';
import type { Database } from '../database/database.ts';
import { makeFailure, type Failure } from '../domain/failure.ts';
import type { Clock } from '../ports/clock.ts';

/** Clocks of one machine wander this much when they are set by the network. */
const toleranceMs = 60_000;

/**
 * A warning where the clock is behind the last entry of the audit log. The library opens all the same (order is kept by
 * numbers, never by time); the warning tells that dates shown from now on are wrong.
 */
export function checkClock(db: Database, clock: Clock, audit: AuditLog): readonly Failure[] {
  const last =
    db.read.get<{ last: number | null }>('SELECT max(time_ms) AS last FROM audit_entry')?.last ?? null;
  if (last === null || clock.nowMs() >= last - toleranceMs) return [];
  const behindMs = Math.round(last - clock.nowMs());
  audit.record({
    actor: null,
    action: 'library.clock-behind',
    resource: null,
    outcome: 'failure',
    details: { behindMs },
  });
  return [makeFailure('CLOCK_BEHIND', undefined, { behindMs })];
}
