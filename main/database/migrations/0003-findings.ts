import type { Migration } from '../migration.ts';

/** Findings: marks and segmentations, with the deltas of their labelmaps. */
export const findings: Migration = {
  number: 3,
  name: 'findings',
  sql: `
    CREATE TABLE finding (
      finding_id TEXT PRIMARY KEY,
      study_key TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('proposed', 'accepted', 'rejected')),
      origin TEXT NOT NULL,
      created_ms INTEGER NOT NULL,
      content TEXT NOT NULL,
      measurements TEXT NOT NULL,
      removed_ms INTEGER
    ) STRICT;
    CREATE INDEX finding_by_study ON finding (study_key, created_ms);
    CREATE TABLE labelmap_delta (
      finding_id TEXT NOT NULL REFERENCES finding (finding_id) ON DELETE CASCADE,
      revision INTEGER NOT NULL,
      bytes BLOB NOT NULL,
      PRIMARY KEY (finding_id, revision)
    ) STRICT, WITHOUT ROWID;
  `,
};
