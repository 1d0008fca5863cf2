import { rm, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { fail, succeed, type Result } from '../../domain/failure.ts';
import { createLibrary } from '../../library/createLibrary.ts';
import type { Library } from '../../library/library.ts';
import { openLibrary } from '../../library/openLibrary.ts';
import type { Session } from '../../library/users.ts';
import { digestParts } from '../../services.ts';
import { libraryFolder } from '../libraryFolder.ts';
import type { CommandOutput, Invocation } from './command.ts';

export interface OpenForCommand {
  readonly library: Library;
  readonly session: Session;
  /** True where this command made the library. */
  readonly created: boolean;
}

/**
 * Opens the library that a command works on, as the user that `--user` names. `create`: makes one where there is none;
 * its recovery key goes to stderr once, or to the file of `--recovery-key-out`.
 */
export async function openLibraryForCommand(
  invocation: Invocation,
  how: { readonly create: boolean },
): Promise<Result<OpenForCommand>> {
  const { passphrase, user } = invocation.global;
  const { files, clock } = invocation.ports;
  const base = { dir: libraryFolder(invocation.global.library), files, clock, digestParts };
  const open = (): ReturnType<typeof openLibrary> =>
    openLibrary({ ...base, ...(passphrase === null ? {} : { passphrase }) });
  const opened = await open();
  if (opened.ok || opened.failure.code !== 'LIBRARY_NOT_FOUND' || !how.create) {
    return opened.ok ? act(invocation, opened.value, false) : opened;
  }
  if (passphrase === null) {
    return fail('LIBRARY_NO_KEY', 'A new library needs a passphrase: set AXIAL_PASSPHRASE.');
  }
  // The key is shown once: the place for it has to be sure before there is a library.
  const place = await reserveKeyFile(invocation);
  if (!place.ok) return place;
  const made = await createLibrary({ ...base, user: { name: user ?? userInfo().username, passphrase } });
  if (!made.ok && place.value !== null) await rm(place.value, { force: true });
  if (made.ok) {
    await handOverRecoveryKey(invocation, made.value.recoveryKey);
    return act(invocation, made.value.library, true);
  }
  if (made.failure.code !== 'LIBRARY_BUSY' && made.failure.code !== 'LIBRARY_FOLDER_NOT_EMPTY') return made;
  // Another command has just made it, or is about to: opening waits for that.
  const meanwhile = await open();
  return meanwhile.ok ? act(invocation, meanwhile.value, false) : made;
}

async function act(
  invocation: Invocation,
  library: Library,
  created: boolean,
): Promise<Result<OpenForCommand>> {
  const { passphrase, user } = invocation.global;
  for (const warning of library.warnings) invocation.note(warning.message);
  const session = await library.session({
    ...(user === null ? {} : { name: user }),
    ...(passphrase === null ? {} : { passphrase }),
  });
  if (session.ok) return succeed({ library, session: session.value, created });
  await library.close();
  return session;
}

/** Makes the empty file of `--recovery-key-out`; null without it. An existing file is never written over. */
async function reserveKeyFile(invocation: Invocation): Promise<Result<string | null>> {
  const file = invocation.options['recovery-key-out'];
  if (typeof file !== 'string') return succeed(null);
  try {
    await writeFile(file, '', { mode: 0o600, flag: 'wx' });
    return succeed(file);
  } catch {
    return fail('FILE_UNREADABLE', `The recovery key cannot be written to ${file}. No library was made.`);
  }
}

async function handOverRecoveryKey(invocation: Invocation, recoveryKey: string): Promise<void> {
  const file = invocation.options['recovery-key-out'];
  if (typeof file === 'string') {
    await writeFile(file, `${recoveryKey}\n`);
    return;
  }
  invocation.note(
    `A new library was made. Its recovery key, shown only now; keep it where the library is not:\n\n  ${recoveryKey}\n`,
  );
}

/** Opens, works, closes; also when the work throws. */
export async function withLibrary(
  invocation: Invocation,
  how: { readonly create: boolean },
  work: (open: OpenForCommand) => Promise<Result<CommandOutput>>,
): Promise<Result<CommandOutput>> {
  const opened = await openLibraryForCommand(invocation, how);
  if (!opened.ok) return opened;
  try {
    return await work(opened.value);
  } finally {
    await opened.value.library.close();
  }
}
