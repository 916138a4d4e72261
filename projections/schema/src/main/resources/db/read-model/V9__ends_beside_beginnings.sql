-- A list of a past span of time, sorted by the end, is found among the rows made then: with what it is sorted and filtered
-- by beside when they were made, no row outside of the page is read.
-- No table and no column changes, so no read model gets a new version: indexes are made anew for every build there is.

-- Takes an index from the tables of a view in every build, and from those that others are copies of, so that it is made anew.
CREATE FUNCTION read_model.drop_index(of_view text, of_suffix text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  filled record;
BEGIN
  FOR filled IN
    SELECT m.view, b.version, b.build FROM read_model.projection_build b JOIN read_model.model_view m USING (projection, version)
    WHERE m.view = of_view
  LOOP
    EXECUTE format('DROP INDEX IF EXISTS read_model.%I',
      read_model.table_of(filled.view, filled.version, filled.build) || of_suffix);
  END LOOP;
END $$;

-- Builds that were filled get what the tables of build 1 have; one that is being loaded gets it when loading ends.
CREATE FUNCTION read_model.make_missing_indexes() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  filled record;
BEGIN
  FOR filled IN
    SELECT m.view, b.version, b.build FROM read_model.projection_build b JOIN read_model.model_view m USING (projection, version)
    WHERE b.build > 1 AND b.state IN ('CATCHING_UP', 'READY', 'LIVE', 'RETIRED')
  LOOP
    WHILE read_model.make_index(
      read_model.table_of(filled.view, filled.version, 1), read_model.table_of(filled.view, filled.version, filled.build))
    LOOP
    END LOOP;
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION read_model.drop_index(text, text) FROM PUBLIC;
REVOKE ALL ON FUNCTION read_model.make_missing_indexes() FROM PUBLIC;

SELECT read_model.drop_index(view, '_created') FROM unnest(ARRAY['executions', 'agent_executions', 'validations']) view;

CREATE INDEX executions_v1_created
  ON read_model.executions_v1 (tenant_id, created_at DESC, execution_id DESC) INCLUDE (ended_at, status, workflow_id);
CREATE INDEX agent_executions_v1_created
  ON read_model.agent_executions_v1 (tenant_id, created_at DESC, agent_execution_id DESC)
  INCLUDE (ended_at, status, agent, owner_id);
CREATE INDEX validations_v1_created
  ON read_model.validations_v1 (tenant_id, created_at DESC, validation_id DESC) INCLUDE (ended_at, status, execution_id);

SELECT read_model.make_missing_indexes();
