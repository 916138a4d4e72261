-- What a rebuild has to do under load, and where two versions of a read model do not have the same views and columns.

-- Points a view at the tables of a build. What only other versions of the view have is null, so that programs of either
-- version can ask whichever is live. A view whose columns change their places is made anew; others keep what is known of them.
CREATE FUNCTION read_model.show(view_name text, of_version int, of_build int) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  shown constant text := read_model.table_of(view_name, of_version, of_build);
  selected text;
  made text;
BEGIN
  WITH known AS (
    SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, m.version, a.attnum
    FROM read_model.model_view m
    JOIN pg_attribute a ON a.attrelid = ('read_model.' || quote_ident(read_model.table_of(m.view, m.version, 1)))::regclass
    WHERE m.view = view_name AND a.attnum > 0 AND NOT a.attisdropped
      AND (m.columns = '*' OR a.attname = ANY (string_to_array(m.columns, ', ')))
  ), own AS (
    SELECT name, attnum FROM known WHERE version = of_version
  ), missing AS (
    SELECT DISTINCT ON (name) name, type FROM known WHERE name NOT IN (SELECT name FROM own) ORDER BY name, version DESC
  )
  SELECT concat_ws(', ', (SELECT string_agg(quote_ident(name), ', ' ORDER BY attnum) FROM own),
    (SELECT string_agg(format('NULL::%s AS %I', type, name), ', ' ORDER BY name) FROM missing)) INTO selected;
  made := format('VIEW read_model.%I WITH (security_invoker = true) AS SELECT %s FROM read_model.%I',
    view_name, selected, shown);
  BEGIN
    EXECUTE 'CREATE OR REPLACE ' || made;
  EXCEPTION WHEN invalid_table_definition THEN
    EXECUTE format('DROP VIEW read_model.%I', view_name);
    EXECUTE 'CREATE ' || made;
  END;
  EXECUTE format('GRANT SELECT ON read_model.%I TO assay_reader, assay_processor', view_name);
END $$;
REVOKE ALL ON FUNCTION read_model.show(text, int, int) FROM PUBLIC;

-- Says that a version has this view. The first version of a read model is live at once; a later one waits for its build.
-- A view that no earlier version has is there at once, empty, for the program that asks for it already.
CREATE OR REPLACE FUNCTION read_model.register(of_projection text, of_version int, view_name text, visible text DEFAULT '*')
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  live read_model.projection_build;
BEGIN
  INSERT INTO read_model.model_view VALUES (of_projection, of_version, view_name, visible);
  SELECT * INTO live FROM read_model.projection_build
  WHERE projection = of_projection AND version <> of_version AND state = 'LIVE';
  IF NOT FOUND THEN
    PERFORM read_model.show(view_name, of_version, 1);
    INSERT INTO read_model.projection_build (projection, version, build, state) VALUES (of_projection, of_version, 1, 'LIVE')
    ON CONFLICT DO NOTHING;
  ELSE
    IF EXISTS (SELECT 1 FROM read_model.model_view
      WHERE projection = of_projection AND version = live.version AND view = view_name)
    THEN
      PERFORM read_model.show(view_name, live.version, live.build);
    ELSE
      PERFORM read_model.show(view_name, of_version, 1);
    END IF;
  END IF;
END $$;

-- Points the views at a build that has seen at least what the live one has; the live one is kept for a way back.
-- The views are locked for the moment of the switch; where they cannot be soon, it fails and is tried again, since
-- whoever waits for them makes all later queries wait, too.
CREATE OR REPLACE FUNCTION read_model.promote(of_projection text, of_version int, of_build int, keep_old interval)
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
    PERFORM read_model.show(listed.view, of_version, of_build);
  END LOOP;
  -- What the other version alone has goes on being there, so that a program of that version can still ask; it ends with its tables.
  UPDATE read_model.projection_build
  SET state = 'RETIRED', since = now(), drop_after = now() + keep_old, promotion = 'MANUAL'
  WHERE projection = of_projection AND version = old.version AND build = old.build;
  UPDATE read_model.projection_build SET state = 'LIVE', since = now(), drop_after = NULL, paused = false, failure = NULL
  WHERE projection = of_projection AND version = of_version AND build = of_build;
END $$;

-- Ends a build that nobody reads, with its rows and dead letters. The tables of a migration stay, empty: copies are made of them.
CREATE OR REPLACE FUNCTION read_model.drop_build(of_projection text, of_version int, of_build int)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  listed record;
  live_version int;
BEGIN
  UPDATE read_model.projection_build SET state = 'DROPPED', since = now(), drop_after = NULL
  WHERE projection = of_projection AND version = of_version AND build = of_build AND state IN ('RETIRED', 'ABORTED');
  IF NOT FOUND THEN
    RAISE EXCEPTION 'Expected build % of % version % to be out of use', of_build, of_projection, of_version
      USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  SELECT version INTO live_version FROM read_model.projection_build WHERE projection = of_projection AND state = 'LIVE';
  FOR listed IN SELECT * FROM read_model.model_view WHERE projection = of_projection AND version = of_version LOOP
    -- A view of this version alone shows nothing from here on: what its program reads is empty, not wrong.
    IF NOT EXISTS (SELECT 1 FROM read_model.model_view WHERE projection = of_projection AND version = live_version AND view = listed.view)
    THEN
      PERFORM read_model.show(listed.view, of_version, 1);
    END IF;
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

-- Makes one index that a template has and a table has not, each in a transaction of its own: an open writing transaction
-- keeps events from being ordered. The name of an index says of which table it is. False: none is missing.
CREATE FUNCTION read_model.make_index(template text, of_table text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  known record;
  made text;
BEGIN
  FOR known IN
    SELECT c.relname AS name, pg_get_indexdef(i.indexrelid) AS definition
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE i.indrelid = ('read_model.' || quote_ident(template))::regclass AND NOT i.indisprimary
    ORDER BY c.relname
  LOOP
    IF position(template IN known.name) <> 1 THEN
      RAISE EXCEPTION 'Expected the name of index % to begin with that of its table %', known.name, template;
    END IF;
    made := of_table || substr(known.name, length(template) + 1);
    IF to_regclass('read_model.' || quote_ident(made)) IS NULL THEN
      EXECUTE replace(
        replace(known.definition, 'INDEX ' || known.name || ' ON', 'INDEX ' || made || ' ON'),
        'read_model.' || template || ' ', 'read_model.' || of_table || ' ');
      RETURN true;
    END IF;
  END LOOP;
  RETURN false;
END $$;
REVOKE ALL ON FUNCTION read_model.make_index(text, text) FROM PUBLIC;
DROP FUNCTION read_model.make_indexes(text, text);

-- Makes one index that the tables of a build miss. False: none is missing.
CREATE FUNCTION read_model.make_index_of(of_projection text, of_version int, of_build int)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  listed record;
BEGIN
  FOR listed IN SELECT * FROM read_model.model_view WHERE projection = of_projection AND version = of_version LOOP
    IF read_model.make_index(
      read_model.table_of(listed.view, of_version, 1), read_model.table_of(listed.view, of_version, of_build))
    THEN
      RETURN true;
    END IF;
  END LOOP;
  RETURN false;
END $$;

-- Lets the planner know the tables of a build.
CREATE FUNCTION read_model.analyze(of_projection text, of_version int, of_build int)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  listed record;
BEGIN
  FOR listed IN SELECT * FROM read_model.model_view WHERE projection = of_projection AND version = of_version LOOP
    EXECUTE format('ANALYZE read_model.%I', read_model.table_of(listed.view, of_version, of_build));
  END LOOP;
END $$;

REVOKE ALL ON FUNCTION read_model.make_index_of(text, int, int) FROM PUBLIC;
REVOKE ALL ON FUNCTION read_model.analyze(text, int, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION read_model.make_index_of(text, int, int) TO assay_processor;
GRANT EXECUTE ON FUNCTION read_model.analyze(text, int, int) TO assay_processor;

-- All is loaded: protects them and says where the record goes on.
CREATE OR REPLACE FUNCTION read_model.end_loading(of_projection text, of_version int, of_build int)
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
    WHILE read_model.make_index(template, copied) LOOP
    END LOOP;
    PERFORM read_model.protect(copied, CASE WHEN listed.columns = '*' THEN NULL ELSE listed.columns END);
    FOR rule IN
      SELECT * FROM pg_policies WHERE schemaname = 'read_model' AND tablename = template
        AND policyname NOT IN ('processor', 'reader') AND cmd = 'SELECT'
    LOOP
      EXECUTE format('CREATE POLICY %I ON read_model.%I FOR SELECT TO %s USING (%s)',
        rule.policyname, copied, array_to_string(rule.roles, ', '), rule.qual);
    END LOOP;
  END LOOP;
  INSERT INTO read_model.projection_position (projection, version, build, position, dead_letters)
  SELECT of_projection, of_version, of_build, loading.target, coalesce(sum(s.dead_letters), 0)
  FROM read_model.build_segment s
  WHERE s.projection = of_projection AND s.version = of_version AND s.build = of_build;
  UPDATE read_model.projection_build SET state = 'CATCHING_UP', since = now()
  WHERE projection = of_projection AND version = of_version AND build = of_build;
END $$;

ALTER FUNCTION read_model.begin_build(text, int, bigint, int, text, text) SET lock_timeout = '300ms';
ALTER FUNCTION read_model.end_loading(text, int, int) SET lock_timeout = '300ms';
ALTER FUNCTION read_model.promote(text, int, int, interval) SET lock_timeout = '300ms';
ALTER FUNCTION read_model.drop_build(text, int, int) SET lock_timeout = '300ms';

-- From here on a build that is kept as a way back and is to be promoted at once means: go back. Before, it meant nothing.
UPDATE read_model.projection_build SET promotion = 'MANUAL' WHERE state = 'RETIRED';
