import { AxialError, fail, failureOf, succeed, type Result } from '../domain/failure.ts';
import type { DecodedFrame } from '../domain/pixelHeader.ts';
import type { Processes } from '../ports/processes.ts';
import { decoderChild, type DecoderChild } from './decoderChild.ts';
import type { EncodedFrame } from './frameDecoder.ts';
import { unpackNativeFrame } from './nativeFrame.ts';
import { priorityQueue } from './priorityQueue.ts';
import { decodedFrameBytes } from './storedValues.ts';
import { pixelEncoding } from './transferSyntax.ts';

/** Decodes frames outside this process. */
export interface DecoderPool {
  /**
   * Decodes one frame. Native little- and big-endian frames are unpacked here (see nativeFrame.ts for why that is safe);
   * all else goes to a decoder process. Never rejects.
   * Failures: `PIXELS_TOO_LARGE`, `PIXELS_UNSUPPORTED`, `PIXELS_MALFORMED`, `PIXELS_TRUNCATED`, `PIXEL_HEADER_INVALID`,
   * `VIDEO_NOT_DECODED`, `DECODER_CRASHED`, `DECODER_TIMEOUT`, `DECODER_MEMORY`, `DECODER_BUSY` (queue full), `CANCELLED`.
   */
  decode(frame: EncodedFrame, options?: DecodeOptions): Promise<Result<DecodedFrame>>;
  /** Starts a process ahead of the first frame, which then takes some 0.2 s less. It ends like the others when idle. */
  warm(): void;
  /** Ends every decoder process; frames under way or waiting fail with `CANCELLED`. The pool can be used again after that. */
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
  /** The module that the processes run: decoderProcess.ts unless a test or a packed application puts another there. */
  readonly entry?: URL;
}

/** Memory of a decoder process before it decodes anything: Node and the loaded codecs. */
const emptyProcessBytes = 160 * 2 ** 20;

/** The codecs hold the frame as 32-bit samples and as bytes; then it is copied out, put into its type, and sent. */
const copiesHeld = 6;

/** A process that has not said it is ready by then counts as crashed. */
const startTimeoutMs = 20_000;

/** A cancelled frame that is under way may take this long; killing and starting a process takes some 100 ms. */
const graceMs = 500;

/**
 * A pool of decoder processes. They start when needed, run one frame each at a time and end when idle. Whatever a codec
 * does (crash, endless loop, all memory) costs the frame it was working on; the next frame gets a fresh process.
 */
export function createDecoderPool(options: DecoderPoolOptions): DecoderPool {
  const { size, memoryCapBytes = 2 ** 30, timeoutMs = 30_000, queueLimit = 4096, idleMs = 20_000 } = options;
  const entry = options.entry ?? defaultEntry();
  const queue = priorityQueue<Job>();
  const children = new Set<DecoderChild>();

  const assign = (): void => {
    for (;;) {
      const idle = [...children].find((child) => child.idle);
      if (idle === undefined && children.size >= size) return;
      const job = queue.take();
      if (job === null) return;
      const child = idle ?? startChild();
      job.child = child;
      void child.decode(job.frame, timeoutMs).then(job.settle);
    }
  };

  const startChild = (): DecoderChild => {
    const child = decoderChild({
      handle: options.processes.start({ entry, name: 'decoder', env: {}, memoryCapBytes }),
      startTimeoutMs,
      graceMs,
      idleMs,
      onIdle: assign,
      onGone: () => {
        children.delete(child);
        assign();
      },
    });
    children.add(child);
    return child;
  };

  const decodeOutside = (
    frame: EncodedFrame,
    { signal, priority = 0 }: DecodeOptions,
  ): Promise<Result<DecodedFrame>> => {
    if (queue.size() >= queueLimit) return Promise.resolve(fail('DECODER_BUSY'));
    return new Promise((resolve) => {
      const cancel = (): void => {
        queue.remove(job);
        job.child?.abandon();
        job.settle(fail('CANCELLED'));
      };
      const job: Job = {
        frame,
        child: null,
        settle: (result) => {
          signal?.removeEventListener('abort', cancel);
          resolve(result);
        },
      };
      signal?.addEventListener('abort', cancel, { once: true });
      queue.put(job, priority);
      assign();
    });
  };

  return {
    decode: (frame, decodeOptions = {}) => {
      if (decodeOptions.signal?.aborted === true) return Promise.resolve(fail('CANCELLED'));
      const refusal = refusalOf(frame, memoryCapBytes);
      if (refusal !== null) return Promise.resolve(refusal);
      if (pixelEncoding(frame.transferSyntaxUid) === 'native') return Promise.resolve(unpackHere(frame));
      return decodeOutside(frame, decodeOptions);
    },
    warm: () => {
      if (children.size === 0) startChild();
    },
    close: () => {
      for (let job = queue.take(); job !== null; job = queue.take()) job.settle(fail('CANCELLED'));
      for (const child of children) child.stop();
    },
  };
}

interface Job {
  readonly frame: EncodedFrame;
  child: DecoderChild | null;
  readonly settle: (result: Result<DecodedFrame>) => void;
}

/** What can be told from the header alone, before a byte is decoded. */
function refusalOf(
  { transferSyntaxUid, header, bytes }: EncodedFrame,
  capBytes: number,
): Result<DecodedFrame> | null {
  const encoding = pixelEncoding(transferSyntaxUid);
  if (encoding === null) {
    return fail('PIXELS_UNSUPPORTED', `The transfer syntax ${printable(transferSyntaxUid)} is not known.`);
  }
  if (encoding === 'video') return fail('VIDEO_NOT_DECODED');
  const neededBytes = decodedFrameBytes(header) * copiesHeld + bytes.length * 2 + emptyProcessBytes;
  if (neededBytes > capBytes) {
    return fail(
      'PIXELS_TOO_LARGE',
      `Decoding a frame of ${header.columns} x ${header.rows} needs about ${mib(neededBytes)} MiB; ${mib(capBytes)} MiB are allowed.`,
      { neededBytes, allowedBytes: capBytes },
    );
  }
  return null;
}

function unpackHere(frame: EncodedFrame): Result<DecodedFrame> {
  try {
    return succeed(unpackNativeFrame(frame));
  } catch (error) {
    if (error instanceof AxialError) return { ok: false, failure: failureOf(error) };
    throw error;
  }
}

/** Beside this module: TypeScript in the source tree, JavaScript where it was compiled in place. */
function defaultEntry(): URL {
  return new URL(
    import.meta.url.endsWith('.ts') ? './decoderProcess.ts' : './decoderProcess.js',
    import.meta.url,
  );
}

function mib(bytes: number): number {
  return Math.ceil(bytes / 2 ** 20);
}

function printable(text: string): string {
  return text.replaceAll(/[^ -~]/g, '?').slice(0, 64);
}
