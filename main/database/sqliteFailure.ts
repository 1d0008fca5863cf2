import { AxialError, makeFailure, type FailureCode } from '../domain/failure.ts';

const codes: readonly (readonly [prefix: string, code: FailureCode])[] = [
  ['SQLITE_BUSY', 'LIBRARY_BUSY'],
  ['SQLITE_LOCKED', 'LIBRARY_BUSY'],
  ['SQLITE_FULL', 'DISK_FULL'],
  ['SQLITE_READONLY', 'LIBRARY_READ_ONLY'],
  ['SQLITE_CANTOPEN', 'LIBRARY_READ_ONLY'],
  ['SQLITE_CORRUPT', 'LIBRARY_CORRUPT'],
  ['SQLITE_NOTADB', 'LIBRARY_CORRUPT'],
  // Pages that do not authenticate surface as short or failed reads, depending on where they lie.
  ['SQLITE_IOERR_SHORT_READ', 'LIBRARY_CORRUPT'],
  ['SQLITE_IOERR_CORRUPTFS', 'LIBRARY_CORRUPT'],
  ['SQLITE_IOERR', 'DISK_ERROR'],
];

/** What SQLite threw as a failure that a user can act on; anything that is not its own passes through unchanged. */
export function asLibraryError(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return error;
  const sqliteCode = error.code;
  const known = codes.find(([prefix]) => sqliteCode.startsWith(prefix));
  if (known === undefined) return error;
  const failure = makeFailure(known[1], undefined, { sqlite: sqliteCode });
  return Object.assign(new AxialError(failure), { cause: error });
}
