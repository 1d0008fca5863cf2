import type { Result } from '../domain/failure.ts';
import type { BytesRoute } from '../../preload/contract/bytes.ts';
import type { EventName, EventPayload } from '../../preload/contract/events.ts';

/** What a shell holds in its hands: calls, events and bytes. Nothing else leaves the services. */
export interface ApiFace {
  call(name: string, input: unknown): Promise<Result<unknown>>;
  /** Returns how to stop listening. */
  on<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): () => void;
  readBytes(route: BytesRoute, options: { readonly signal: AbortSignal }): Promise<Result<BytesAnswer>>;
  writeBytes(route: BytesRoute, input: BytesInput): Promise<Result<{ readonly revision: number }>>;
}

export interface BytesAnswer {
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly body: Uint8Array | AsyncIterable<Uint8Array>;
  readonly headers: Readonly<Record<string, string>>;
}

export interface BytesInput {
  readonly body: AsyncIterable<Uint8Array>;
  /** Of `x-axial-revision`; null where the request had none. */
  readonly revision: number | null;
}
