import { fail, type Result } from '../domain/failure.ts';
import type { DecodedFrame } from '../domain/pixelHeader.ts';
import type { ChildExit, ChildHandle } from '../ports/processes.ts';
import type { DecoderMessage, DecodeRequest } from './decoderService.ts';
import type { EncodedFrame } from './frameDecoder.ts';

/** One decoder process as the pool sees it. */
export interface DecoderChild {
  /** Whether it can be given a frame. */
  readonly idle: boolean;
  /** Decodes one frame; only when idle. Resolves in every case: with the frame, or with what became of the process. */
  decode(frame: EncodedFrame, timeoutMs: number): Promise<Result<DecodedFrame>>;
  /**
   * Answers the frame under way with `CANCELLED` at once. The process may finish it, as most frames take less time than
   * a new process; one that does not finish soon ends.
   */
  abandon(): void;
  /** Ends the process; a frame under way is answered with `CANCELLED`. */
  stop(): void;
}

export interface DecoderChildOptions {
  readonly handle: ChildHandle;
  readonly startTimeoutMs: number;
  /** What an abandoned frame may still take. */
  readonly graceMs: number;
  readonly idleMs: number;
  /** Called when it becomes idle again. */
  readonly onIdle: () => void;
  /** Called once when the process can no longer be used. */
  readonly onGone: () => void;
}

/** Wraps a started process: matches answers to requests, holds the clocks, and tells why it ended. */
export function decoderChild(options: DecoderChildOptions): DecoderChild {
  const { handle, startTimeoutMs, graceMs, idleMs, onIdle, onGone } = options;
  let ready = false;
  let gone = false;
  let lastId = 0;
  let work: Work | null = null;
  let timer: NodeJS.Timeout | null = null;

  // While a frame is under way the timer also keeps this process alive, which the child does not.
  const setTimer = (delayMs: number, onTime: () => void): void => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(onTime, delayMs);
    if (work === null) timer.unref();
  };
  const end = (result: Result<DecodedFrame>): void => {
    const unfinished = work;
    work = null;
    if (gone) return;
    gone = true;
    if (timer !== null) clearTimeout(timer);
    handle.kill();
    unfinished?.resolve(result);
    onGone();
  };
  const finish = (result: Result<DecodedFrame>): void => {
    const finished = work;
    work = null;
    setTimer(idleMs, () => end(fail('CANCELLED')));
    finished?.resolve(result);
    onIdle();
  };
  const dispatch = (): void => {
    if (!ready || work === null) return;
    const { timeoutMs, frame, id } = work;
    setTimer(timeoutMs, () => end(fail('DECODER_TIMEOUT', undefined, { limitMs: timeoutMs })));
    handle.send({ id, frame } satisfies DecodeRequest);
  };

  handle.onMessage((message) => {
    const told = message as DecoderMessage;
    if (gone) return;
    if (told.kind === 'ready') {
      ready = true;
      if (work === null) setTimer(idleMs, () => end(fail('CANCELLED')));
      else dispatch();
    } else if (told.id === work?.id) finish(withOwnMemory(told.result));
  });
  handle.onExit((exit) => end(failureOfExit(exit)));

  return {
    get idle() {
      return work === null && !gone;
    },
    decode: (frame, timeoutMs) =>
      new Promise((resolve) => {
        lastId += 1;
        work = { id: lastId, frame, timeoutMs, resolve };
        if (ready) dispatch();
        else {
          setTimer(startTimeoutMs, () => end(fail('DECODER_CRASHED', 'The decoder process does not start.')));
        }
      }),
    abandon: () => {
      if (work === null) return;
      if (!ready) {
        finish(fail('CANCELLED'));
        return;
      }
      work.resolve(fail('CANCELLED'));
      setTimer(graceMs, () => end(fail('CANCELLED')));
    },
    stop: () => end(fail('CANCELLED')),
  };
}

/** A message's arrays may be views into the whole message: the frame gets memory of its own, and no more than it needs. */
function withOwnMemory(result: Result<DecodedFrame>): Result<DecodedFrame> {
  if (!result.ok || result.value.data.byteLength === result.value.data.buffer.byteLength) return result;
  return { ok: true, value: { ...result.value, data: result.value.data.slice() } };
}

interface Work {
  readonly id: number;
  readonly frame: EncodedFrame;
  readonly timeoutMs: number;
  readonly resolve: (result: Result<DecodedFrame>) => void;
}

function failureOfExit({ reason, code }: ChildExit): Result<DecodedFrame> {
  switch (reason) {
    case 'memory':
      return fail('DECODER_MEMORY');
    case 'killed':
      return fail('CANCELLED');
    case 'exit':
      return fail('DECODER_CRASHED', undefined, code === null ? {} : { exitCode: code });
  }
}
