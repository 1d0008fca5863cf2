import packageJson from '../../../package.json' with { type: 'json' };
import { loadKernels } from '../../../native/index.ts';
import { succeed } from '../../domain/failure.ts';
import type { libraryCalls } from '../../../preload/contract/library.ts';
import type { HandlersOf } from '../handler.ts';
import { startJob } from '../jobKinds.ts';
import type { LibrarySession } from '../librarySession.ts';
import type { Preferences } from '../preferences.ts';
import type { Workspace } from '../workspace.ts';

export type ShellName = 'electron' | 'loopback' | 'in-process';

export function libraryHandlers(options: {
  readonly session: LibrarySession;
  readonly open: () => Workspace;
  readonly preferences: Preferences;
  readonly shell: ShellName;
  readonly dialogs: boolean;
}): HandlersOf<keyof typeof libraryCalls> {
  const { session, open, preferences, shell, dialogs } = options;
  return {
    'app.info': async () => {
      const { engine, reason } = loadKernels();
      return succeed({
        version: packageJson.version,
        shell,
        kernels: { engine, reason: engine === 'native' ? null : reason },
        dialogs,
      });
    },
    'library.state': async () => succeed(session.state()),
    'library.create': async (user) => {
      const made = await session.create(user);
      return made.ok ? succeed({ recoveryKey: made.value.recoveryKey, state: session.state() }) : made;
    },
    'library.unlock': async (who) => {
      const unlocked = await session.unlock(who);
      return unlocked.ok ? succeed(session.state()) : unlocked;
    },
    'library.lock': async () => {
      await session.lock();
      return succeed(session.state());
    },
    'library.verify': async () => startJob(open(), 'verify', { subject: '' }),
    'library.backup': async ({ path }) => startJob(open(), 'backup', { path, subject: path }),
    'library.storage': async () => {
      const { library, files } = open();
      const counts = library.db.read.get<{ studies: number; instances: number }>(
        'SELECT (SELECT count(*) FROM study) AS studies, (SELECT count(*) FROM instance) AS instances',
      );
      const space = await files.space(library.dir);
      return succeed({
        studies: counts?.studies ?? 0,
        instances: counts?.instances ?? 0,
        objectBytes: library.vault.storedBytes(),
        freeBytes: space.freeBytes,
      });
    },
    'users.list': async () =>
      succeed(
        open()
          .library.users.list()
          .map(({ name, role }) => ({ name, role })),
      ),
    'users.create': async ({ name, role, passphrase }) => {
      const { library, session: acting } = open();
      const added = await library.users.add({ name, role, passphrase, actor: acting.user.id });
      return added.ok ? succeed({ name, role }) : added;
    },
    'audit.list': async ({ offset, limit }) => {
      const { audit, users } = open().library;
      const [newest] = audit.list({ limit: 1 });
      const total = newest?.seq ?? 0;
      const entries = audit.list({ limit, before: total - offset + 1 }).map((entry) => ({
        sequence: entry.seq,
        time: new Date(entry.timeMs).toISOString(),
        actor: entry.actor === null ? '' : (users.get(entry.actor)?.name ?? entry.actor),
        action: entry.action,
        resource: entry.resource === null ? null : `${entry.resource.kind} ${entry.resource.id}`,
        outcome: entry.outcome === 'success' ? ('ok' as const) : ('failed' as const),
      }));
      return succeed({ total, entries });
    },
    'audit.verify': async () => succeed({ ...open().library.audit.verify() }),
    'settings.get': async ({ key }) => succeed({ value: await preferences.get(key) }),
    'settings.set': async ({ key, value }) => {
      await preferences.set(key, value);
      return succeed({});
    },
  };
}
