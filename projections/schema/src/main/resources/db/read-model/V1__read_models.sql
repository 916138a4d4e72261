-- The read models. Every table belongs to one version of one read model (suffix _v<version>); what
-- queries read is the view without the suffix, so that a rebuild can fill the next version beside the
-- live one and then switch the view.
--
-- In every table:
--   tenant_id         first part of every key; row-level security stands under it
--   created_position  global position of the event that made the row
--   last_position     global position of the last event that changed it; an older event changes nothing
--   sequence          sequence of that event within its aggregate, the ETag of the resource
--   json, not jsonb   the text as it was recorded, with its order of members and escaped NUL

CREATE TABLE read_model.projection_position (
  projection   text        NOT NULL,
  version      int         NOT NULL,
  position     bigint      NOT NULL DEFAULT 0,
  dead_letters bigint      NOT NULL DEFAULT 0,
  caught_up_to timestamptz NOT NULL DEFAULT now(),
  owner        text,
  updated_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (projection, version)
) WITH (fillfactor = 10); -- room for HOT updates: it changes with every batch
COMMENT ON COLUMN read_model.projection_position.position IS 'All events up to here are in the tables, or parked.';
COMMENT ON COLUMN read_model.projection_position.caught_up_to IS 'When the last event taken in was recorded; while nothing is pending, the time of the last look.';
COMMENT ON COLUMN read_model.projection_position.updated_at IS 'When the owner last gave a sign of life.';
COMMENT ON COLUMN read_model.projection_position.dead_letters IS 'Rows of dead_letter that are parked.';

-- An event that a projector could not take in, and the later events of the same aggregate.
CREATE TABLE read_model.dead_letter (
  tenant_id      uuid        NOT NULL,
  projection     text        NOT NULL,
  version        int         NOT NULL,
  position       bigint      NOT NULL,
  aggregate_type text        NOT NULL,
  aggregate_id   uuid        NOT NULL,
  sequence       bigint      NOT NULL,
  event_id       uuid        NOT NULL,
  event_type     text        NOT NULL,
  cause_class    text        NOT NULL,
  cause_message  text,
  status         text        NOT NULL DEFAULT 'PARKED' CHECK (status IN ('PARKED', 'RESOLVED', 'DISCARDED')),
  parked_at      timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (projection, version, position, tenant_id)
);
COMMENT ON COLUMN read_model.dead_letter.cause_message IS 'Safe to show: never a value of the event.';
CREATE INDEX dead_letter_sequence
  ON read_model.dead_letter (projection, version, tenant_id, aggregate_id) WHERE status = 'PARKED';

CREATE TABLE read_model.tenants_v1 (
  tenant_id         uuid        NOT NULL PRIMARY KEY,
  name              text        NOT NULL,
  tier              text        NOT NULL,
  region            text,
  status            text        NOT NULL,
  suspension_reason text,
  quotas            json        NOT NULL,
  settings          json        NOT NULL,
  created_at        timestamptz NOT NULL,
  updated_at        timestamptz NOT NULL,
  created_position  bigint      NOT NULL,
  last_position     bigint      NOT NULL,
  sequence          bigint      NOT NULL
);
CREATE INDEX tenants_v1_created ON read_model.tenants_v1 (created_at DESC, tenant_id DESC);

CREATE TABLE read_model.api_keys_v1 (
  tenant_id        uuid        NOT NULL,
  key_id           uuid        NOT NULL,
  name             text        NOT NULL,
  roles            json        NOT NULL,
  secret_hash      text        NOT NULL,
  status           text        NOT NULL,
  expires_at       timestamptz,
  revoked_at       timestamptz,
  created_at       timestamptz NOT NULL,
  updated_at       timestamptz NOT NULL,
  created_position bigint      NOT NULL,
  last_position    bigint      NOT NULL,
  sequence         bigint      NOT NULL,
  PRIMARY KEY (tenant_id, key_id)
);
CREATE INDEX api_keys_v1_created ON read_model.api_keys_v1 (tenant_id, created_at DESC, key_id DESC);

CREATE TABLE read_model.agents_v1 (
  tenant_id        uuid        NOT NULL,
  agent_id         uuid        NOT NULL,
  name             text        NOT NULL,
  role             text        NOT NULL,
  status           text        NOT NULL,
  latest_version   int         NOT NULL,
  content_hash     text        NOT NULL,
  definition       json        NOT NULL,
  created_at       timestamptz NOT NULL,
  updated_at       timestamptz NOT NULL,
  created_position bigint      NOT NULL,
  last_position    bigint      NOT NULL,
  sequence         bigint      NOT NULL,
  PRIMARY KEY (tenant_id, agent_id)
);
CREATE INDEX agents_v1_created ON read_model.agents_v1 (tenant_id, created_at DESC, agent_id DESC);

CREATE TABLE read_model.agent_versions_v1 (
  tenant_id        uuid        NOT NULL,
  agent_id         uuid        NOT NULL,
  version          int         NOT NULL,
  name             text        NOT NULL,
  content_hash     text        NOT NULL,
  definition       json        NOT NULL,
  created_at       timestamptz NOT NULL,
  updated_at       timestamptz NOT NULL,
  created_position bigint      NOT NULL,
  last_position    bigint      NOT NULL,
  sequence         bigint      NOT NULL,
  PRIMARY KEY (tenant_id, agent_id, version)
);

CREATE TABLE read_model.agent_executions_v1 (
  tenant_id          uuid        NOT NULL,
  agent_execution_id uuid        NOT NULL,
  agent              text        NOT NULL,
  agent_version      int         NOT NULL,
  content_hash       text        NOT NULL,
  status             text        NOT NULL,
  input              json        NOT NULL,
  context            json,
  output             json,
  error              json,
  tokens_in          int,
  tokens_out         int,
  cost_usd           numeric,
  priority           int         NOT NULL,
  deadline           timestamptz NOT NULL,
  owner_kind         text,
  owner_id           uuid,
  owner_reference    text,
  ended_at           timestamptz,
  created_at         timestamptz NOT NULL,
  updated_at         timestamptz NOT NULL,
  created_position   bigint      NOT NULL,
  last_position      bigint      NOT NULL,
  sequence           bigint      NOT NULL,
  PRIMARY KEY (tenant_id, agent_execution_id)
) WITH (fillfactor = 85);
CREATE INDEX agent_executions_v1_owner ON read_model.agent_executions_v1 (tenant_id, owner_id)
  WHERE owner_id IS NOT NULL;
CREATE INDEX agent_executions_v1_created
  ON read_model.agent_executions_v1 (tenant_id, created_at DESC, agent_execution_id DESC);

CREATE TABLE read_model.agent_model_calls_v1 (
  tenant_id          uuid        NOT NULL,
  agent_execution_id uuid        NOT NULL,
  request_id         uuid        NOT NULL,
  attempt            int         NOT NULL,
  status             text        NOT NULL,
  provider           text        NOT NULL,
  model              text        NOT NULL,
  model_digest       text,
  finish_reason      text,
  tokens_in          int,
  tokens_out         int,
  cost_usd           numeric,
  duration_ms        bigint,
  cached             boolean,
  output_hash        text,
  refusals           json,
  error_class        text,
  error_message      text,
  late_answers       int         NOT NULL DEFAULT 0,
  ended_at           timestamptz,
  created_at         timestamptz NOT NULL,
  updated_at         timestamptz NOT NULL,
  created_position   bigint      NOT NULL,
  last_position      bigint      NOT NULL,
  sequence           bigint      NOT NULL,
  PRIMARY KEY (tenant_id, agent_execution_id, request_id)
) WITH (fillfactor = 85);

CREATE TABLE read_model.workflows_v1 (
  tenant_id        uuid        NOT NULL,
  workflow_id      uuid        NOT NULL,
  namespace        text        NOT NULL,
  name             text        NOT NULL,
  latest_version   text        NOT NULL,
  content_hash     text        NOT NULL,
  created_at       timestamptz NOT NULL,
  updated_at       timestamptz NOT NULL,
  created_position bigint      NOT NULL,
  last_position    bigint      NOT NULL,
  sequence         bigint      NOT NULL,
  PRIMARY KEY (tenant_id, workflow_id)
);
CREATE INDEX workflows_v1_created ON read_model.workflows_v1 (tenant_id, created_at DESC, workflow_id DESC);

CREATE TABLE read_model.workflow_versions_v1 (
  tenant_id        uuid        NOT NULL,
  workflow_id      uuid        NOT NULL,
  version          text        NOT NULL,
  namespace        text        NOT NULL,
  name             text        NOT NULL,
  content_hash     text        NOT NULL,
  source           text        NOT NULL,
  source_type      text        NOT NULL,
  definition       json        NOT NULL,
  created_at       timestamptz NOT NULL,
  updated_at       timestamptz NOT NULL,
  created_position bigint      NOT NULL,
  last_position    bigint      NOT NULL,
  sequence         bigint      NOT NULL,
  PRIMARY KEY (tenant_id, workflow_id, version)
);

CREATE TABLE read_model.executions_v1 (
  tenant_id        uuid        NOT NULL,
  execution_id     uuid        NOT NULL,
  workflow_id      uuid        NOT NULL,
  namespace        text        NOT NULL,
  name             text        NOT NULL,
  version          text        NOT NULL,
  content_hash     text        NOT NULL,
  run_state        text        NOT NULL,
  waiting_tasks    uuid[]      NOT NULL DEFAULT '{}',
  status           text        NOT NULL GENERATED ALWAYS AS (
    CASE WHEN run_state = 'RUNNING' AND cardinality(waiting_tasks) > 0 THEN 'WAITING' ELSE run_state END
  ) STORED,
  input            json        NOT NULL,
  output           json,
  error            json,
  cancel_reason    text,
  priority         int         NOT NULL,
  deadline         timestamptz,
  ended_at         timestamptz,
  created_at       timestamptz NOT NULL,
  updated_at       timestamptz NOT NULL,
  created_position bigint      NOT NULL,
  last_position    bigint      NOT NULL,
  sequence         bigint      NOT NULL,
  PRIMARY KEY (tenant_id, execution_id)
) WITH (fillfactor = 85);
COMMENT ON COLUMN read_model.executions_v1.waiting_tasks IS 'Tasks that wait for a person; while there are any, a running execution is WAITING.';
CREATE INDEX executions_v1_created
  ON read_model.executions_v1 (tenant_id, created_at DESC, execution_id DESC);
CREATE INDEX executions_v1_status
  ON read_model.executions_v1 (tenant_id, status, created_at DESC, execution_id DESC);
CREATE INDEX executions_v1_workflow
  ON read_model.executions_v1 (tenant_id, workflow_id, created_at DESC, execution_id DESC);

CREATE TABLE read_model.execution_tasks_v1 (
  tenant_id        uuid        NOT NULL,
  execution_id     uuid        NOT NULL,
  task_id          uuid        NOT NULL,
  parent_id        uuid,
  reference        text        NOT NULL,
  name             text        NOT NULL,
  kind             text        NOT NULL,
  status           text        NOT NULL,
  attempt          int         NOT NULL,
  waiting_for      text,
  output           json,
  error            json,
  ended_at         timestamptz,
  created_at       timestamptz NOT NULL,
  updated_at       timestamptz NOT NULL,
  created_position bigint      NOT NULL,
  last_position    bigint      NOT NULL,
  sequence         bigint      NOT NULL,
  PRIMARY KEY (tenant_id, execution_id, task_id)
) WITH (fillfactor = 85);

CREATE TABLE read_model.validations_v1 (
  tenant_id        uuid             NOT NULL,
  validation_id    uuid             NOT NULL,
  status           text             NOT NULL,
  content          json             NOT NULL,
  content_hash     text             NOT NULL,
  context          json,
  pipeline         json             NOT NULL,
  requested_by     text             NOT NULL,
  priority         int              NOT NULL,
  execution_id     uuid,
  task_id          uuid,
  rounds           int              NOT NULL,
  score            double precision,
  review_id        uuid,
  decision         text,
  decided_content  json,
  decided_hash     text,
  decided_by       text,
  reason           text,
  ended_at         timestamptz,
  created_at       timestamptz      NOT NULL,
  updated_at       timestamptz      NOT NULL,
  created_position bigint           NOT NULL,
  last_position    bigint           NOT NULL,
  sequence         bigint           NOT NULL,
  PRIMARY KEY (tenant_id, validation_id)
) WITH (fillfactor = 85);
CREATE INDEX validations_v1_execution ON read_model.validations_v1 (tenant_id, execution_id)
  WHERE execution_id IS NOT NULL;
CREATE INDEX validations_v1_created
  ON read_model.validations_v1 (tenant_id, created_at DESC, validation_id DESC);

CREATE TABLE read_model.validation_rounds_v1 (
  tenant_id        uuid             NOT NULL,
  validation_id    uuid             NOT NULL,
  round            int              NOT NULL,
  content          json             NOT NULL,
  content_hash     text             NOT NULL,
  validators       json             NOT NULL,
  passed           boolean,
  score            double precision,
  feedback         text,
  revision_failure text,
  ended_at         timestamptz,
  created_at       timestamptz      NOT NULL,
  updated_at       timestamptz      NOT NULL,
  created_position bigint           NOT NULL,
  last_position    bigint           NOT NULL,
  sequence         bigint           NOT NULL,
  PRIMARY KEY (tenant_id, validation_id, round)
) WITH (fillfactor = 85);

CREATE TABLE read_model.validation_verdicts_v1 (
  tenant_id          uuid             NOT NULL,
  validation_id      uuid             NOT NULL,
  round              int              NOT NULL,
  validator          text             NOT NULL,
  version            text             NOT NULL,
  kind               text             NOT NULL,
  outcome            text             NOT NULL,
  score              double precision NOT NULL,
  reason             text             NOT NULL,
  evidence           json             NOT NULL,
  agent_execution_id uuid,
  created_at         timestamptz      NOT NULL,
  updated_at         timestamptz      NOT NULL,
  created_position   bigint           NOT NULL,
  last_position      bigint           NOT NULL,
  sequence           bigint           NOT NULL,
  PRIMARY KEY (tenant_id, validation_id, round, validator)
);

CREATE TABLE read_model.reviews_v1 (
  tenant_id        uuid        NOT NULL,
  review_id        uuid        NOT NULL,
  validation_id    uuid        NOT NULL,
  status           text        NOT NULL,
  content          json        NOT NULL,
  content_hash     text        NOT NULL,
  reason           text        NOT NULL,
  producers        json        NOT NULL,
  due_at           timestamptz NOT NULL,
  overdue          boolean     NOT NULL,
  decision         text,
  reviewer         text,
  reason_code      text,
  comment          text,
  decided_content  json,
  ended_at         timestamptz,
  created_at       timestamptz NOT NULL,
  updated_at       timestamptz NOT NULL,
  created_position bigint      NOT NULL,
  last_position    bigint      NOT NULL,
  sequence         bigint      NOT NULL,
  PRIMARY KEY (tenant_id, review_id)
) WITH (fillfactor = 85);
CREATE INDEX reviews_v1_created ON read_model.reviews_v1 (tenant_id, created_at DESC, review_id DESC);
CREATE INDEX reviews_v1_status ON read_model.reviews_v1 (tenant_id, status, created_at DESC, review_id DESC);
CREATE INDEX reviews_v1_validation ON read_model.reviews_v1 (tenant_id, validation_id);

CREATE TABLE read_model.conversations_v1 (
  tenant_id        uuid        NOT NULL,
  conversation_id  uuid        NOT NULL,
  agent            text        NOT NULL,
  title            text,
  status           text        NOT NULL,
  created_at       timestamptz NOT NULL,
  updated_at       timestamptz NOT NULL,
  created_position bigint      NOT NULL,
  last_position    bigint      NOT NULL,
  sequence         bigint      NOT NULL,
  PRIMARY KEY (tenant_id, conversation_id)
) WITH (fillfactor = 85);
CREATE INDEX conversations_v1_created
  ON read_model.conversations_v1 (tenant_id, created_at DESC, conversation_id DESC);

CREATE TABLE read_model.conversation_messages_v1 (
  tenant_id          uuid        NOT NULL,
  conversation_id    uuid        NOT NULL,
  message_id         uuid        NOT NULL,
  speaker            text        NOT NULL,
  author             text        NOT NULL,
  status             text        NOT NULL,
  content            text,
  in_reply_to        uuid,
  agent_execution_id uuid,
  failure            text,
  created_at         timestamptz NOT NULL,
  updated_at         timestamptz NOT NULL,
  created_position   bigint      NOT NULL,
  last_position      bigint      NOT NULL,
  sequence           bigint      NOT NULL,
  PRIMARY KEY (tenant_id, conversation_id, message_id)
) WITH (fillfactor = 85);

-- Where to find an event: what the audit filters by. The event itself stays in the event store.
CREATE TABLE read_model.audit_events_v1 (
  tenant_id        uuid        NOT NULL,
  event_id         uuid        NOT NULL,
  type             text        NOT NULL,
  aggregate_type   text        NOT NULL,
  aggregate_id     uuid        NOT NULL,
  actor            text,
  correlation_id   text,
  created_at       timestamptz NOT NULL,
  updated_at       timestamptz NOT NULL,
  created_position bigint      NOT NULL,
  last_position    bigint      NOT NULL,
  sequence         bigint      NOT NULL,
  PRIMARY KEY (tenant_id, event_id)
);
COMMENT ON COLUMN read_model.audit_events_v1.actor IS 'The person or program behind it: whom a service acted for, or the actor itself.';
CREATE INDEX audit_events_v1_position ON read_model.audit_events_v1 (tenant_id, created_position);
CREATE INDEX audit_events_v1_aggregate
  ON read_model.audit_events_v1 (tenant_id, aggregate_id, created_position);
CREATE INDEX audit_events_v1_type ON read_model.audit_events_v1 (tenant_id, type, created_position);
CREATE INDEX audit_events_v1_actor ON read_model.audit_events_v1 (tenant_id, actor, created_position);
CREATE INDEX audit_events_v1_correlation
  ON read_model.audit_events_v1 (tenant_id, correlation_id, created_position);

-- Puts one table under row-level security and grants what each role needs. A later version of a read
-- model calls it for its own tables.
CREATE FUNCTION read_model.protect(table_name text, readable_columns text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE read_model.%I ENABLE ROW LEVEL SECURITY', table_name);
  EXECUTE format(
    'CREATE POLICY processor ON read_model.%I TO assay_processor USING (true) WITH CHECK (true)', table_name);
  EXECUTE format(
    'CREATE POLICY reader ON read_model.%I FOR SELECT TO assay_reader '
    'USING (tenant_id = nullif(current_setting(''assay.tenant'', true), '''')::uuid)', table_name);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON read_model.%I TO assay_processor', table_name);
  EXECUTE format('GRANT SELECT %s ON read_model.%I TO assay_reader',
    coalesce('(' || readable_columns || ')', ''), table_name);
END $$;
REVOKE ALL ON FUNCTION read_model.protect(text, text) FROM PUBLIC;

-- Makes or switches the view of a table to one version of it, without the columns that no query may see.
CREATE FUNCTION read_model.publish(view_name text, version int, columns text DEFAULT '*') RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE OR REPLACE VIEW read_model.%I WITH (security_invoker = true) AS SELECT %s FROM read_model.%I',
    view_name, columns, view_name || '_v' || version);
  EXECUTE format('GRANT SELECT ON read_model.%I TO assay_reader, assay_processor', view_name);
END $$;
REVOKE ALL ON FUNCTION read_model.publish(text, int, text) FROM PUBLIC;

GRANT USAGE ON SCHEMA read_model TO assay_processor, assay_reader;
GRANT SELECT, INSERT, UPDATE ON read_model.projection_position TO assay_processor;
GRANT SELECT ON read_model.projection_position TO assay_reader;
SELECT read_model.protect('dead_letter');

DO $$
DECLARE
  name text;
  -- All but the hash of the secret: it is for checking keys, never for showing.
  key_columns constant text := 'tenant_id, key_id, name, roles, status, expires_at, revoked_at, created_at, '
    'updated_at, created_position, last_position, sequence';
BEGIN
  FOREACH name IN ARRAY ARRAY['tenants', 'agents', 'agent_versions', 'agent_executions',
    'agent_model_calls', 'workflows', 'workflow_versions', 'executions', 'execution_tasks', 'validations',
    'validation_rounds', 'validation_verdicts', 'reviews', 'conversations', 'conversation_messages', 'audit_events']
  LOOP
    PERFORM read_model.protect(name || '_v1');
    PERFORM read_model.publish(name, 1);
  END LOOP;
  PERFORM read_model.protect('api_keys_v1', key_columns);
  PERFORM read_model.publish('api_keys', 1, key_columns);
END $$;

-- Platform administrators read all tenants, and nothing else of theirs.
CREATE POLICY platform ON read_model.tenants_v1 FOR SELECT TO assay_reader
  USING (current_setting('assay.scope', true) = 'platform');
