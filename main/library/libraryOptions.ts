import type { DigestPart } from '../changes/changeLog.ts';
import type { Migration } from '../database/migration.ts';
import type { Clock } from '../ports/clock.ts';
import type { Files } from '../ports/files.ts';
import type { ScryptCost } from '../vault/passphrase.ts';

/** What a library stands on; the same for making and opening one. */
export interface LibraryBase {
  /** Absolute path of its folder. */
  readonly dir: string;
  readonly files: Files;
  readonly clock: Clock;
  /** Parts of the digest that owners above this layer contribute. */
  readonly digestParts?: readonly DigestPart[];
  /** How dear new wrappings by passphrase are; tests take less. */
  readonly passphraseCost?: ScryptCost;
  /** The schema; tests take another. */
  readonly migrations?: readonly Migration[];
}
