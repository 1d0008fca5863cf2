/** Things that wait: the highest priority first, equal ones in order of arrival. */
export interface PriorityQueue<T> {
  put(item: T, priority: number): void;
  /** The next one, or null where none waits. */
  take(): T | null;
  /** Takes a thing out wherever it stands; nothing happens where it does not wait. */
  remove(item: T): void;
  size(): number;
}

/** One list a priority: putting and taking cost the number of priorities in use, which is small; removing costs its list. */
export function priorityQueue<T>(): PriorityQueue<T> {
  const lists = new Map<number, Set<T>>();
  let size = 0;
  const drop = (priority: number, list: Set<T>, item: T): void => {
    if (!list.delete(item)) return;
    size -= 1;
    if (list.size === 0) lists.delete(priority);
  };
  return {
    put: (item, priority) => {
      const list = lists.get(priority) ?? new Set<T>();
      lists.set(priority, list);
      list.add(item);
      size += 1;
    },
    take: () => {
      if (lists.size === 0) return null;
      const highest = Math.max(...lists.keys());
      const list = lists.get(highest);
      for (const item of list ?? []) {
        drop(highest, list ?? new Set(), item);
        return item;
      }
      return null;
    },
    remove: (item) => {
      for (const [priority, list] of lists) drop(priority, list, item);
    },
    size: () => size,
  };
}
