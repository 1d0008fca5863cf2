import { reusableBuffer, type ReusableBuffer } from './sourceItem.ts';

/** One place where a file is read and stored. */
export interface Lane {
  /** Its own while it is held. */
  readonly buffer: ReusableBuffer;
  leave(): void;
}

/** Bounds how many files and how many bytes are in flight; who comes later waits, in order. */
export interface Lanes {
  /** `sizeBytes` beyond the bound counts as the bound: it goes alone. */
  enter(sizeBytes: number): Promise<Lane>;
}

export function openLanes(bounds: { readonly lanes: number; readonly bytes: number }): Lanes {
  const buffers = Array.from({ length: bounds.lanes }, () => reusableBuffer());
  const queue: { readonly costBytes: number; readonly go: (lane: Lane) => void }[] = [];
  let freeBytes = bounds.bytes;

  const next = (): void => {
    for (;;) {
      const [first] = queue;
      const buffer = buffers.at(-1);
      if (first === undefined || buffer === undefined || first.costBytes > freeBytes) return;
      queue.shift();
      buffers.pop();
      freeBytes -= first.costBytes;
      let held = true;
      first.go({
        buffer,
        leave: () => {
          if (!held) return;
          held = false;
          buffers.push(buffer);
          freeBytes += first.costBytes;
          next();
        },
      });
    }
  };
  return {
    enter: (sizeBytes) =>
      new Promise((go) => {
        queue.push({ costBytes: Math.min(sizeBytes, bounds.bytes), go });
        next();
      }),
  };
}
