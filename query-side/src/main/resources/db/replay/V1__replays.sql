-- Replays that were asked for, and what came of them. Flyway runs this as assay_owner with search_path = replay.

GRANT USAGE ON SCHEMA replay TO assay_processor, assay_reader;

CREATE TABLE replays (
  replay_id    uuid        NOT NULL PRIMARY KEY,
  tenant_id    uuid        NOT NULL,
  execution_id uuid        NOT NULL,
  mode         text        NOT NULL CHECK (mode IN ('verify', 'what-if')),
  request      jsonb       NOT NULL, -- texts in it are sealed
  status       text        NOT NULL CHECK (status IN ('PENDING', 'RUNNING', 'COMPLETED', 'FAILED')),
  attempts     integer     NOT NULL DEFAULT 0,
  requested_by text        NOT NULL,
  created_at   timestamptz NOT NULL,
  started_at   timestamptz,
  leased_until timestamptz, -- until then nobody else begins it anew
  ended_at     timestamptz,
  expires_at   timestamptz,
  result       jsonb, -- texts in it are sealed
  failure      text
);

-- What is to be done, the oldest first; what is to be forgotten; how many a tenant has.
CREATE INDEX replays_to_do ON replays (created_at) WHERE status IN ('PENDING', 'RUNNING');
CREATE INDEX replays_by_end ON replays (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX replays_of_tenant ON replays (tenant_id, status);

GRANT SELECT, INSERT, UPDATE, DELETE ON replays TO assay_processor;
GRANT SELECT ON replays TO assay_reader;

ALTER TABLE replays ENABLE ROW LEVEL SECURITY;
CREATE POLICY processor ON replays TO assay_processor USING (true) WITH CHECK (true);
CREATE POLICY reader ON replays FOR SELECT TO assay_reader
  USING (tenant_id = nullif(current_setting('assay.tenant', true), '')::uuid);
