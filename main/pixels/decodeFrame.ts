import { AxialError, fail, succeed, type Result } from '../domain/failure.ts';
import type { DecodedFrame } from '../domain/pixelHeader.ts';
import type { EncodedFrame, FrameDecoder } from './frameDecoder.ts';

/**
 * Decodes one frame with the first ready decoder of its transfer syntax. Runs where it is called: inside a decoder process.
 * Whatever a codec throws that is no `AxialError` becomes `PIXELS_MALFORMED`: codecs throw numbers, strings and their own errors
 * for streams they cannot read. A WASM trap is thrown on: the codec's memory is in an unknown state and its process has
 * to go.
 */
export async function decodeFrame(
  frame: EncodedFrame,
  decoders: readonly FrameDecoder[],
): Promise<Result<DecodedFrame>> {
  const reasons: string[] = [];
  for (const decoder of decoders) {
    if (!decoder.transferSyntaxUids.includes(frame.transferSyntaxUid)) continue;
    const readiness = await decoder.prepare();
    if (readiness.kind === 'unavailable') {
      reasons.push(`${decoder.name}: ${readiness.reason}`);
      continue;
    }
    try {
      return succeed(await decoder.decode(frame));
    } catch (error) {
      if (error instanceof AxialError) return { ok: false, failure: error.failure };
      if (error instanceof Error && error.name === 'RuntimeError') throw error;
      return fail('PIXELS_MALFORMED', `The frame cannot be decoded (${decoder.name}).`);
    }
  }
  const why = reasons.length > 0 ? ` (${reasons.join('; ')})` : '';
  return fail(
    'PIXELS_UNSUPPORTED',
    `No decoder for transfer syntax ${frame.transferSyntaxUid} can run${why}.`,
  );
}
