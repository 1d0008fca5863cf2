import { z } from 'zod';
import { fail, succeed, type Result } from '../../main/domain/failure.ts';
import { calls, type CallName, type CallOutput } from '../../preload/contract/contract.ts';
import { failureValue } from '../../preload/contract/values.ts';

/** The last form is what the HTTP face answers before a call reaches its handler. */
const envelope = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), failure: failureValue }),
  z.object({ error: failureValue }).transform(({ error }) => ({ ok: false as const, failure: error })),
]);

/** Trusts nothing that came over a wire: an answer that breaks the contract is the failure `INTERNAL`. */
export function parseResult<N extends CallName>(name: N, answer: unknown): Result<CallOutput<N>> {
  const parsed = envelope.safeParse(answer);
  if (!parsed.success) return fail('INTERNAL', `The answer to ${name} was not understood.`);
  if (!parsed.data.ok) return { ok: false, failure: parsed.data.failure };
  const value = calls[name].output.safeParse(parsed.data.value);
  if (!value.success) return fail('INTERNAL', `The answer to ${name} breaks the contract.`);
  return succeed(value.data as CallOutput<N>);
}
