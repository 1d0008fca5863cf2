import type { Result } from '../../main/domain/failure.ts';
import type { DataType } from '../../preload/contract/values.ts';
import type { BytesReply, BytesRequest } from './bytesProtocol.ts';

export interface ReadBuffer {
  readonly buffer: ArrayBufferLike;
  readonly range: { readonly min: number; readonly max: number };
}

export interface ReadJob {
  readonly url: string;
  readonly bytes: number;
  readonly dataType: DataType;
  readonly shared: boolean;
  readonly onProgress?: (done: number) => void;
}

/** Reads bytes behind addresses outside the page's thread. */
export interface BytesReader {
  /** Starts at once; `cancel` makes it fail with CANCELLED. */
  read(job: ReadJob): { readonly result: Promise<Result<ReadBuffer>>; readonly cancel: () => void };
  dispose(): void;
}

/** The reader over one worker, which runs as many reads at once as it is given. */
export function createBytesReader(): BytesReader {
  const worker = new Worker(new URL('./bytes.worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<
    number,
    { readonly settle: (result: Result<ReadBuffer>) => void; readonly onProgress: (done: number) => void }
  >();
  let nextId = 1;
  const send = (request: BytesRequest): void => worker.postMessage(request, { transfer: [] });
  worker.addEventListener('message', (event: MessageEvent<BytesReply>) => {
    const reply = event.data;
    const entry = waiting.get(reply.id);
    if (entry === undefined) return;
    if (reply.kind === 'progress') {
      entry.onProgress(reply.done);
      return;
    }
    waiting.delete(reply.id);
    entry.settle(
      reply.kind === 'read'
        ? { ok: true, value: { buffer: reply.buffer, range: reply.range } }
        : { ok: false, failure: reply.failure },
    );
  });
  return {
    read: ({ onProgress, ...job }) => {
      const id = nextId++;
      const result = new Promise<Result<ReadBuffer>>((settle) => {
        waiting.set(id, { settle, onProgress: onProgress ?? (() => undefined) });
      });
      send({ kind: 'read', id, ...job });
      return { result, cancel: () => send({ kind: 'cancel', id }) };
    },
    dispose: () => worker.terminate(),
  };
}
