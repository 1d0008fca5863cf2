import type { AuditLog } from '../audit/auditLog.ts';
import type { Database } from '../database/database.ts';
import { fail, succeed, type Result } from '../domain/failure.ts';
import { requirePermission } from './permissions.ts';
import type { Session, User, Users } from './users.ts';

/** Says who acts; see `Library.session`. */
export async function startSession(
  parts: {
    readonly db: Database;
    readonly users: Users;
    readonly audit: AuditLog;
    readonly openedBy: string | null;
  },
  actor: { readonly name?: string; readonly passphrase?: string },
): Promise<Result<Session>> {
  const { users, openedBy } = parts;
  const owner = openedBy === null ? (users.list()[0] ?? null) : users.get(openedBy);
  if (actor.name === undefined) {
    return owner === null ? fail('USER_UNKNOWN') : succeed(sessionOf(owner, parts.audit));
  }
  const user = users.byName(actor.name);
  if (user === null) return fail('USER_UNKNOWN');
  // Whoever the system's keyring opens the library for is its first user; anyone else proves it.
  if (user.id === owner?.id) return succeed(sessionOf(user, parts.audit));
  if (actor.passphrase === undefined)
    return fail('USER_WRONG_PASSPHRASE', 'This user has to give a passphrase.');
  const proved = await users.login(actor.name, actor.passphrase);
  return proved.ok ? succeed(sessionOf(proved.value, parts.audit)) : proved;
}

function sessionOf(user: User, audit: AuditLog): Session {
  return {
    user,
    require: (permission) => requirePermission(user.role, permission),
    record: (entry, tx) => audit.record({ ...entry, actor: user.id }, tx),
  };
}
