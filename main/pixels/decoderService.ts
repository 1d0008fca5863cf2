import type { Result } from '../domain/failure.ts';
import type { DecodedFrame } from '../domain/pixelHeader.ts';
import type { ParentChannel } from '../ports/parentChannel.ts';
import { decodeFrame } from './decodeFrame.ts';
import type { EncodedFrame, FrameDecoder } from './frameDecoder.ts';

/** What the pool sends: one at a time. */
export interface DecodeRequest {
  readonly id: number;
  readonly frame: EncodedFrame;
}

/** What a decoder process sends: `ready` once, then one answer a request. */
export type DecoderMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly id: number; readonly result: Result<DecodedFrame> };

/** Serves decode requests from the parent with `decoders` until the process ends. */
export function serveDecoders(channel: ParentChannel, decoders: readonly FrameDecoder[]): void {
  channel.onMessage((message) => {
    const { id, frame } = message as DecodeRequest;
    void decodeFrame(frame, decoders).then((result) => {
      channel.send({ kind: 'answer', id, result } satisfies DecoderMessage);
    });
  });
  channel.send({ kind: 'ready' } satisfies DecoderMessage);
}
