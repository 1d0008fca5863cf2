import type { Library } from '../library/library.ts';
import type { Session } from '../library/users.ts';
import type { Clock } from '../ports/clock.ts';

/** Who changes what: every write of the catalog takes these. */
export interface Deed {
  readonly library: Pick<Library, 'db' | 'changes' | 'vault'>;
  readonly session: Session;
  /** The system's where not given. */
  readonly clock?: Clock;
}
