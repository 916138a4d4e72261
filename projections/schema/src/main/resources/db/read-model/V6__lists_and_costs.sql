-- What lists are filtered and sorted by, each with the id for ties; and what costs are summed from.
-- No table and no column changes, so no read model gets a new version: an index is made for every build there is.

-- Rows that have ended, by when. A list that is sorted by it shows no others.
CREATE INDEX executions_v1_ended
  ON read_model.executions_v1 (tenant_id, ended_at DESC, execution_id DESC) WHERE ended_at IS NOT NULL;
CREATE INDEX executions_v1_workflow_status
  ON read_model.executions_v1 (tenant_id, workflow_id, status, created_at DESC, execution_id DESC);

CREATE INDEX agent_executions_v1_status
  ON read_model.agent_executions_v1 (tenant_id, status, created_at DESC, agent_execution_id DESC);
CREATE INDEX agent_executions_v1_agent
  ON read_model.agent_executions_v1 (tenant_id, agent, created_at DESC, agent_execution_id DESC);
CREATE INDEX agent_executions_v1_ended
  ON read_model.agent_executions_v1 (tenant_id, ended_at DESC, agent_execution_id DESC) WHERE ended_at IS NOT NULL;

-- Costs belong to when a call ended. A call ends once, so its entry is written once, and has all that is summed.
CREATE INDEX agent_model_calls_v1_ended
  ON read_model.agent_model_calls_v1 (tenant_id, ended_at)
  INCLUDE (agent_execution_id, provider, model, status, cached, tokens_in, tokens_out, cost_usd) WHERE ended_at IS NOT NULL;

CREATE INDEX validations_v1_status
  ON read_model.validations_v1 (tenant_id, status, created_at DESC, validation_id DESC);
CREATE INDEX validations_v1_ended
  ON read_model.validations_v1 (tenant_id, ended_at DESC, validation_id DESC) WHERE ended_at IS NOT NULL;

CREATE INDEX reviews_v1_due ON read_model.reviews_v1 (tenant_id, due_at DESC, review_id DESC);
CREATE INDEX reviews_v1_status_due ON read_model.reviews_v1 (tenant_id, status, due_at DESC, review_id DESC);

CREATE INDEX conversations_v1_updated
  ON read_model.conversations_v1 (tenant_id, updated_at DESC, conversation_id DESC);
CREATE INDEX conversations_v1_agent
  ON read_model.conversations_v1 (tenant_id, agent, created_at DESC, conversation_id DESC);

CREATE INDEX agents_v1_name ON read_model.agents_v1 (tenant_id, name, agent_id);
CREATE INDEX workflows_v1_name ON read_model.workflows_v1 (tenant_id, name, workflow_id);
CREATE INDEX api_keys_v1_name ON read_model.api_keys_v1 (tenant_id, name, key_id);
CREATE INDEX tenants_v1_name ON read_model.tenants_v1 (name, tenant_id);

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
