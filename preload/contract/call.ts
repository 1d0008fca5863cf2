import type { z } from 'zod';
import type { Role } from './values.ts';

/** One call of the contract: what goes in, what comes out, and who may. */
export interface Call<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly input: I;
  readonly output: O;
  /** False: answers also while the library is locked or absent. */
  readonly needsLibrary: boolean;
  /** The least role that may call; null: every signed-in user. */
  readonly role: Role | null;
}

/** Declares a call. Needs an open library unless told otherwise. */
export function call<I extends z.ZodType, O extends z.ZodType>(options: {
  readonly input: I;
  readonly output: O;
  readonly needsLibrary?: boolean;
  readonly role?: Role;
}): Call<I, O> {
  return {
    input: options.input,
    output: options.output,
    needsLibrary: options.needsLibrary ?? true,
    role: options.role ?? null,
  };
}
