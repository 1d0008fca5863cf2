/** One thing that can be taken back. `undo` and `redo` answer false where it could not be done: it is then forgotten. */
export interface Step {
  /** Steps of the same non-null kind within a second are one: a drag, a run of key presses. */
  readonly merge: string | null;
  undo(): Promise<boolean> | boolean;
  redo(): Promise<boolean> | boolean;
}

export interface History {
  push(step: Step): void;
  undo(): Promise<boolean>;
  redo(): Promise<boolean>;
  clear(): void;
}

const mergeWindowMs = 1000;

/** A line of steps, at most `limit` long. A new step forgets what was taken back. `now` gives milliseconds. */
export function createHistory(limit: number, now: () => number): History {
  let past: readonly Step[] = [];
  let future: readonly Step[] = [];
  let lastPushMs = -Infinity;
  let running: Promise<unknown> = Promise.resolve();
  const inTurn = async (work: () => Promise<boolean>): Promise<boolean> => {
    const turn = running.then(work);
    running = turn.catch(() => undefined);
    return turn;
  };
  return {
    push: (step) => {
      const time = now();
      const last = past.at(-1);
      const joins =
        last !== undefined &&
        step.merge !== null &&
        last.merge === step.merge &&
        time - lastPushMs < mergeWindowMs &&
        future.length === 0;
      lastPushMs = time;
      future = [];
      past = joins
        ? [...past.slice(0, -1), { merge: step.merge, undo: () => last.undo(), redo: () => step.redo() }]
        : [...past, step].slice(-limit);
    },
    undo: async () =>
      inTurn(async () => {
        const step = past.at(-1);
        if (step === undefined) return false;
        past = past.slice(0, -1);
        lastPushMs = -Infinity;
        if (!(await step.undo())) return false;
        future = [step, ...future];
        return true;
      }),
    redo: async () =>
      inTurn(async () => {
        const [step] = future;
        if (step === undefined) return false;
        future = future.slice(1);
        if (!(await step.redo())) return false;
        past = [...past, step];
        return true;
      }),
    clear: () => {
      past = [];
      future = [];
    },
  };
}
