import { z } from 'zod';
import { call } from './call.ts';
import { failureValue, isoTime, role } from './values.ts';

/** Where the session stands. `none`: no library yet in the configured folder. */
export const libraryState = z.strictObject({
  state: z.enum(['none', 'locked', 'open', 'failed']),
  /** Why it does not open; null unless `failed`. */
  failure: failureValue.nullable(),
  libraryId: z.string().nullable(),
  /**
   * True: a library for looking around, on a first start; it holds the sample study, its key was never kept, and it is
   * gone when Axial ends. The first own import asks for a real one (`library.create`).
   */
  sample: z.boolean(),
  /** The user who acts, null while locked. */
  user: z.strictObject({ name: z.string(), role }).nullable(),
  /** Names that can sign in; known without a key. */
  userNames: z.array(z.string()),
});
export type LibraryState = z.infer<typeof libraryState>;

const passphrase = z.string().min(1).max(1024);
const userName = z.string().min(1).max(64);

export const libraryCalls = {
  'app.info': call({
    input: z.strictObject({}),
    output: z.strictObject({
      version: z.string(),
      shell: z.enum(['electron', 'loopback', 'in-process']),
      /** Which kernels run, and why not the native ones. */
      kernels: z.strictObject({ engine: z.enum(['native', 'twin']), reason: z.string().nullable() }),
      /** What this shell can open dialogs for. */
      dialogs: z.boolean(),
    }),
    needsLibrary: false,
  }),
  'library.state': call({ input: z.strictObject({}), output: libraryState, needsLibrary: false }),
  /** Makes the library and its first user, an administrator. The recovery key is shown once and never stored. */
  'library.create': call({
    input: z.strictObject({ passphrase, userName }),
    output: z.strictObject({ recoveryKey: z.string(), state: libraryState }),
    needsLibrary: false,
  }),
  'library.unlock': call({
    input: z.strictObject({ passphrase, userName: userName.nullable() }),
    output: libraryState,
    needsLibrary: false,
  }),
  'library.lock': call({ input: z.strictObject({}), output: libraryState, needsLibrary: false }),
  /** A job: re-reads every object. */
  'library.verify': call({ input: z.strictObject({}), output: z.strictObject({ jobId: z.string() }) }),
  'library.backup': call({
    input: z.strictObject({ path: z.string().min(1) }),
    output: z.strictObject({ jobId: z.string() }),
  }),
  'library.storage': call({
    input: z.strictObject({}),
    output: z.strictObject({
      studies: z.int(),
      instances: z.int(),
      objectBytes: z.number(),
      freeBytes: z.number(),
    }),
  }),
  'users.list': call({
    input: z.strictObject({}),
    output: z.array(z.strictObject({ name: z.string(), role })),
  }),
  'users.create': call({
    input: z.strictObject({ name: userName, role, passphrase }),
    output: z.strictObject({ name: z.string(), role }),
    role: 'administrator',
  }),
  'audit.list': call({
    input: z.strictObject({ offset: z.int().min(0), limit: z.int().min(1).max(500) }),
    output: z.strictObject({
      total: z.int(),
      entries: z.array(
        z.strictObject({
          sequence: z.int(),
          time: isoTime,
          actor: z.string(),
          action: z.string(),
          resource: z.string().nullable(),
          outcome: z.enum(['ok', 'denied', 'failed']),
        }),
      ),
    }),
    role: 'administrator',
  }),
  'audit.verify': call({
    input: z.strictObject({}),
    output: z.strictObject({ entries: z.int(), firstBroken: z.int().nullable() }),
  }),
  /** Preferences of this screen: never synced. Values are JSON. */
  'settings.get': call({
    input: z.strictObject({ key: z.string().max(64) }),
    output: z.strictObject({ value: z.json().nullable() }),
    needsLibrary: false,
  }),
  'settings.set': call({
    input: z.strictObject({ key: z.string().max(64), value: z.json() }),
    output: z.strictObject({}),
    needsLibrary: false,
  }),
} as const;
