import { randomUUID } from 'node:crypto';
import type { Volume } from '../domain/volume.ts';

/** Decoded volumes that windows hold open. They live in memory only, within a byte budget, and are zeroed when they go. */
export interface VolumeShelf {
  /** Puts one up and answers its id; the least recently used ones go where the budget is passed. */
  put(volume: Volume): string;
  get(volumeId: string): Volume | null;
  remove(volumeId: string): void;
  /** Zeroes all: the library is being locked. */
  clear(): void;
}

export function createVolumeShelf(budgetBytes: number): VolumeShelf {
  const held = new Map<string, Volume>();
  const drop = (id: string): void => {
    held.get(id)?.data.fill(0);
    held.delete(id);
  };
  const size = (): number => [...held.values()].reduce((sum, { data }) => sum + data.byteLength, 0);
  return {
    put(volume) {
      const id = randomUUID();
      held.set(id, volume);
      for (const oldest of held.keys()) {
        if (oldest === id || size() <= budgetBytes) break;
        drop(oldest);
      }
      return id;
    },
    get(id) {
      const volume = held.get(id);
      if (volume === undefined) return null;
      held.delete(id);
      held.set(id, volume);
      return volume;
    },
    remove: drop,
    clear() {
      for (const id of held.keys()) drop(id);
    },
  };
}
