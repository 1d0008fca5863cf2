/** Time from outside. Wall time is shown and recorded, never compared between devices. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  nowMs(): number;
  /** Milliseconds of a clock that never steps back; only differences mean anything. */
  monotonicMs(): number;
}

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
};

/** A clock for tests that moves only when told. */
export function fakeClock(
  startMs = 1_700_000_000_000,
): Clock & { advance(ms: number): void; set(ms: number): void } {
  let nowMs = startMs;
  let elapsedMs = 0;
  return {
    nowMs: () => nowMs,
    monotonicMs: () => elapsedMs,
    advance: (ms) => {
      nowMs += ms;
      elapsedMs += ms;
    },
    set: (ms) => {
      nowMs = ms;
    },
  };
}
