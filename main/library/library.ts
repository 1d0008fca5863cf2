import type { AuditLog } from '../audit/auditLog.ts';
import type { ChangeLog } from '../changes/changeLog.ts';
import type { Database } from '../database/database.ts';
import type { Failure, Result } from '../domain/failure.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { Secrets } from '../ports/secrets.ts';
import type { Vault, VaultReport } from '../vault/vault.ts';
import type { BackupReport } from './backup.ts';
import type { Session, Users } from './users.ts';

/** An open library: its parts, composed. Any number of processes may hold one folder open. */
export interface Library {
  readonly id: string;
  readonly tenantId: string;
  /** This device's name in the change log. */
  readonly deviceId: string;
  readonly dir: string;
  readonly db: Database;
  readonly vault: Vault;
  readonly audit: AuditLog;
  readonly changes: ChangeLog;
  readonly jobs: Jobs;
  readonly users: Users;
  /** What a user should be told although the library opened: `CLOCK_BEHIND`. */
  readonly warnings: readonly Failure[];
  /**
   * Whom the passphrase that opened the library belongs to; null where a keyring or the recovery key opened it.
   */
  readonly openedBy: string | null;
  /**
   * Says who acts. Without a name: who opened it, else the first user. With one: that user, proved by the passphrase
   * unless it was the one that opened the library. `USER_UNKNOWN`, `USER_WRONG_PASSPHRASE`.
   */
  session(actor?: { readonly name?: string; readonly passphrase?: string }): Promise<Result<Session>>;
  /** SHA-256, hex, over the canonical logical state: of users, patient keys and every part given at opening. */
  digest(): string;
  /** Reads every object; records it in the audit log. */
  verify(options?: Parameters<Vault['verify']>[0]): Promise<VaultReport>;
  /**
   * Writes the library to one new file, encrypted as it is stored; it stays usable meanwhile. Progress in bytes.
   * `INVALID_INPUT` where the file exists, `DISK_FULL`, `DISK_NEARLY_FULL`.
   */
  backup(
    out: string,
    options?: {
      readonly signal?: AbortSignal;
      readonly onProgress?: (doneBytes: number, totalBytes: number) => void;
    },
  ): Promise<Result<BackupReport>>;
  /** Lets this user's keyring open the library from now on. `LIBRARY_NO_KEY` where there is no keyring. */
  remember(secrets: Secrets): Promise<Result<void>>;
  /** Whether so many more bytes fit with a reserve left; `DISK_NEARLY_FULL` with the numbers. */
  checkSpace(neededBytes: number): Promise<Result<void>>;
  /** Called when the library locks or closes: drop decoded pixels, stop work. */
  onLock(hook: () => void): void;
  /** Runs the hooks, forgets every key, closes. What is used afterwards answers `LIBRARY_LOCKED`; open anew to go on. */
  lock(): Promise<void>;
  close(): Promise<void>;
}
