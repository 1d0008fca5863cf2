import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../main/domain/failure.ts';
import type { CallInput, CallName, CallOutput } from '../../preload/contract/contract.ts';
import { useConnection } from './ConnectionProvider.tsx';

/** A value that is read from the services. A reload keeps the value on screen until the next one is there. */
export type CallState<T> =
  | { readonly kind: 'loading'; readonly value: null }
  | { readonly kind: 'ready'; readonly value: T }
  | { readonly kind: 'failed'; readonly value: null; readonly failure: Failure };

interface Answer<T> {
  /** The input that this answers. */
  readonly inputText: string;
  readonly state: CallState<T>;
}

/**
 * Reads once and again whenever the input changes, `reload` is called, or the connection comes back.
 * `input` null reads nothing and stays loading. Answers that come late for an older input are dropped.
 */
export function useCall<N extends CallName>(
  name: N,
  input: CallInput<N> | null,
): CallState<CallOutput<N>> & { readonly reload: () => void } {
  const connection = useConnection();
  const [answer, setAnswer] = useState<Answer<CallOutput<N>> | null>(null);
  const latestRead = useRef(0);
  const inputText = input === null ? null : JSON.stringify(input);
  const reload = useCallback(() => {
    latestRead.current += 1;
    const thisRead = latestRead.current;
    if (inputText === null) return;
    void connection.call(name, JSON.parse(inputText) as CallInput<N>).then((result) => {
      if (thisRead !== latestRead.current) return;
      const state: CallState<CallOutput<N>> = result.ok
        ? { kind: 'ready', value: result.value }
        : { kind: 'failed', value: null, failure: result.failure };
      setAnswer({ inputText, state });
    });
  }, [connection, name, inputText]);
  useEffect(() => {
    reload();
    return () => {
      latestRead.current += 1;
    };
  }, [reload]);
  useEffect(() => {
    let before = connection.state();
    return connection.onState((now) => {
      if (now === 'live' && before === 'lost') reload();
      before = now;
    });
  }, [connection, reload]);
  const state: CallState<CallOutput<N>> =
    answer !== null && answer.inputText === inputText ? answer.state : { kind: 'loading', value: null };
  return { ...state, reload };
}
