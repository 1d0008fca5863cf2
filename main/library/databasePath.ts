import { join } from 'node:path';

/** The encrypted database of a library; SQLite keeps `-wal` and `-shm` beside it. */
export function databasePath(dir: string): string {
  return join(dir, 'library.db');
}
