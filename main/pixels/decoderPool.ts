import type { Result } from '../domain/failure.ts';
import type { DecodedFrame } from '../domain/pixelHeader.ts';
import type { Processes } from '../ports/processes.ts';
import type { EncodedFrame } from './frameDecoder.ts';

/** Decodes frames outside this process. */
export interface DecoderPool {
  /**
   * Decodes one frame. Native little- and big-endian frames are unpacked here (see nativeFrame.ts for why that is safe);
   * all else goes to a decoder process. Never rejects.
   * Failures: `PIXELS_TOO_LARGE`, `PIXELS_UNSUPPORTED`, `PIXELS_MALFORMED`, `PIXELS_TRUNCATED`, `PIXEL_HEADER_INVALID`,
   * `VIDEO_NOT_DECODED`, `DECODER_CRASHED`, `DECODER_TIMEOUT`, `DECODER_MEMORY`, `DECODER_BUSY` (queue full), `CANCELLED`.
   */
  decode(frame: EncodedFrame, options?: DecodeOptions): Promise<Result<DecodedFrame>>;
  /** Ends every decoder process; frames still waiting fail with `CANCELLED`. The pool can be used again after that. */
  close(): void;
}

export interface DecodeOptions {
  readonly signal?: AbortSignal;
  /** Higher goes first; equal ones in order of arrival. 0 where not given. */
  readonly priority?: number;
}

export interface DecoderPoolOptions {
  readonly processes: Processes;
  /** Decoder processes at most. */
  readonly size: number;
  /** Memory one decoder process may hold; a frame that cannot fit is refused before it is tried. */
  readonly memoryCapBytes?: number;
  /** Time one frame may take. */
  readonly timeoutMs?: number;
  /** Frames that may wait; more are refused with `DECODER_BUSY`. */
  readonly queueLimit?: number;
  /** A process without work ends after this. */
  readonly idleMs?: number;
  /** The module that the processes run: decoderProcess.ts unless a test puts another there. */
  readonly entry?: URL;
}
