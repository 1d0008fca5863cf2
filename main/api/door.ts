import { failureOf, fail, type Result } from '../domain/failure.ts';
import type { Logger } from '../ports/logger.ts';
import { calls, isCallName, type CallName, type CallOutput } from '../../preload/contract/contract.ts';
import type { Role } from '../../preload/contract/values.ts';
import type { Handlers } from './handler.ts';

/** Who stands at the door. */
export interface Visitor {
  readonly libraryOpen: boolean;
  /** Null while nobody is signed in. */
  readonly role: Role | null;
}

export interface Door {
  /** Checks name, state, role and input, runs the handler, checks the output. Never throws. */
  call(name: string, input: unknown): Promise<Result<unknown>>;
}

const ranks: readonly Role[] = ['reader', 'signer', 'administrator'];

/** The only door for shells: everything that comes from outside is parsed here, never cast. */
export function openDoor(options: {
  readonly handlers: Handlers;
  readonly visitor: () => Visitor;
  readonly logger: Logger;
}): Door {
  const { handlers, visitor, logger } = options;
  return {
    async call(name, rawInput) {
      if (!isCallName(name)) return fail('INVALID_INPUT', 'There is no call of that name.');
      const { input, output, needsLibrary, role } = calls[name];
      const { libraryOpen, role: own } = visitor();
      if (needsLibrary && !libraryOpen) return fail('LIBRARY_LOCKED');
      if (role !== null && (own === null || ranks.indexOf(own) < ranks.indexOf(role)))
        return fail('FORBIDDEN');
      const parsed = input.safeParse(rawInput);
      if (!parsed.success) {
        return fail('INVALID_INPUT', `The input of ${name} is wrong at ${wherePath(parsed.error.issues)}.`);
      }
      const result = await run(name, handlers, parsed.data, logger);
      if (!result.ok) return result;
      const checked = output.safeParse(result.value);
      if (!checked.success) {
        logger.error('api.output-invalid', { call: name, at: wherePath(checked.error.issues) });
        return fail('INTERNAL');
      }
      return { ok: true, value: checked.data };
    },
  };
}

function wherePath(issues: readonly { readonly path: readonly PropertyKey[] }[]): string {
  const path = issues[0]?.path ?? [];
  return path.length === 0 ? 'its top level' : path.map(String).join('.');
}

async function run<N extends CallName>(
  name: N,
  handlers: Handlers,
  input: unknown,
  logger: Logger,
): Promise<Result<CallOutput<N>>> {
  try {
    return await (handlers[name] as (value: unknown) => Promise<Result<CallOutput<N>>>)(input);
  } catch (error) {
    const mapped = failureOf(error);
    if (mapped.code === 'INTERNAL') {
      logger.error('api.bug', { call: name, error: error instanceof Error ? (error.stack ?? '') : '' });
    }
    return { ok: false, failure: mapped };
  }
}
