-- Builds: a read model filled from the first event on, beside the one that queries read.
--
-- A build is one filling of one version. Build 1 of the first version has the tables of its migration (executions_v1);
-- any other has copies of them (executions_v1_b2). Queries read views; promoting a build points the views at its tables.
-- Tables are made and views are switched by the functions below, which run as the owner, and by nobody else.

-- Which views a version of a read model has. columns: what queries may see of them.
CREATE TABLE read_model.model_view (
  projection text NOT NULL,
  version    int  NOT NULL,
  view       text NOT NULL,
  columns    text NOT NULL DEFAULT '*',
  PRIMARY KEY (projection, version, view)
);

CREATE TABLE read_model.projection_build (
  projection   text        NOT NULL,
  version      int         NOT NULL,
  build        int         NOT NULL CHECK (build >= 1),
  state        text        NOT NULL CHECK (state IN
    ('LOADING', 'CATCHING_UP', 'READY', 'LIVE', 'RETIRED', 'ABORTED', 'DROPPED')),
  paused       boolean     NOT NULL DEFAULT false,
  promotion    text        NOT NULL DEFAULT 'AUTO' CHECK (promotion IN ('AUTO', 'MANUAL', 'NOW')),
  target       bigint      NOT NULL DEFAULT 0, -- loaded in bulk up to here
  segments     int         NOT NULL DEFAULT 1 CHECK (segments BETWEEN 1 AND 64),
  comparison   json,
  failure      text,        -- safe to show: never a value of an event
  requested_by text        NOT NULL DEFAULT 'migration',
  requested_at timestamptz NOT NULL DEFAULT now(),
  since        timestamptz NOT NULL DEFAULT now(), -- in this state
  drop_after   timestamptz,
  PRIMARY KEY (projection, version, build)
) WITH (fillfactor = 50);
COMMENT ON COLUMN read_model.projection_build.state IS
  'LOADING in bulk, CATCHING_UP with the record, READY to be promoted, LIVE: what queries read, RETIRED: kept up to date for a way back, ABORTED, DROPPED.';
CREATE UNIQUE INDEX projection_build_live ON read_model.projection_build (projection) WHERE state = 'LIVE';
CREATE UNIQUE INDEX projection_build_next ON read_model.projection_build (projection)
  WHERE state IN ('LOADING', 'CATCHING_UP', 'READY');

-- Aggregates are spread over segments by their ids, so that each segment keeps the order within an aggregate.
CREATE TABLE read_model.build_segment (
  projection   text        NOT NULL,
  version      int         NOT NULL,
  build        int         NOT NULL,
  segment      int         NOT NULL,
  position     bigint      NOT NULL DEFAULT 0,
  events       bigint      NOT NULL DEFAULT 0, -- taken in
  dead_letters bigint      NOT NULL DEFAULT 0,
  updated_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (projection, version, build, segment)
) WITH (fillfactor = 20);

ALTER TABLE read_model.projection_position ADD COLUMN build int NOT NULL DEFAULT 1;
ALTER TABLE read_model.projection_position DROP CONSTRAINT projection_position_pkey;
ALTER TABLE read_model.projection_position ADD PRIMARY KEY (projection, version, build);
ALTER TABLE read_model.dead_letter ADD COLUMN build int NOT NULL DEFAULT 1;
ALTER TABLE read_model.dead_letter DROP CONSTRAINT dead_letter_pkey;
ALTER TABLE read_model.dead_letter ADD PRIMARY KEY (projection, version, build, position, tenant_id);
DROP INDEX read_model.dead_letter_sequence;
CREATE INDEX dead_letter_sequence
  ON read_model.dead_letter (projection, version, build, tenant_id, aggregate_id) WHERE status = 'PARKED';

CREATE FUNCTION read_model.table_of(view_name text, of_version int, of_build int) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT view_name || '_v' || of_version || CASE WHEN of_build = 1 THEN '' ELSE '_b' || of_build END
$$;

-- Says that a version has this view. The first version of a read model is live at once; a later one waits for its build.
CREATE FUNCTION read_model.register(of_projection text, of_version int, view_name text, visible text DEFAULT '*')
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO read_model.model_view VALUES (of_projection, of_version, view_name, visible);
  IF NOT EXISTS (SELECT 1 FROM read_model.projection_build WHERE projection = of_projection AND version <> of_version) THEN
    PERFORM read_model.publish(view_name, of_version, visible);
    INSERT INTO read_model.projection_build (projection, version, build, state) VALUES (of_projection, of_version, 1, 'LIVE')
    ON CONFLICT DO NOTHING;
  END IF;
END $$;
REVOKE ALL ON FUNCTION read_model.register(text, int, text, text) FROM PUBLIC;

-- The name of an index says of which table it is, so that it can be made again for another.
CREATE FUNCTION read_model.make_indexes(template text, of_table text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  made record;
BEGIN
  FOR made IN
    SELECT c.relname AS name, pg_get_indexdef(i.indexrelid) AS definition
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE i.indrelid = ('read_model.' || quote_ident(template))::regclass AND NOT i.indisprimary
    ORDER BY c.relname
  LOOP
    IF position(template IN made.name) <> 1 THEN
      RAISE EXCEPTION 'Expected the name of index % to begin with that of its table %', made.name, template;
    END IF;
    IF to_regclass('read_model.' || quote_ident(of_table || substr(made.name, length(template) + 1))) IS NULL THEN
      EXECUTE replace(
        replace(made.definition, 'INDEX ' || made.name || ' ON', 'INDEX ' || of_table || substr(made.name, length(template) + 1) || ' ON'),
        'read_model.' || template || ' ', 'read_model.' || of_table || ' ');
    END IF;
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION read_model.make_indexes(text, text) FROM PUBLIC;

-- Begins a build beside the live one. Answers its number.
CREATE FUNCTION read_model.begin_build(
  of_projection text, of_version int, up_to bigint, in_segments int, to_promote text, by_whom text)
RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  next_build int;
  listed record;
  copied text;
  template text;
  options text;
BEGIN
  LOCK TABLE read_model.projection_build IN SHARE ROW EXCLUSIVE MODE;
  IF NOT EXISTS (SELECT 1 FROM read_model.model_view WHERE projection = of_projection AND version = of_version) THEN
    RAISE EXCEPTION 'Expected a known version of a read model, but got % version %', of_projection, of_version
      USING ERRCODE = 'no_data_found';
  END IF;
  SELECT greatest(2, max(build) + 1) INTO next_build
  FROM read_model.projection_build WHERE projection = of_projection AND version = of_version;
  next_build := coalesce(next_build, 2);
  INSERT INTO read_model.projection_build (projection, version, build, state, promotion, target, segments, requested_by)
  VALUES (of_projection, of_version, next_build, 'LOADING', to_promote, up_to, in_segments, by_whom);
  INSERT INTO read_model.build_segment (projection, version, build, segment)
  SELECT of_projection, of_version, next_build, s FROM generate_series(0, in_segments - 1) s;
  FOR listed IN SELECT * FROM read_model.model_view WHERE projection = of_projection AND version = of_version LOOP
    template := read_model.table_of(listed.view, of_version, 1);
    copied := read_model.table_of(listed.view, of_version, next_build);
    EXECUTE format('CREATE TABLE read_model.%I (LIKE read_model.%I INCLUDING ALL EXCLUDING INDEXES)', copied, template);
    SELECT array_to_string(c.reloptions, ', ') INTO options
    FROM pg_class c WHERE c.oid = ('read_model.' || quote_ident(template))::regclass;
    IF options IS NOT NULL THEN
      EXECUTE format('ALTER TABLE read_model.%I SET (%s)', copied, options);
    END IF;
    EXECUTE format('ALTER TABLE read_model.%I ADD PRIMARY KEY (%s)', copied, (
      SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY k.place)
      FROM pg_index i, unnest(i.indkey) WITH ORDINALITY AS k (number, place), pg_attribute a
      WHERE i.indrelid = ('read_model.' || quote_ident(template))::regclass AND i.indisprimary
        AND a.attrelid = i.indrelid AND a.attnum = k.number));
    -- Nobody else may read it yet; COPY does not go with row-level security, which comes when it is loaded.
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON read_model.%I TO assay_processor', copied);
  END LOOP;
  RETURN next_build;
END $$;

-- All is loaded: makes the indexes and says where the record goes on.
CREATE FUNCTION read_model.end_loading(of_projection text, of_version int, of_build int)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  loading read_model.projection_build;
  listed record;
  copied text;
  template text;
  rule record;
BEGIN
  SELECT * INTO loading FROM read_model.projection_build
  WHERE projection = of_projection AND version = of_version AND build = of_build AND state = 'LOADING' FOR UPDATE;
  IF NOT FOUND OR EXISTS (
    SELECT 1 FROM read_model.build_segment s
    WHERE s.projection = of_projection AND s.version = of_version AND s.build = of_build AND s.position < loading.target)
  THEN
    RAISE EXCEPTION 'Expected build % of % version % to be loaded', of_build, of_projection, of_version
      USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  FOR listed IN SELECT * FROM read_model.model_view WHERE projection = of_projection AND version = of_version LOOP
    template := read_model.table_of(listed.view, of_version, 1);
    copied := read_model.table_of(listed.view, of_version, of_build);
    PERFORM read_model.make_indexes(template, copied);
    PERFORM read_model.protect(copied, CASE WHEN listed.columns = '*' THEN NULL ELSE listed.columns END);
    FOR rule IN
      SELECT * FROM pg_policies WHERE schemaname = 'read_model' AND tablename = template
        AND policyname NOT IN ('processor', 'reader') AND cmd = 'SELECT'
    LOOP
      EXECUTE format('CREATE POLICY %I ON read_model.%I FOR SELECT TO %s USING (%s)',
        rule.policyname, copied, array_to_string(rule.roles, ', '), rule.qual);
    END LOOP;
    EXECUTE format('ANALYZE read_model.%I', copied);
  END LOOP;
  INSERT INTO read_model.projection_position (projection, version, build, position, dead_letters)
  SELECT of_projection, of_version, of_build, loading.target, coalesce(sum(s.dead_letters), 0)
  FROM read_model.build_segment s
  WHERE s.projection = of_projection AND s.version = of_version AND s.build = of_build;
  UPDATE read_model.projection_build SET state = 'CATCHING_UP', since = now()
  WHERE projection = of_projection AND version = of_version AND build = of_build;
END $$;

-- Points the views at a build that has seen at least what the live one has; the live one is kept for a way back.
-- Whoever calls it sets lock_timeout: the views are locked for the moment of the switch.
CREATE FUNCTION read_model.promote(of_projection text, of_version int, of_build int, keep_old interval)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  old read_model.projection_build;
  new read_model.projection_build;
  old_position bigint;
  new_position bigint;
  listed record;
BEGIN
  LOCK TABLE read_model.projection_build IN SHARE ROW EXCLUSIVE MODE;
  SELECT * INTO old FROM read_model.projection_build WHERE projection = of_projection AND state = 'LIVE';
  SELECT * INTO new FROM read_model.projection_build
  WHERE projection = of_projection AND version = of_version AND build = of_build AND state IN ('CATCHING_UP', 'READY', 'RETIRED');
  IF old IS NULL OR new.projection IS NULL THEN
    RAISE EXCEPTION 'Expected build % of % version % to be ready, but it is not', of_build, of_projection, of_version
      USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  -- Holds the live one where it is until the switch is done, so that no answer goes back in time.
  SELECT position INTO old_position FROM read_model.projection_position
  WHERE projection = of_projection AND version = old.version AND build = old.build FOR UPDATE;
  SELECT position INTO new_position FROM read_model.projection_position
  WHERE projection = of_projection AND version = of_version AND build = of_build;
  IF new_position IS NULL OR new_position < coalesce(old_position, 0) THEN
    RAISE EXCEPTION 'Expected build % of % to be at position % at least, but it is at %',
      of_build, of_projection, old_position, new_position USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  FOR listed IN SELECT * FROM read_model.model_view WHERE projection = of_projection AND version = of_version LOOP
    EXECUTE format('CREATE OR REPLACE VIEW read_model.%I WITH (security_invoker = true) AS SELECT %s FROM read_model.%I',
      listed.view, listed.columns, read_model.table_of(listed.view, of_version, of_build));
    EXECUTE format('GRANT SELECT ON read_model.%I TO assay_reader, assay_processor', listed.view);
  END LOOP;
  UPDATE read_model.projection_build SET state = 'RETIRED', since = now(), drop_after = now() + keep_old
  WHERE projection = of_projection AND version = old.version AND build = old.build;
  UPDATE read_model.projection_build SET state = 'LIVE', since = now(), drop_after = NULL, paused = false
  WHERE projection = of_projection AND version = of_version AND build = of_build;
END $$;

-- Ends a build that nobody reads, with its rows and dead letters. The tables of a migration stay, empty: copies are made of them.
CREATE FUNCTION read_model.drop_build(of_projection text, of_version int, of_build int)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  listed record;
BEGIN
  UPDATE read_model.projection_build SET state = 'DROPPED', since = now(), drop_after = NULL
  WHERE projection = of_projection AND version = of_version AND build = of_build AND state IN ('RETIRED', 'ABORTED');
  IF NOT FOUND THEN
    RAISE EXCEPTION 'Expected build % of % version % to be out of use', of_build, of_projection, of_version
      USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  FOR listed IN SELECT * FROM read_model.model_view WHERE projection = of_projection AND version = of_version LOOP
    IF of_build = 1 THEN
      EXECUTE format('TRUNCATE read_model.%I', read_model.table_of(listed.view, of_version, of_build));
    ELSE
      EXECUTE format('DROP TABLE IF EXISTS read_model.%I', read_model.table_of(listed.view, of_version, of_build));
    END IF;
  END LOOP;
  DELETE FROM read_model.projection_position
  WHERE projection = of_projection AND version = of_version AND build = of_build;
  DELETE FROM read_model.dead_letter WHERE projection = of_projection AND version = of_version AND build = of_build;
  DELETE FROM read_model.build_segment WHERE projection = of_projection AND version = of_version AND build = of_build;
END $$;

REVOKE ALL ON FUNCTION read_model.begin_build(text, int, bigint, int, text, text) FROM PUBLIC;
REVOKE ALL ON FUNCTION read_model.end_loading(text, int, int) FROM PUBLIC;
REVOKE ALL ON FUNCTION read_model.promote(text, int, int, interval) FROM PUBLIC;
REVOKE ALL ON FUNCTION read_model.drop_build(text, int, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION read_model.begin_build(text, int, bigint, int, text, text) TO assay_processor;
GRANT EXECUTE ON FUNCTION read_model.end_loading(text, int, int) TO assay_processor;
GRANT EXECUTE ON FUNCTION read_model.promote(text, int, int, interval) TO assay_processor;
GRANT EXECUTE ON FUNCTION read_model.drop_build(text, int, int) TO assay_processor;
GRANT SELECT ON read_model.model_view TO assay_processor, assay_reader;
GRANT SELECT ON read_model.projection_build, read_model.build_segment TO assay_reader;
GRANT SELECT, UPDATE (state, paused, promotion, comparison, failure, since, drop_after) ON read_model.projection_build
  TO assay_processor;
GRANT SELECT, UPDATE (position, events, dead_letters, updated_at) ON read_model.build_segment TO assay_processor;

-- What there is so far.
DO $$
DECLARE
  listed record;
BEGIN
  FOR listed IN
    SELECT * FROM (VALUES
      ('tenants', 1, 'tenants'), ('agents', 1, 'agents'), ('agents', 1, 'agent_versions'),
      ('agent-executions', 1, 'agent_executions'), ('agent-executions', 1, 'agent_model_calls'),
      ('workflows', 1, 'workflows'), ('workflows', 1, 'workflow_versions'),
      ('executions', 1, 'executions'), ('executions', 1, 'execution_tasks'),
      ('validations', 1, 'validations'), ('validations', 1, 'validation_rounds'), ('validations', 1, 'validation_verdicts'),
      ('reviews', 1, 'reviews'), ('conversations', 1, 'conversations'), ('conversations', 1, 'conversation_messages'),
      ('audit-events', 2, 'audit_events')) AS known (projection, version, view)
  LOOP
    PERFORM read_model.register(listed.projection, listed.version, listed.view);
  END LOOP;
  PERFORM read_model.register('api-keys', 1, 'api_keys', 'tenant_id, key_id, name, roles, status, expires_at, revoked_at, '
    'created_at, updated_at, created_position, last_position, sequence');
END $$;
