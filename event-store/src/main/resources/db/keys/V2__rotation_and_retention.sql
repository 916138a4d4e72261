-- What is done to keys in the background, and how far it is: so that another process can go on where one was killed.
-- Flyway runs this as assay_owner with search_path = keys.

-- One row for each rotation that was asked for. Its events are in the record; this is the work.
CREATE TABLE rotations (
  rotation_id  uuid        NOT NULL PRIMARY KEY,
  scope        text        NOT NULL CHECK (scope IN ('root', 'tenant', 'data')),
  tenant_id    uuid,                -- null: of all tenants
  asked_by     text        NOT NULL,
  begun_at     timestamptz NOT NULL DEFAULT now(),
  from_version text,                -- of the key that wrapped, where there is one
  to_version   text,                -- of the key that wraps now
  keys         bigint      NOT NULL DEFAULT 0,
  done_at      timestamptz,
  recorded_at  timestamptz,         -- when the record said that it is done
  CHECK ((scope = 'root') = (tenant_id IS NULL)),
  CHECK (recorded_at IS NULL OR done_at IS NOT NULL)
);
CREATE INDEX rotations_unrecorded ON rotations (begun_at) WHERE recorded_at IS NULL;

-- The one row that says how the retention job fares.
CREATE TABLE retention_job (
  only_row    boolean     NOT NULL PRIMARY KEY DEFAULT true CHECK (only_row),
  begun_at    timestamptz NOT NULL,
  finished_at timestamptz,
  destroyed   bigint      NOT NULL DEFAULT 0, -- by the run that finished last
  held        bigint      NOT NULL DEFAULT 0, -- whose time is over, but a legal hold keeps them
  trouble     text                            -- why the last run did not finish
);

-- How far this schema has followed what was decided about subjects and keys. It lies here so that it is restored together
-- with the keys: whoever restores an older state of them makes Assay follow again from there, and destroy again.
CREATE TABLE token (
  processor_name text    NOT NULL,
  segment        integer NOT NULL,
  token          bytea,
  token_type     text,
  timestamp      text,
  owner          text,
  PRIMARY KEY (processor_name, segment)
);

-- The root key of every key in use is looked for often, and there are few.
CREATE INDEX tenant_keys_in_use ON tenant_keys (tenant_id, purpose) WHERE wrapped IS NOT NULL;

GRANT SELECT, INSERT, UPDATE (from_version, to_version, keys, done_at, recorded_at) ON rotations TO assay_keeper;
GRANT SELECT, INSERT, UPDATE ON retention_job TO assay_keeper;
GRANT SELECT, INSERT, UPDATE, DELETE ON token TO assay_keeper;
