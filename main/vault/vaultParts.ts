import type { Database } from '../database/database.ts';
import type { Files } from '../ports/files.ts';
import type { Layout } from './layout.ts';
import type { ObjectIndex } from './objectIndex.ts';
import type { PatientKeys } from './patientKeys.ts';

/** What the pieces of an open vault share. */
export interface VaultParts {
  readonly files: Files;
  readonly db: Database;
  readonly layout: Layout;
  readonly index: ObjectIndex;
  readonly patientKeys: PatientKeys;
  /** This process's temporary folder; made on first use. */
  readonly session: string;
}
