import type { z } from 'zod';
import type { Result } from '../../main/domain/failure.ts';
import { catalogCalls } from './catalog.ts';
import type { EventName, EventPayload } from './events.ts';
import { findingCalls } from './findings.ts';
import { importCalls } from './import.ts';
import { libraryCalls } from './library.ts';
import { pixelCalls } from './pixels.ts';

/** Every call there is. Both sides derive their types and checks from this map; nothing else crosses. */
export const calls = {
  ...libraryCalls,
  ...catalogCalls,
  ...importCalls,
  ...pixelCalls,
  ...findingCalls,
} as const;

export type CallName = keyof typeof calls;
export type CallInput<N extends CallName> = z.infer<(typeof calls)[N]['input']>;
export type CallOutput<N extends CallName> = z.infer<(typeof calls)[N]['output']>;
export const callNames = Object.keys(calls) as readonly CallName[];

export function isCallName(name: string): name is CallName {
  return Object.hasOwn(calls, name);
}

/** One connection to the services, whatever the transport. */
export interface Transport {
  /** Checked on both sides: a wrong input answers INVALID_INPUT, never throws. */
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<Result<CallOutput<N>>>;
  /** Returns how to stop listening. */
  on<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): () => void;
  /** Bytes behind a URL that a call returned. */
  bytes(url: string, init?: BytesInit): Promise<Response>;
}

export interface BytesInit {
  readonly method?: 'GET' | 'PUT';
  readonly body?: Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}
