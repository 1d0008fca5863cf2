/** Values that one side hands over and the other takes, in order; taking waits until there is one or it has ended. */
export interface Queue<T> {
  push(value: T): void;
  end(): void;
  values(): AsyncIterable<T>;
}

export function openQueue<T>(): Queue<T> {
  const waiting: T[] = [];
  let ended = false;
  let wake: (() => void) | null = null;
  const notify = (): void => {
    wake?.();
    wake = null;
  };
  return {
    push(value) {
      waiting.push(value);
      notify();
    },
    end() {
      ended = true;
      notify();
    },
    async *values() {
      for (;;) {
        const value = waiting.shift();
        if (value !== undefined) yield value;
        else if (ended) return;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}
