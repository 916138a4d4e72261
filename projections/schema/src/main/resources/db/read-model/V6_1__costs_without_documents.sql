-- What costs are told apart by, without the rows that have the documents. None of it ever changes, so an entry is written once.
CREATE INDEX agent_executions_v1_whose
  ON read_model.agent_executions_v1 (tenant_id, agent_execution_id) INCLUDE (agent, owner_kind, owner_id);
CREATE INDEX executions_v1_of_workflow ON read_model.executions_v1 (tenant_id, execution_id) INCLUDE (workflow_id);
CREATE INDEX validations_v1_of_execution ON read_model.validations_v1 (tenant_id, validation_id) INCLUDE (execution_id);

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
