-- One question asked of many executions: what was asked, how far it is, and a row for each execution, so that work
-- that was done outlives whoever did it. Flyway runs this as assay_owner with search_path = replay.

CREATE TABLE what_ifs (
  tenant_id      uuid        NOT NULL,
  what_if_id     uuid        NOT NULL,
  question       jsonb       NOT NULL, -- texts in it are sealed
  budget         jsonb       NOT NULL,
  status         text        NOT NULL
    CHECK (status IN ('PENDING', 'RUNNING', 'COMPLETED', 'BUDGET_SPENT', 'CANCELLED')),
  total          integer     NOT NULL,
  done           integer     NOT NULL DEFAULT 0,
  spent_ms       bigint      NOT NULL DEFAULT 0, -- of computing
  spent_events   bigint      NOT NULL DEFAULT 0, -- that were read
  spent_cost_usd numeric     NOT NULL DEFAULT 0, -- of the candidates, as their lanes tell it
  claims         integer     NOT NULL DEFAULT 0, -- who has not the latest may write nothing
  stuck          integer     NOT NULL DEFAULT 0, -- claims since an execution was answered
  requested_by   text        NOT NULL,
  created_at     timestamptz NOT NULL,
  started_at     timestamptz,
  leased_until   timestamptz, -- until then nobody else goes on with it
  ended_at       timestamptz,
  expires_at     timestamptz,
  ended_because  text,
  PRIMARY KEY (tenant_id, what_if_id)
);

CREATE TABLE what_if_executions (
  tenant_id       uuid        NOT NULL,
  what_if_id      uuid        NOT NULL,
  ordinal         integer     NOT NULL,
  execution_id    uuid        NOT NULL,
  outcome         text        NOT NULL DEFAULT 'PENDING'
    CHECK (outcome IN ('PENDING', 'SAME', 'DIFFERENT', 'NOT_COMPARABLE', 'FAILED')),
  observed_passed boolean,
  passed          boolean,
  comparability   double precision,
  from_record     integer,
  mocked          integer,
  blocked         integer,
  lanes           jsonb, -- figures of the three lanes, no texts
  differences     jsonb, -- which there are, no texts
  report          jsonb, -- texts in it are sealed
  failure         text,
  answered_at     timestamptz,
  took_ms         bigint,
  PRIMARY KEY (tenant_id, what_if_id, ordinal),
  UNIQUE (tenant_id, what_if_id, execution_id),
  FOREIGN KEY (tenant_id, what_if_id) REFERENCES what_ifs ON DELETE CASCADE
);

-- What is to be done, the oldest first; what is to be forgotten.
CREATE INDEX what_ifs_to_do ON what_ifs (created_at) WHERE status IN ('PENDING', 'RUNNING');
CREATE INDEX what_ifs_by_end ON what_ifs (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX what_if_executions_to_do ON what_if_executions (tenant_id, what_if_id, ordinal)
  WHERE outcome = 'PENDING';

GRANT SELECT, INSERT, UPDATE, DELETE ON what_ifs, what_if_executions TO assay_processor;
GRANT SELECT ON what_ifs, what_if_executions TO assay_reader;

ALTER TABLE what_ifs ENABLE ROW LEVEL SECURITY;
CREATE POLICY processor ON what_ifs TO assay_processor USING (true) WITH CHECK (true);
CREATE POLICY reader ON what_ifs FOR SELECT TO assay_reader
  USING (tenant_id = nullif(current_setting('assay.tenant', true), '')::uuid);

ALTER TABLE what_if_executions ENABLE ROW LEVEL SECURITY;
CREATE POLICY processor ON what_if_executions TO assay_processor USING (true) WITH CHECK (true);
CREATE POLICY reader ON what_if_executions FOR SELECT TO assay_reader
  USING (tenant_id = nullif(current_setting('assay.tenant', true), '')::uuid);
