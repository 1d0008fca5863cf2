import type { Result } from '../domain/failure.ts';
import type { CallInput, CallName, CallOutput } from '../../preload/contract/contract.ts';

/** What answers one call. Expected failures are returned; what is thrown is mapped at the door. */
export type Handler<N extends CallName> = (input: CallInput<N>) => Promise<Result<CallOutput<N>>>;

export type Handlers = { readonly [N in CallName]: Handler<N> };

/** The handlers of one area. */
export type HandlersOf<N extends CallName> = Pick<Handlers, N>;
