-- How far each sink has got. Flyway runs this as assay_owner with search_path = sinks.

GRANT USAGE ON SCHEMA sinks TO assay_processor;

CREATE TABLE sink_position (
  sink       text        NOT NULL PRIMARY KEY,
  position   bigint      NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 50); -- room for HOT updates
COMMENT ON COLUMN sink_position.position IS 'The sink has taken everything up to here.';

GRANT SELECT, INSERT, UPDATE ON sink_position TO assay_processor;
