import type { Migration } from '../migration.ts';

/** Library state, users, patient keys, objects, audit, changes, jobs. Times are milliseconds since the Unix epoch. */
export const library: Migration = {
  number: 1,
  name: 'library',
  sql: `
    -- One row: who this library is and which device writes from here.
    CREATE TABLE library_state (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      library_id TEXT NOT NULL,
      tenant_id TEXT NOT NULL,
      device_id TEXT NOT NULL,
      created_ms INTEGER NOT NULL
    ) STRICT;

    -- Devices that write change logs; the private key only for those that were this library's own.
    CREATE TABLE device (
      device_id TEXT PRIMARY KEY,
      public_key BLOB NOT NULL,
      private_key BLOB,
      created_ms INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE user (
      user_id TEXT PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      role TEXT NOT NULL CHECK (role IN ('reader', 'signer', 'administrator')),
      public_key TEXT NOT NULL,
      wrapped_private_key TEXT NOT NULL,
      created_ms INTEGER NOT NULL
    ) STRICT;

    -- Random keys of patients, wrapped by the tenant key; wrapped is null once destroyed.
    CREATE TABLE patient_key (
      id INTEGER PRIMARY KEY,
      key_id BLOB NOT NULL UNIQUE,
      patient_id TEXT NOT NULL,
      wrapped BLOB,
      created_ms INTEGER NOT NULL,
      destroyed_ms INTEGER
    ) STRICT;
    CREATE INDEX patient_key_by_patient ON patient_key (patient_id);

    -- Objects that lie in this library's vault (FORMAT.md). Evicting or purging one removes its row.
    -- name is the file's: HMAC of identity, so that a file on disk finds its row and an identity does too.
    CREATE TABLE vault_object (
      name BLOB PRIMARY KEY,
      identity BLOB NOT NULL,
      patient_key INTEGER NOT NULL REFERENCES patient_key (id),
      size_bytes INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE audit_entry (
      seq INTEGER PRIMARY KEY,
      time_ms INTEGER NOT NULL,
      device_id TEXT NOT NULL,
      actor TEXT,
      action TEXT NOT NULL,
      resource_kind TEXT,
      resource_id TEXT,
      outcome TEXT NOT NULL CHECK (outcome IN ('success', 'failure')),
      details TEXT NOT NULL,
      hash BLOB NOT NULL
    ) STRICT;
    -- One row: count and last hash under a keyed code, so that a cut tail is found.
    CREATE TABLE audit_head (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      entries INTEGER NOT NULL,
      hash BLOB NOT NULL,
      code BLOB NOT NULL
    ) STRICT;
    -- Lines of the failed-unlock spool that are already entries.
    CREATE TABLE audit_folded (line_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

    CREATE TABLE change (
      device_id TEXT NOT NULL,
      seq INTEGER NOT NULL,
      time_ms INTEGER NOT NULL,
      resource_kind TEXT NOT NULL,
      resource_id TEXT NOT NULL,
      operation TEXT NOT NULL,
      schema INTEGER NOT NULL,
      body TEXT NOT NULL,
      actor TEXT,
      vector TEXT NOT NULL,
      hash BLOB NOT NULL,
      PRIMARY KEY (device_id, seq)
    ) STRICT, WITHOUT ROWID;
    -- The version of each resource that ever changed.
    CREATE TABLE resource_version (
      resource_kind TEXT NOT NULL,
      resource_id TEXT NOT NULL,
      vector TEXT NOT NULL,
      PRIMARY KEY (resource_kind, resource_id)
    ) STRICT, WITHOUT ROWID;
    -- Last number and hash per device.
    CREATE TABLE change_head (
      device_id TEXT PRIMARY KEY,
      seq INTEGER NOT NULL,
      hash BLOB NOT NULL
    ) STRICT;

    CREATE TABLE job (
      id TEXT PRIMARY KEY,
      kind TEXT NOT NULL,
      state TEXT NOT NULL,
      input TEXT NOT NULL,
      progress TEXT,
      saved TEXT,
      result TEXT,
      failure TEXT,
      actor TEXT,
      attempt INTEGER NOT NULL DEFAULT 0,
      created_ms INTEGER NOT NULL,
      updated_ms INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX job_by_state ON job (state);

    -- Who may do what only one process does: held until expires_ms, each holder with a higher fence than the last.
    CREATE TABLE lease (
      name TEXT PRIMARY KEY,
      holder TEXT NOT NULL,
      fence INTEGER NOT NULL,
      expires_ms INTEGER NOT NULL
    ) STRICT;
  `,
};
