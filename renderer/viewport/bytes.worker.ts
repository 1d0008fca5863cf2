import { AxialError, failureOf, makeFailure } from '../../main/domain/failure.ts';
import { valueRange } from '../../main/domain/greyRender.ts';
import { viewOf } from './imagePixels.ts';
import { readBytes } from './readBytes.ts';
import type { BytesReply, BytesRequest } from './bytesProtocol.ts';

/** The worker that fetches pixels, so that nothing but a finished buffer ever reaches the page's thread. */

const running = new Map<number, AbortController>();

globalThis.addEventListener('message', (event: MessageEvent<BytesRequest>) => {
  const request = event.data;
  if (request.kind === 'cancel') running.get(request.id)?.abort();
  else void answer(request);
});

async function answer(request: Extract<BytesRequest, { kind: 'read' }>): Promise<void> {
  const controller = new AbortController();
  running.set(request.id, controller);
  try {
    const response = await fetch(request.url, { signal: controller.signal, cache: 'no-store' });
    let told = 0;
    const read = await readBytes(response, {
      bytes: request.bytes,
      shared: request.shared,
      onProgress: (done) => {
        if (done - told < 4 << 20) return;
        told = done;
        send({ kind: 'progress', id: request.id, done });
      },
    });
    if (!read.ok) throw new AxialError(read.failure);
    const range = valueRange(viewOf(request.dataType, read.value));
    send({ kind: 'read', id: request.id, buffer: read.value, range });
  } catch (error) {
    const failure = controller.signal.aborted ? makeFailure('CANCELLED') : failureOf(error);
    send({ kind: 'failed', id: request.id, failure });
  } finally {
    running.delete(request.id);
  }
}

function send(reply: BytesReply): void {
  const transfer = reply.kind === 'read' && reply.buffer instanceof ArrayBuffer ? [reply.buffer] : [];
  postMessage(reply, { transfer });
}
