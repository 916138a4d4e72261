-- Answers to POST requests with an Idempotency-Key, kept for a day.
-- Flyway runs this as assay_owner with search_path = api.

GRANT USAGE ON SCHEMA api TO assay_processor;

CREATE TABLE idempotency (
  tenant_id    uuid        NOT NULL,
  key_hash     bytea       NOT NULL CHECK (octet_length(key_hash) = 32), -- SHA-256 of caller and key; the key itself is not kept
  route        text        NOT NULL, -- method and path
  request_hash bytea       NOT NULL CHECK (octet_length(request_hash) = 32), -- SHA-256 of content type and body
  command_id   uuid        NOT NULL, -- commands of this request and of its repeats go under this id
  in_progress  boolean     NOT NULL, -- someone works on it, or died while doing so
  claimed_at   timestamptz NOT NULL DEFAULT now(),
  answer       bytea, -- status, headers and body, sealed with a key that only the Idempotency-Key gives
  PRIMARY KEY (tenant_id, key_hash, route)
);

-- For the job that forgets what is older than a day.
CREATE INDEX idempotency_by_age ON idempotency (claimed_at);

GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency TO assay_processor;

ALTER TABLE idempotency ENABLE ROW LEVEL SECURITY;
CREATE POLICY parts_of_assay ON idempotency TO assay_processor USING (true) WITH CHECK (true);
