import { randomBytes } from 'node:crypto';
import type { AuditLog } from '../audit/auditLog.ts';
import type { ChangeLog } from '../changes/changeLog.ts';
import type { Database } from '../database/database.ts';
import type { WritableDb } from '../database/readableDb.ts';
import { fail, succeed, type Result } from '../domain/failure.ts';
import { uuidV7 } from '../domain/id.ts';
import type { Clock } from '../ports/clock.ts';
import type { Files } from '../ports/files.ts';
import { wrapByPassphrase } from '../vault/keyFile.ts';
import type { ScryptCost } from '../vault/passphrase.ts';
import type { TenantKeys } from '../vault/tenantKeys.ts';
import { readKeyFiles, removeKeyFile, writeKeyFile } from './keyStore.ts';
import { newSigningKey, signWith, unwrapSigningKey, wrapSigningKey } from './userKeys.ts';
import { listUsers, userById, userByName, type StoredUser } from './userRows.ts';
import type { Role, User, Users } from './users.ts';

export interface UsersParts {
  readonly dir: string;
  readonly files: Files;
  readonly clock: Clock;
  readonly db: Database;
  readonly tenant: TenantKeys;
  readonly audit: AuditLog;
  readonly changes: ChangeLog;
  readonly cost: ScryptCost;
}

export function openUsers(parts: UsersParts): Users {
  const { clock, db, audit } = parts;

  const login = async (name: string, passphrase: string): Promise<Result<User>> => {
    const user = userByName(db.read, name);
    if (user === null) return fail('USER_UNKNOWN');
    const opened = await openKey(user, passphrase);
    const outcome = opened === null ? 'failure' : 'success';
    audit.record({
      actor: user.id,
      action: opened === null ? 'user.login-failed' : 'user.login',
      resource: { kind: 'user', id: user.id },
      outcome,
    });
    opened?.fill(0);
    return opened === null ? fail('USER_WRONG_PASSPHRASE') : succeed(shown(user));
  };

  return {
    list: () => listUsers(db.read).map(shown),
    get: (id) => shownOrNull(userById(db.read, id)),
    byName: (name) => shownOrNull(userByName(db.read, name)),
    login,
    add: async ({ name, role, passphrase, actor }) => {
      const checked = checkNew(name, passphrase);
      if (!checked.ok) return checked;
      if (userByName(db.read, name) !== null) return fail('CONFLICT', 'There is a user of that name.');
      const user = await newUser(parts, { name, role, passphrase });
      await wrapFor(parts, user.id, passphrase);
      return db.write((tx): Result<User> => {
        if (userByName(tx, name) !== null) return fail('CONFLICT', 'There is a user of that name.');
        insertUser(parts, tx, user, actor);
        return succeed(shown(user));
      });
    },
    changePassphrase: async ({ userId, oldPassphrase, newPassphrase }) => {
      const user = userById(db.read, userId);
      if (user === null) return fail('USER_UNKNOWN');
      const checked = checkNew(user.name, newPassphrase);
      if (!checked.ok) return checked;
      const privateKey = await openKey(user, oldPassphrase);
      if (privateKey === null) return fail('USER_WRONG_PASSPHRASE');
      await replacePassphrase(parts, {
        user,
        privateKey,
        publicKey: user.publicKey,
        passphrase: newPassphrase,
      });
      return succeed(undefined);
    },
    resetPassphrase: async ({ userId, newPassphrase }) => {
      const user = userById(db.read, userId);
      if (user === null) return fail('USER_UNKNOWN');
      const checked = checkNew(user.name, newPassphrase);
      if (!checked.ok) return checked;
      // The old signing key cannot be had without the old passphrase: the user signs with a new one from here on.
      const { publicKey, privateKey } = newSigningKey();
      await replacePassphrase(parts, {
        user,
        privateKey,
        publicKey: Buffer.from(publicKey).toString('hex'),
        passphrase: newPassphrase,
      });
      return succeed(undefined);
    },
    setRole: ({ userId, role, actor }) =>
      db.write((tx): Result<User> => {
        const user = userById(tx, userId);
        if (user === null) return fail('USER_UNKNOWN');
        const others = listUsers(tx).filter(
          ({ id, role: held }) => id !== userId && held === 'administrator',
        );
        if (role !== 'administrator' && others.length === 0) {
          return fail('CONFLICT', 'A library needs an administrator.');
        }
        tx.run('UPDATE user SET role = ? WHERE user_id = ?', [role, userId]);
        recordChange(parts, tx, { ...user, role }, { action: 'user.change', actor });
        return succeed({ ...shown(user), role });
      }),
    sign: async ({ userId, passphrase, bytes }) => {
      const user = userById(db.read, userId);
      if (user === null) return fail('USER_UNKNOWN');
      const privateKey = await openKey(user, passphrase);
      if (privateKey === null) {
        const resource = { kind: 'user', id: user.id };
        audit.record({ actor: user.id, action: 'user.login-failed', resource, outcome: 'failure' });
        return fail('USER_WRONG_PASSPHRASE');
      }
      const signature = signWith(privateKey, bytes);
      privateKey.fill(0);
      return succeed(signature);
    },
  };

  function openKey(user: StoredUser, passphrase: string): Promise<Uint8Array | null> {
    return unwrapSigningKey(user.id, user.wrappedPrivateKey, passphrase);
  }

  function checkNew(name: string, passphrase: string): Result<void> {
    if (name.trim() === '' || name.length > 128) return fail('INVALID_INPUT', 'A user needs a name.');
    if (passphrase === '') return fail('INVALID_INPUT', 'A passphrase must not be empty.');
    return succeed(undefined);
  }

  async function replacePassphrase(
    own: UsersParts,
    next: {
      readonly user: StoredUser;
      readonly privateKey: Uint8Array;
      readonly publicKey: string;
      readonly passphrase: string;
    },
  ): Promise<void> {
    const { user, privateKey, publicKey, passphrase } = next;
    const wrappedPrivateKey = await wrapSigningKey({
      userId: user.id,
      privateKey,
      passphrase,
      cost: own.cost,
    });
    privateKey.fill(0);
    const old = (await readKeyFiles(own.files, own.dir)).whole.filter(
      (file) => file.kind === 'passphrase' && file.userId === user.id,
    );
    // The new wrapping first: cut off anywhere, at least one opens.
    await wrapFor(own, user.id, passphrase);
    db.write((tx) => {
      tx.run('UPDATE user SET wrapped_private_key = ?, public_key = ? WHERE user_id = ?', [
        wrappedPrivateKey,
        publicKey,
        user.id,
      ]);
      recordChange(
        own,
        tx,
        { ...user, wrappedPrivateKey, publicKey },
        { action: 'user.change', actor: user.id },
      );
    });
    for (const file of old) await removeKeyFile(own.files, own.dir, file);
  }

  /** Gives a user's passphrase the power to open the library. */
  async function wrapFor(own: UsersParts, userId: string, passphrase: string): Promise<void> {
    const id = uuidV7(clock.nowMs(), randomBytes(10));
    const target = { tenant: own.tenant, id, createdMs: clock.nowMs() };
    await writeKeyFile(
      own.files,
      own.dir,
      await wrapByPassphrase(target, { userId, passphrase, cost: own.cost }),
    );
  }
}

/** A user with fresh ids and keys, in no database yet. */
export async function newUser(
  parts: Pick<UsersParts, 'clock' | 'cost'>,
  wanted: { readonly name: string; readonly role: Role; readonly passphrase: string },
): Promise<StoredUser> {
  const id = uuidV7(parts.clock.nowMs(), randomBytes(10));
  const { publicKey, privateKey } = newSigningKey();
  const { passphrase } = wanted;
  const wrappedPrivateKey = await wrapSigningKey({ userId: id, privateKey, passphrase, cost: parts.cost });
  privateKey.fill(0);
  return {
    id,
    name: wanted.name.normalize('NFC'),
    role: wanted.role,
    publicKey: Buffer.from(publicKey).toString('hex'),
    wrappedPrivateKey,
  };
}

/** Files a new user: row, change and audit entry in one transaction. */
export function insertUser(
  parts: Pick<UsersParts, 'clock' | 'audit' | 'changes'>,
  tx: WritableDb,
  user: StoredUser,
  actor: string | null,
): void {
  tx.run(
    'INSERT INTO user (user_id, name, role, public_key, wrapped_private_key, created_ms) VALUES (?, ?, ?, ?, ?, ?)',
    [user.id, user.name, user.role, user.publicKey, user.wrappedPrivateKey, parts.clock.nowMs()],
  );
  recordChange(parts, tx, user, { action: 'user.add', actor });
}

function recordChange(
  parts: Pick<UsersParts, 'audit' | 'changes'>,
  tx: WritableDb,
  user: StoredUser,
  how: { readonly action: 'user.add' | 'user.change'; readonly actor: string | null },
): void {
  const { id, name, role, publicKey, wrappedPrivateKey } = user;
  parts.changes.append(tx, {
    resource: { kind: 'user', id },
    operation: how.action === 'user.add' ? 'add' : 'change',
    schema: 1,
    body: { name, role, publicKey, wrappedPrivateKey },
    actor: how.actor,
  });
  const resource = { kind: 'user', id };
  parts.audit.record(
    { actor: how.actor, action: how.action, resource, outcome: 'success', details: { role } },
    tx,
  );
}

function shown({ id, name, role, publicKey }: StoredUser): User {
  return { id, name, role, publicKey };
}

function shownOrNull(user: StoredUser | null): User | null {
  return user === null ? null : shown(user);
}
