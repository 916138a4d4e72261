-- What a list is filtered by, before what it is sorted by, so that no page is looked for among the rows of others. When
-- rows were made is in what is sorted by their end: outside of a span of time, entries are passed over, not rows.
-- No table and no column changes, so no read model gets a new version: an index is made for every build there is.
DO $$
DECLARE
  filled record;
  old text;
BEGIN
  FOR filled IN
    SELECT v.view, b.version, b.build FROM read_model.projection_build b JOIN read_model.model_view v USING (projection, version)
    WHERE v.view IN ('executions', 'agent_executions', 'validations') AND b.build > 1 AND b.state <> 'DROPPED'
  LOOP
    FOREACH old IN ARRAY ARRAY['_ended', '_workflow'] LOOP
      EXECUTE format('DROP INDEX IF EXISTS read_model.%I', read_model.table_of(filled.view, filled.version, filled.build) || old);
    END LOOP;
  END LOOP;
END $$;
DROP INDEX read_model.executions_v1_ended, read_model.executions_v1_workflow, read_model.agent_executions_v1_ended,
  read_model.validations_v1_ended;

CREATE INDEX executions_v1_ended
  ON read_model.executions_v1 (tenant_id, ended_at DESC, execution_id DESC, created_at) WHERE ended_at IS NOT NULL;
CREATE INDEX executions_v1_status_ended
  ON read_model.executions_v1 (tenant_id, status, ended_at DESC, execution_id DESC, created_at) WHERE ended_at IS NOT NULL;
CREATE INDEX executions_v1_workflow_ended
  ON read_model.executions_v1 (tenant_id, workflow_id, ended_at DESC, execution_id DESC, created_at, status)
  WHERE ended_at IS NOT NULL;
-- With what the statistics of a workflow are made from.
CREATE INDEX executions_v1_workflow
  ON read_model.executions_v1 (tenant_id, workflow_id, created_at DESC, execution_id DESC) INCLUDE (status, ended_at);

CREATE INDEX agent_executions_v1_ended
  ON read_model.agent_executions_v1 (tenant_id, ended_at DESC, agent_execution_id DESC, created_at) WHERE ended_at IS NOT NULL;
CREATE INDEX agent_executions_v1_status_ended
  ON read_model.agent_executions_v1 (tenant_id, status, ended_at DESC, agent_execution_id DESC, created_at)
  WHERE ended_at IS NOT NULL;
CREATE INDEX agent_executions_v1_agent_ended
  ON read_model.agent_executions_v1 (tenant_id, agent, ended_at DESC, agent_execution_id DESC, created_at, status)
  WHERE ended_at IS NOT NULL;
CREATE INDEX agent_executions_v1_agent_status
  ON read_model.agent_executions_v1 (tenant_id, agent, status, created_at DESC, agent_execution_id DESC);

CREATE INDEX validations_v1_ended
  ON read_model.validations_v1 (tenant_id, ended_at DESC, validation_id DESC, created_at) WHERE ended_at IS NOT NULL;
CREATE INDEX validations_v1_status_ended
  ON read_model.validations_v1 (tenant_id, status, ended_at DESC, validation_id DESC, created_at) WHERE ended_at IS NOT NULL;

CREATE INDEX conversations_v1_agent_updated
  ON read_model.conversations_v1 (tenant_id, agent, updated_at DESC, conversation_id DESC);

-- The newest texts with a frequent word are found from the newest text on; those with a rare one by the word. Which it is
-- depends on the word, so that each question needs a plan of its own.
CREATE INDEX conversation_words_v1_created ON read_model.conversation_words_v1 (tenant_id, created_at DESC);
ALTER FUNCTION read_model.messages_with(text[], int) SET plan_cache_mode = 'force_custom_plan';

-- Builds that were filled before get the same; one that is being loaded gets its indexes when loading ends.
DO $$
DECLARE
  filled record;
BEGIN
  FOR filled IN
    SELECT v.view, b.version, b.build FROM read_model.projection_build b
    JOIN read_model.model_view v USING (projection, version)
    WHERE b.build > 1 AND b.state IN ('CATCHING_UP', 'READY', 'LIVE', 'RETIRED')
  LOOP
    WHILE read_model.make_index(
      read_model.table_of(filled.view, filled.version, 1), read_model.table_of(filled.view, filled.version, filled.build))
    LOOP
    END LOOP;
  END LOOP;
END $$;
