import { failureTexts, type FailureCode } from './failureCodes.ts';

export type { FailureCode } from './failureCodes.ts';

/** An expected failure as data: it crosses every transport unchanged. */
export interface Failure {
  readonly code: FailureCode;
  /** Says what, which (a file or a UID, never a person) and what still works. English; the screen translates by code. */
  readonly message: string;
  /** Named values of the message, for translation: file names, UIDs, numbers with their unit. Never patient data. */
  readonly details: Readonly<Record<string, string | number>>;
}

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure };

/** Thrown where an expected failure has to pass through code that only knows exceptions (streams, workers, callbacks). */
export class AxialError extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.message);
    this.name = 'AxialError';
    this.failure = failure;
  }
}

/** Builds a failure; without a message of its own it says the general sentence of its code. */
export function makeFailure(
  code: FailureCode,
  message?: string,
  details: Readonly<Record<string, string | number>> = {},
): Failure {
  return { code, message: message ?? failureTexts[code].en, details };
}

export function succeed<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function fail<T = never>(
  code: FailureCode,
  message?: string,
  details?: Readonly<Record<string, string | number>>,
): Result<T> {
  return { ok: false, failure: makeFailure(code, message, details) };
}

/** The exception form of `fail`. */
export function raise(
  code: FailureCode,
  message?: string,
  details?: Readonly<Record<string, string | number>>,
): never {
  throw new AxialError(makeFailure(code, message, details));
}

/** The value, or the failure thrown: for callers that cannot go on without it. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new AxialError(result.failure);
}

/** The failure that an exception carries; anything that is no `AxialError` is a bug and becomes `INTERNAL`. */
export function failureOf(error: unknown): Failure {
  if (error instanceof AxialError) return error.failure;
  return makeFailure('INTERNAL');
}
