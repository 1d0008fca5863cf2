import type { Migration } from '../migration.ts';

/**
 * Patients, studies, series, instances; their search; charset decisions; watched folders (main/catalog, main/sources).
 * Dates and times are as in DICOM, `_ms` since the Unix epoch. `*_key` are the keys that other devices compute too.
 */
export const catalog: Migration = {
  number: 2,
  name: 'catalog',
  sql: `
    CREATE TABLE patient (
      id INTEGER PRIMARY KEY,
      patient_key TEXT NOT NULL UNIQUE,
      -- 0: the ID is blank or a default, so the row stands for one study only.
      grouped INTEGER NOT NULL,
      issuer TEXT,
      patient_id TEXT,
      birth_date TEXT,
      sex TEXT,
      -- All component groups joined by '=', as decoded with the declared character set.
      name TEXT
    ) STRICT;
    CREATE INDEX patient_by_patient_id ON patient (patient_id);

    CREATE TABLE study (
      id INTEGER PRIMARY KEY,
      study_key TEXT NOT NULL UNIQUE,
      patient INTEGER NOT NULL REFERENCES patient (id),
      study_uid TEXT NOT NULL,
      study_date TEXT,
      study_time TEXT,
      description TEXT,
      accession TEXT,
      study_id TEXT,
      -- The patient's name as shown: with the character set that a person confirmed, else as declared.
      shown_name TEXT,
      series_count INTEGER NOT NULL,
      instance_count INTEGER NOT NULL,
      -- Bits, in the order of studyNotices in main/catalog/studyRow.ts.
      notices INTEGER NOT NULL,
      removed_ms INTEGER,
      -- What lists sort and filter by; never null, '' for nothing.
      removed INTEGER NOT NULL DEFAULT 0,
      -- Place in the order of studyStatuses.
      status INTEGER NOT NULL DEFAULT 0,
      -- Each between two backslashes: '\\CT\\SEG\\'.
      modalities TEXT NOT NULL,
      sort_name TEXT NOT NULL,
      sort_patient_id TEXT NOT NULL,
      sort_description TEXT NOT NULL,
      -- Date and time joined.
      sort_date TEXT NOT NULL,
      imported_ms INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX study_by_uid ON study (study_uid);
    CREATE INDEX study_of_patient ON study (patient);
    -- One index a sort order, each with all that filters ask, so that a window is read without touching the rows.
    CREATE INDEX study_by_name ON study (removed, sort_name, sort_date, status, modalities);
    CREATE INDEX study_by_patient_id ON study (removed, sort_patient_id, sort_date, status, modalities);
    CREATE INDEX study_by_date ON study (removed, sort_date, status, modalities);
    CREATE INDEX study_by_modality ON study (removed, modalities, sort_date, status);
    CREATE INDEX study_by_description ON study (removed, sort_description, sort_date, status, modalities);
    CREATE INDEX study_by_status ON study (removed, status, sort_date, modalities);
    CREATE INDEX study_by_import ON study (removed, imported_ms, sort_date, status, modalities);

    -- rowid = study.id; the text is made by main/catalog/searchTerms.ts, words separated by spaces.
    CREATE VIRTUAL TABLE study_text USING fts5 (
      words, content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '1 2 3'
    );

    CREATE TABLE series (
      id INTEGER PRIMARY KEY,
      series_key TEXT NOT NULL UNIQUE,
      study INTEGER NOT NULL REFERENCES study (id),
      series_uid TEXT NOT NULL,
      number INTEGER,
      modality TEXT NOT NULL,
      description TEXT,
      body_part TEXT,
      kind TEXT NOT NULL,
      instance_count INTEGER NOT NULL,
      frame_count INTEGER NOT NULL,
      -- Header and pixel layout of the first instance, JSON: the others are kept as what differs from it.
      base TEXT NOT NULL
    ) STRICT;
    CREATE INDEX series_of_study ON series (study);
    CREATE INDEX series_by_uid ON series (series_uid);

    CREATE TABLE instance (
      id INTEGER PRIMARY KEY,
      -- SHA-256 of the original bytes.
      content BLOB NOT NULL UNIQUE,
      -- Identity of the object in the vault that holds them.
      object BLOB NOT NULL,
      series INTEGER NOT NULL REFERENCES series (id),
      sop_uid TEXT NOT NULL,
      size_bytes INTEGER NOT NULL,
      -- 0: the file ends too early.
      complete INTEGER NOT NULL,
      -- Of header and pixel layout what differs from series.base, JSON (main/catalog/jsonDelta.ts).
      delta TEXT NOT NULL
    ) STRICT;
    CREATE INDEX instance_of_series ON instance (series);
    CREATE INDEX instance_by_sop ON instance (sop_uid);
    CREATE INDEX instance_by_object ON instance (object);

    -- Character sets found to fit better than the declared ones, and what a person decided.
    CREATE TABLE charset_proposal (
      id TEXT PRIMARY KEY,
      study INTEGER NOT NULL REFERENCES study (id),
      charset TEXT NOT NULL,
      -- SpecificCharacterSet as written; '' where absent.
      stated TEXT NOT NULL,
      -- The device that wrote it.
      source TEXT NOT NULL,
      name_now TEXT NOT NULL,
      name_proposed TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'rejected')),
      -- User id; null where a remembered decision was followed.
      decided_by TEXT,
      decided_ms INTEGER,
      UNIQUE (study, charset, stated, source)
    ) STRICT;
    -- Accepted for all that comes from a source with that declaration.
    CREATE TABLE charset_rule (
      source TEXT NOT NULL,
      stated TEXT NOT NULL,
      charset TEXT NOT NULL,
      decided_by TEXT,
      decided_ms INTEGER NOT NULL,
      PRIMARY KEY (source, stated)
    ) STRICT, WITHOUT ROWID;

    -- Folders of this machine that are watched, and their files that were dealt with.
    CREATE TABLE watched_folder (
      id INTEGER PRIMARY KEY,
      path TEXT NOT NULL UNIQUE,
      added_ms INTEGER NOT NULL,
      last_import_ms INTEGER
    ) STRICT;
    CREATE TABLE watched_file (
      folder INTEGER NOT NULL REFERENCES watched_folder (id) ON DELETE CASCADE,
      -- Below the folder, with '/'.
      path TEXT NOT NULL,
      size_bytes INTEGER NOT NULL,
      modified_ms INTEGER NOT NULL,
      PRIMARY KEY (folder, path)
    ) STRICT, WITHOUT ROWID;
  `,
};
