-- What model calls cost, told apart by model, agent and workflow, and summed by hours and days of UTC.
--
-- Calls and what they are made for are rows of their own aggregates, as everywhere. The sums are of many aggregates; so
-- no projector fills them: the database keeps them, as it keeps an index, in the transaction that changes a call's row.
-- Whatever is taken in twice, late or out of a dead letter, they say what the calls say.

-- A run of an agent, and whom it is made for: the validation or execution that it belongs to.
CREATE TABLE read_model.cost_origins_v1 (
  tenant_id        uuid        NOT NULL,
  origin_id        uuid        NOT NULL,
  parent_id        uuid,                 -- of a run: a validation, an execution or a conversation; of a validation: its execution
  agent            text,                 -- of a run
  workflow_id      uuid,                 -- of an execution
  created_at       timestamptz NOT NULL,
  updated_at       timestamptz NOT NULL,
  created_position bigint      NOT NULL,
  last_position    bigint      NOT NULL,
  sequence         bigint      NOT NULL,
  PRIMARY KEY (tenant_id, origin_id)
);
CREATE INDEX cost_origins_v1_parent ON read_model.cost_origins_v1 (tenant_id, parent_id) WHERE parent_id IS NOT NULL;

CREATE TABLE read_model.cost_calls_v1 (
  tenant_id          uuid        NOT NULL,
  agent_execution_id uuid        NOT NULL,
  request_id         uuid        NOT NULL,
  provider           text        NOT NULL,
  model              text        NOT NULL,
  failed             boolean     NOT NULL,
  cached             boolean     NOT NULL,
  tokens_in          int         NOT NULL,
  tokens_out         int         NOT NULL,
  cost_usd           numeric     NOT NULL,
  ended_at           timestamptz,         -- until then it costs nothing
  created_at         timestamptz NOT NULL,
  updated_at         timestamptz NOT NULL,
  created_position   bigint      NOT NULL,
  last_position      bigint      NOT NULL,
  sequence           bigint      NOT NULL,
  PRIMARY KEY (tenant_id, agent_execution_id, request_id)
) WITH (fillfactor = 85);
CREATE INDEX cost_calls_v1_ended ON read_model.cost_calls_v1 (tenant_id, ended_at)
  INCLUDE (agent_execution_id, provider, model, failed, cached, tokens_in, tokens_out, cost_usd) WHERE ended_at IS NOT NULL;

CREATE TABLE read_model.cost_sums_v1 (
  tenant_id        uuid        NOT NULL,
  dimension        text        NOT NULL, -- MODEL, AGENT or WORKFLOW: by what calls are told apart
  unit             text        NOT NULL, -- HOUR or DAY
  since            timestamptz NOT NULL, -- when that hour or day began
  provider         text        NOT NULL, -- of a model; else empty
  name             text        NOT NULL, -- model, agent or id of the workflow; empty: none
  calls            bigint      NOT NULL,
  failures         bigint      NOT NULL,
  cached           bigint      NOT NULL,
  tokens_in        bigint      NOT NULL,
  tokens_out       bigint      NOT NULL,
  cost_usd         numeric     NOT NULL,
  created_at       timestamptz NOT NULL,
  updated_at       timestamptz NOT NULL,
  created_position bigint      NOT NULL,
  last_position    bigint      NOT NULL,
  sequence         bigint      NOT NULL, -- 0: no aggregate has one
  PRIMARY KEY (tenant_id, dimension, unit, since, provider, name)
) WITH (fillfactor = 50); -- room for HOT updates: the hour that is now changes with every call

-- Sums one day of a tenant anew. tables: how the names of a build's tables end.
CREATE FUNCTION read_model.sum_costs(tables text, of_tenant uuid, of_day timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format($sql$
    DELETE FROM read_model.%I
    WHERE tenant_id = $1 AND dimension IN ('MODEL', 'AGENT', 'WORKFLOW') AND unit IN ('HOUR', 'DAY')
      AND since >= $2 AND since < $2 + interval '24 hours' $sql$, 'cost_sums' || tables) USING of_tenant, of_day;
  EXECUTE format($sql$
    INSERT INTO read_model.%1$I (tenant_id, dimension, unit, since, provider, name, calls, failures, cached, tokens_in,
      tokens_out, cost_usd, created_at, updated_at, created_position, last_position, sequence)
    SELECT c.tenant_id, told.dimension, u.unit, date_trunc(u.unit, c.ended_at, 'UTC'), told.provider, coalesce(told.name, ''),
      count(*), count(*) FILTER (WHERE c.failed), count(*) FILTER (WHERE c.cached), sum(c.tokens_in), sum(c.tokens_out),
      sum(c.cost_usd), min(c.updated_at), max(c.updated_at), min(c.last_position), max(c.last_position), 0
    FROM read_model.%2$I c
    LEFT JOIN read_model.%3$I run ON run.tenant_id = c.tenant_id AND run.origin_id = c.agent_execution_id
    LEFT JOIN read_model.%3$I made_for ON made_for.tenant_id = c.tenant_id AND made_for.origin_id = run.parent_id
    LEFT JOIN read_model.%3$I above ON above.tenant_id = c.tenant_id AND above.origin_id = made_for.parent_id
    CROSS JOIN LATERAL (VALUES
      ('MODEL', c.provider, c.model),
      ('AGENT', '', run.agent),
      ('WORKFLOW', '', coalesce(made_for.workflow_id, above.workflow_id)::text)) AS told (dimension, provider, name)
    CROSS JOIN (VALUES ('HOUR'), ('DAY')) AS u (unit)
    WHERE c.tenant_id = $1 AND c.ended_at >= $2 AND c.ended_at < $2 + interval '24 hours'
    GROUP BY 1, 2, 3, 4, 5, 6 $sql$, 'cost_sums' || tables, 'cost_calls' || tables, 'cost_origins' || tables)
  USING of_tenant, of_day;
END $$;
REVOKE ALL ON FUNCTION read_model.sum_costs(text, uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION read_model.sum_costs(text, uuid, timestamptz) TO assay_processor;

-- Sums some days of a build that was loaded in bulk, in their order, for a tenth of a second: an open writing transaction
-- keeps events from being ordered. False: no call is left.
CREATE FUNCTION read_model.sum_next_costs(tables text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  began constant timestamptz := clock_timestamp();
  last_tenant uuid;
  last_day timestamptz;
  next_tenant uuid;
  next_day timestamptz;
BEGIN
  LOOP
    EXECUTE format('SELECT tenant_id FROM read_model.%I ORDER BY tenant_id DESC LIMIT 1', 'cost_sums' || tables) INTO last_tenant;
    EXECUTE format($sql$
      SELECT max(since) FROM read_model.%I WHERE tenant_id = $1 AND dimension = 'MODEL' AND unit = 'DAY' $sql$,
      'cost_sums' || tables) INTO last_day USING last_tenant;
    EXECUTE format($sql$
      SELECT tenant_id, date_trunc('DAY', ended_at, 'UTC') FROM read_model.%I
      WHERE ended_at IS NOT NULL AND ($1 IS NULL OR (tenant_id, ended_at) >= ($1, $2 + interval '24 hours'))
      ORDER BY tenant_id, ended_at LIMIT 1 $sql$, 'cost_calls' || tables)
    INTO next_tenant, next_day USING last_tenant, last_day;
    IF next_tenant IS NULL THEN
      RETURN false;
    END IF;
    PERFORM read_model.sum_costs(tables, next_tenant, next_day);
    EXIT WHEN clock_timestamp() > began + interval '100 ms';
  END LOOP;
  RETURN true;
END $$;
REVOKE ALL ON FUNCTION read_model.sum_next_costs(text) FROM PUBLIC;

-- From here on the sums follow the calls. The functions are made for the tables of one build, so that their plans are kept.
CREATE FUNCTION read_model.keep_cost_sums(tables text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  left_over record;
BEGIN
  FOR left_over IN
    SELECT p.proname AS name FROM pg_proc p
    WHERE p.pronamespace = 'read_model'::regnamespace AND p.proname ~ '^(add_cost|late_origin)_v'
      AND NOT EXISTS (SELECT 1 FROM pg_trigger t WHERE t.tgfoid = p.oid)
  LOOP
    EXECUTE format('DROP FUNCTION read_model.%I()', left_over.name);
  END LOOP;

  -- A call ends once, and by then whom it is made for is known.
  EXECUTE format($sql$
    CREATE FUNCTION read_model.%1$I() RETURNS trigger LANGUAGE plpgsql AS $add$
    BEGIN
      INSERT INTO read_model.%2$I AS stored (tenant_id, dimension, unit, since, provider, name, calls, failures, cached,
        tokens_in, tokens_out, cost_usd, created_at, updated_at, created_position, last_position, sequence)
      SELECT NEW.tenant_id, told.dimension, u.unit, date_trunc(u.unit, NEW.ended_at, 'UTC'), told.provider,
        coalesce(told.name, ''), 1, NEW.failed::int, NEW.cached::int, NEW.tokens_in, NEW.tokens_out, NEW.cost_usd,
        NEW.updated_at, NEW.updated_at, NEW.last_position, NEW.last_position, 0
      FROM (VALUES (NEW.agent_execution_id)) AS call (run)
      LEFT JOIN read_model.%3$I run ON run.tenant_id = NEW.tenant_id AND run.origin_id = call.run
      LEFT JOIN read_model.%3$I made_for ON made_for.tenant_id = NEW.tenant_id AND made_for.origin_id = run.parent_id
      LEFT JOIN read_model.%3$I above ON above.tenant_id = NEW.tenant_id AND above.origin_id = made_for.parent_id
      CROSS JOIN LATERAL (VALUES
        ('MODEL', NEW.provider, NEW.model),
        ('AGENT', '', run.agent),
        ('WORKFLOW', '', coalesce(made_for.workflow_id, above.workflow_id)::text)) AS told (dimension, provider, name)
      CROSS JOIN (VALUES ('HOUR'), ('DAY')) AS u (unit)
      ON CONFLICT (tenant_id, dimension, unit, since, provider, name) DO UPDATE SET
        calls = stored.calls + excluded.calls, failures = stored.failures + excluded.failures,
        cached = stored.cached + excluded.cached, tokens_in = stored.tokens_in + excluded.tokens_in,
        tokens_out = stored.tokens_out + excluded.tokens_out, cost_usd = stored.cost_usd + excluded.cost_usd,
        created_at = least(stored.created_at, excluded.created_at),
        updated_at = greatest(stored.updated_at, excluded.updated_at),
        created_position = least(stored.created_position, excluded.created_position),
        last_position = greatest(stored.last_position, excluded.last_position);
      RETURN NULL;
    END $add$ $sql$, 'add_cost' || tables, 'cost_sums' || tables, 'cost_origins' || tables);
  EXECUTE format($sql$
    CREATE TRIGGER add_cost AFTER UPDATE ON read_model.%I
      FOR EACH ROW WHEN (OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL) EXECUTE FUNCTION read_model.%I() $sql$,
    'cost_calls' || tables, 'add_cost' || tables);

  -- Unless it was a dead letter: calls that ended before are summed anew.
  EXECUTE format($sql$
    CREATE FUNCTION read_model.%1$I() RETURNS trigger LANGUAGE plpgsql AS $late$
    BEGIN
      PERFORM read_model.sum_costs(%4$L, NEW.tenant_id, day) FROM (
        SELECT DISTINCT date_trunc('DAY', c.ended_at, 'UTC') AS day
        FROM read_model.%3$I run
        JOIN read_model.%2$I c ON c.tenant_id = run.tenant_id AND c.agent_execution_id = run.origin_id
        WHERE run.tenant_id = NEW.tenant_id AND c.ended_at IS NOT NULL AND run.parent_id IN (
          SELECT NEW.origin_id UNION ALL
          SELECT o.origin_id FROM read_model.%3$I o WHERE o.tenant_id = NEW.tenant_id AND o.parent_id = NEW.origin_id)) late;
      RETURN NULL;
    END $late$ $sql$, 'late_origin' || tables, 'cost_calls' || tables, 'cost_origins' || tables, tables);
  EXECUTE format($sql$
    CREATE TRIGGER late_origin AFTER INSERT ON read_model.%I
      FOR EACH ROW WHEN (NEW.agent IS NULL) EXECUTE FUNCTION read_model.%I() $sql$,
    'cost_origins' || tables, 'late_origin' || tables);
END $$;
REVOKE ALL ON FUNCTION read_model.keep_cost_sums(text) FROM PUBLIC;

-- Makes one index that the tables of a build miss, then its sums, a few at a time. False: nothing is missing.
CREATE OR REPLACE FUNCTION read_model.make_index_of(of_projection text, of_version int, of_build int)
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
  RETURN of_projection = 'costs' AND read_model.sum_next_costs(read_model.table_of('', of_version, of_build));
END $$;

-- All is loaded: protects the tables and says where the record goes on. As before, and has sums follow from here on.
CREATE OR REPLACE FUNCTION read_model.end_loading(of_projection text, of_version int, of_build int)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '300ms' AS $$
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
  IF of_projection = 'costs' THEN
    WHILE read_model.sum_next_costs(read_model.table_of('', of_version, of_build)) LOOP
    END LOOP;
    PERFORM read_model.keep_cost_sums(read_model.table_of('', of_version, of_build));
  END IF;
  INSERT INTO read_model.projection_position (projection, version, build, position, dead_letters)
  SELECT of_projection, of_version, of_build, loading.target, coalesce(sum(s.dead_letters), 0)
  FROM read_model.build_segment s
  WHERE s.projection = of_projection AND s.version = of_version AND s.build = of_build;
  UPDATE read_model.projection_build SET state = 'CATCHING_UP', since = now()
  WHERE projection = of_projection AND version = of_version AND build = of_build;
END $$;

SELECT read_model.protect('cost_origins_v1');
SELECT read_model.protect('cost_calls_v1');
SELECT read_model.protect('cost_sums_v1');
SELECT read_model.keep_cost_sums('_v1');
SELECT read_model.register('costs', 1, 'cost_origins');
SELECT read_model.register('costs', 1, 'cost_calls');
SELECT read_model.register('costs', 1, 'cost_sums');
