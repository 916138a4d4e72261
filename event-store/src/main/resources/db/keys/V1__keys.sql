-- Tenant keys and data keys, wrapped. Read and written by assay_keeper and by nobody else.
-- Back this schema up apart from the rest, and keep those backups for a shorter time: whoever has an
-- old one, and the root key of that time, can read what was erased since.
-- Flyway runs this as assay_owner with search_path = keys.

GRANT USAGE ON SCHEMA keys TO assay_keeper;

-- purpose wrapping: wraps the tenant's data keys. purpose pseudonym: makes subjects' pseudonyms; has one version for ever.
CREATE TABLE tenant_keys (
  key_id     uuid        NOT NULL PRIMARY KEY,
  tenant_id  uuid        NOT NULL,
  purpose    text        NOT NULL CHECK (purpose IN ('wrapping', 'pseudonym')),
  version    integer     NOT NULL CHECK (version >= 1),
  wrapped_by text        NOT NULL, -- version of the root key, such as file:1
  wrapped    bytea,                -- null once it is retired: it opens nothing any more
  created_at timestamptz NOT NULL DEFAULT now(),
  retired_at timestamptz,
  UNIQUE (tenant_id, purpose, version),
  CHECK ((wrapped IS NULL) = (retired_at IS NOT NULL))
);
CREATE INDEX tenant_keys_by_root ON tenant_keys (wrapped_by) WHERE wrapped IS NOT NULL;

-- One row for each subject whose data was ever sealed or erased. The row of an erased one stays for ever.
CREATE TABLE subjects (
  tenant_id     uuid        NOT NULL,
  subject       text        NOT NULL, -- pseudonym
  first_seen_at timestamptz NOT NULL DEFAULT now(),
  held_at       timestamptz,          -- legal hold: nothing of it may be erased
  erased_at     timestamptz,
  PRIMARY KEY (tenant_id, subject),
  CHECK (held_at IS NULL OR erased_at IS NULL)
);

-- One key for each subject, retention class and period.
CREATE TABLE data_keys (
  key_id          uuid        NOT NULL PRIMARY KEY,
  tenant_id       uuid        NOT NULL,
  subject         text        NOT NULL, -- pseudonym; empty: the tenant's own
  retention_class text        NOT NULL,
  version         integer     NOT NULL CHECK (version >= 1),
  tenant_key_id   uuid        NOT NULL REFERENCES tenant_keys (key_id),
  wrapped         bytea,                -- null once it is erased
  created_at      timestamptz NOT NULL DEFAULT now(),
  seals_until     timestamptz NOT NULL, -- afterwards the next version seals
  erased_at       timestamptz,
  erased_because  text CHECK (erased_because IN ('subject', 'retention')),
  UNIQUE (tenant_id, subject, retention_class, version),
  CHECK ((wrapped IS NULL) = (erased_at IS NOT NULL)),
  CHECK ((erased_at IS NULL) = (erased_because IS NULL))
) WITH (fillfactor = 70);
CREATE INDEX data_keys_by_tenant_key ON data_keys (tenant_key_id) WHERE wrapped IS NOT NULL;
CREATE INDEX data_keys_by_age ON data_keys (tenant_id, retention_class, seals_until) WHERE wrapped IS NOT NULL;

-- What is gone stays gone, whoever asks.
CREATE FUNCTION keep_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP IN ('DELETE', 'TRUNCATE') THEN
    RAISE EXCEPTION 'Expected %.% to keep its rows, but % was tried', TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_OP
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF TG_TABLE_NAME = 'subjects' THEN
    IF OLD.erased_at IS NOT NULL AND NEW.erased_at IS DISTINCT FROM OLD.erased_at THEN
      RAISE EXCEPTION 'Expected an erased subject to stay erased' USING ERRCODE = 'insufficient_privilege';
    END IF;
  ELSIF OLD.wrapped IS NULL AND NEW.wrapped IS NOT NULL THEN
    RAISE EXCEPTION 'Expected an erased key to stay erased' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION refuse_key_of_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM keys.subjects s
             WHERE s.tenant_id = NEW.tenant_id AND s.subject = NEW.subject AND s.erased_at IS NOT NULL) THEN
    RAISE EXCEPTION 'Expected no key for an erased subject' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['tenant_keys', 'subjects', 'data_keys'] LOOP
    EXECUTE format('CREATE TRIGGER keep_erased BEFORE UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION keep_erased()', name);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER keep_erased', name);
    EXECUTE format('CREATE TRIGGER keep_rows BEFORE DELETE OR TRUNCATE ON %I EXECUTE FUNCTION keep_erased()', name);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER keep_rows', name);
  END LOOP;
END $$;
CREATE TRIGGER refuse_key_of_erased BEFORE INSERT ON data_keys FOR EACH ROW EXECUTE FUNCTION refuse_key_of_erased();
ALTER TABLE data_keys ENABLE ALWAYS TRIGGER refuse_key_of_erased;

GRANT SELECT, INSERT, UPDATE (wrapped_by, wrapped, retired_at) ON tenant_keys TO assay_keeper;
GRANT SELECT, INSERT, UPDATE (held_at, erased_at) ON subjects TO assay_keeper;
GRANT SELECT, INSERT, UPDATE (tenant_key_id, wrapped, seals_until, erased_at, erased_because) ON data_keys TO assay_keeper;
REVOKE DELETE, TRUNCATE ON tenant_keys, subjects, data_keys FROM assay_owner;
