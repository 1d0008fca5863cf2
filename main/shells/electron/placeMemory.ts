import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { windowPlace, type WindowPlace } from './windowBounds.ts';

/** Where the main window stood, kept from run to run. */
export interface PlaceMemory {
  /** Null at the first start, and for a file that is damaged. */
  recall(): WindowPlace | null;
  /** A place that cannot be written is forgotten: it is a convenience. */
  keep(place: WindowPlace): void;
}

/** Keeps it in a small JSON file; holds no patient data. */
export function placeMemory(file: string): PlaceMemory {
  return {
    recall() {
      try {
        return windowPlace.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data ?? null;
      } catch {
        return null;
      }
    },
    keep(place) {
      try {
        writeFileSync(`${file}.new`, JSON.stringify(place), { mode: 0o600 });
        renameSync(`${file}.new`, file);
      } catch {
        // Read-only disk: the window opens where it opened before.
      }
    },
  };
}
