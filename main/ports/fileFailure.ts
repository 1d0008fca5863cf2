import { AxialError, makeFailure, type FailureCode } from '../domain/failure.ts';

const codes: Readonly<Record<string, FailureCode>> = {
  ENOSPC: 'DISK_FULL',
  EDQUOT: 'DISK_FULL',
  EFBIG: 'LIBRARY_UNSAFE_FILESYSTEM',
  EROFS: 'LIBRARY_READ_ONLY',
  EACCES: 'LIBRARY_READ_ONLY',
  EPERM: 'LIBRARY_READ_ONLY',
  EIO: 'DISK_ERROR',
  ENXIO: 'DISK_ERROR',
};

/** The system's code of an error (`ENOSPC`), or null where it has none. */
export function systemCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

/**
 * What went wrong below the library as a failure a user can act on; other errors pass through unchanged. The message
 * carries the system's code and never a path.
 */
export function asFileError(error: unknown): unknown {
  const system = systemCode(error);
  const code = system === null ? undefined : codes[system];
  if (system === null || code === undefined) return error;
  return Object.assign(new AxialError(makeFailure(code, undefined, { system })), { cause: error });
}
