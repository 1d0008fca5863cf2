import { setImmediate } from 'node:timers/promises';
import { raise } from '../domain/failure.ts';
import type { LongWork } from './segmentation.ts';

/** Called between steps of long work: reports what is done, lets other work run, and stops when asked. */
export type Pace = (fraction: number) => Promise<void>;

/** The returned function throws `CANCELLED` when the signal was raised; fractions never fall. */
export function makePace({ signal, onProgress }: LongWork): Pace {
  let done = 0;
  return async (fraction) => {
    done = Math.max(done, Math.min(1, fraction));
    onProgress?.(done);
    await setImmediate();
    if (signal?.aborted === true) raise('CANCELLED');
  };
}

/** A part of the whole: 0 to 1 of the result is `from` to `to` of `pace`. */
export function partOf(pace: Pace, from: number, to: number): Pace {
  return (fraction) => pace(from + (to - from) * fraction);
}
