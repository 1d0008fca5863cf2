import { fail, succeed, type Result } from '../domain/failure.ts';
import type { Permission, Role } from './users.ts';

/** What each role may do. An administrator may all of it: on a workstation of one's own the only user must. */
const granted: Readonly<Record<Role, readonly Permission[]>> = {
  reader: ['read', 'import', 'annotate', 'export'],
  signer: ['read', 'import', 'annotate', 'export', 'sign', 'remove'],
  administrator: ['read', 'import', 'annotate', 'export', 'sign', 'remove', 'administer'],
};

export function requirePermission(role: Role, permission: Permission): Result<void> {
  if (granted[role].includes(permission)) return succeed(undefined);
  return fail('FORBIDDEN', undefined, { role, permission });
}
