/** Questions under way between two processes: each has a number, each is answered once. */
export interface PendingAnswers<T> {
  /** A new question: its number, and its answer to come. */
  ask(): { readonly id: number; readonly answer: Promise<T> };
  /** An answer came; one that nobody waits for is dropped. */
  settle(id: number, answer: T): void;
  /** No more answers will come: all that is open is answered so. */
  settleAll(answer: T): void;
}

export function createPendingAnswers<T>(): PendingAnswers<T> {
  const open = new Map<number, (answer: T) => void>();
  let lastId = 0;
  return {
    ask() {
      lastId += 1;
      const id = lastId;
      return { id, answer: new Promise((resolve) => open.set(id, resolve)) };
    },
    settle(id, answer) {
      open.get(id)?.(answer);
      open.delete(id);
    },
    settleAll(answer) {
      for (const resolve of open.values()) resolve(answer);
      open.clear();
    },
  };
}
