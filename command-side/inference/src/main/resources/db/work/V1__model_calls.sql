-- Model calls that are wanted and not decided yet. A projection of the events of agent executions:
-- a row lives from ModelCallRequested to the event that answers it, or to the execution's end.
CREATE TABLE model_calls (
  request_id         uuid        PRIMARY KEY,
  tenant_id          uuid        NOT NULL,
  agent_execution_id uuid        NOT NULL,
  event_id           uuid        NOT NULL, -- the event that asked for it; what follows names it as its cause
  provider           text        NOT NULL,
  model              text        NOT NULL,
  priority           integer     NOT NULL, -- the greater goes first
  requested_at       timestamptz NOT NULL,
  not_before         timestamptz NOT NULL,
  deadline           timestamptz NOT NULL,
  attempts           integer     NOT NULL DEFAULT 0, -- how often it was leased
  lease_id           uuid,
  lease_until        timestamptz,
  worker             text,
  metadata           jsonb       NOT NULL, -- envelope of the event: tenant, correlation, request id, actor
  request            bytea       NOT NULL, -- the event's payload as JSON
  CONSTRAINT lease_is_whole CHECK ((lease_id IS NULL) = (lease_until IS NULL))
)
-- Rows live for seconds and are updated a few times: leave room in pages and clean up often.
WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);

CREATE INDEX model_calls_by_turn ON model_calls (tenant_id, priority DESC, not_before, request_id);
CREATE INDEX model_calls_by_execution ON model_calls (agent_execution_id);
CREATE UNIQUE INDEX model_calls_by_lease ON model_calls (lease_id) WHERE lease_id IS NOT NULL;
CREATE INDEX model_calls_in_flight ON model_calls (tenant_id, lease_until) WHERE lease_id IS NOT NULL;

-- Who was served when, so that tenants that tie take turns. One small row for each tenant ever seen.
CREATE SEQUENCE turns;
CREATE TABLE tenant_turns (
  tenant_id uuid   PRIMARY KEY,
  turn      bigint NOT NULL
) WITH (fillfactor = 50);

GRANT USAGE ON SCHEMA work TO assay_processor;
GRANT SELECT, INSERT, UPDATE, DELETE ON model_calls, tenant_turns TO assay_processor;
GRANT USAGE ON SEQUENCE turns TO assay_processor;
