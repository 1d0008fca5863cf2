import type { Migration } from './migration.ts';
import { library } from './migrations/0001-library.ts';
import { catalog } from './migrations/0002-catalog.ts';
import { findings } from './migrations/0003-findings.ts';

/**
 * Every step of the schema, in order. The owner of a feature adds `migrations/NNNN-name.ts` and one line here.
 */
export const migrations: readonly Migration[] = [library, catalog, findings];
