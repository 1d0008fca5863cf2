import type { AuditEntry } from '../audit/auditLog.ts';
import type { WritableDb } from '../database/readableDb.ts';
import type { Result } from '../domain/failure.ts';

export const roles = ['reader', 'signer', 'administrator'] as const;
export type Role = (typeof roles)[number];

/** What a role may do. */
export type Permission = 'read' | 'import' | 'annotate' | 'export' | 'sign' | 'remove' | 'administer';

export interface User {
  /** A UUID; what the audit log and the change log name. */
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** Ed25519 public key, raw, 32 bytes as 64 hex digits. */
  readonly publicKey: string;
}

/** One user acting on the library. */
export interface Session {
  readonly user: User;
  /** `FORBIDDEN` where the role does not allow it. */
  require(permission: Permission): Result<void>;
  /** `audit.record` with this user as the actor. */
  record(entry: Omit<AuditEntry, 'actor'>, tx?: WritableDb): void;
}

export interface Users {
  list(): readonly User[];
  get(id: string): User | null;
  byName(name: string): User | null;
  /** Adds a user whose passphrase also opens the library. `CONFLICT` where the name is taken. */
  add(user: {
    readonly name: string;
    readonly role: Role;
    readonly passphrase: string;
    readonly actor: string | null;
  }): Promise<Result<User>>;
  changePassphrase(change: {
    readonly userId: string;
    readonly oldPassphrase: string;
    readonly newPassphrase: string;
  }): Promise<Result<void>>;
  /**
   * Gives a user a new passphrase without the old one, and a new signing key with it: for those who opened the library
   * with the recovery key. Callers check `administer`.
   */
  resetPassphrase(reset: { readonly userId: string; readonly newPassphrase: string }): Promise<Result<void>>;
  /** `CONFLICT` where it would leave no administrator. Callers check `administer`. */
  setRole(change: {
    readonly userId: string;
    readonly role: Role;
    readonly actor: string | null;
  }): Result<User>;
  /** Whether the passphrase is this user's; failures are recorded. */
  login(name: string, passphrase: string): Promise<Result<User>>;
  /** Signs bytes with the user's Ed25519 key (RFC 8032); 64 bytes. The passphrase is asked for each signature. */
  sign(request: {
    readonly userId: string;
    readonly passphrase: string;
    readonly bytes: Uint8Array;
  }): Promise<Result<Uint8Array>>;
}
