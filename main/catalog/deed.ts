import type { Library } from '../library/library.ts';
import type { Session } from '../library/users.ts';

/** Who changes what: every write of the catalog takes these. */
export interface Deed {
  readonly library: Pick<Library, 'db' | 'changes' | 'vault' | 'tenantId'>;
  readonly session: Session;
  /** Milliseconds since the Unix epoch. */
  readonly nowMs: number;
}
