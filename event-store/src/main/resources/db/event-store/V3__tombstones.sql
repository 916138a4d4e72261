-- The one change that the record allows: a sealed text whose key is erased loses its ciphertext and keeps its place.
-- Flyway runs this as assay_owner with search_path = event_store.

-- SHA-256(salt ‖ payload) as it went into the leaf; null while the payload is whole. The salt stays: it says nothing.
ALTER TABLE events ADD COLUMN whole_payload_hash bytea;

CREATE OR REPLACE VIEW event_leaves WITH (security_invoker = true) AS
SELECT incarnation, xid, ordinal, id, tenant_id, aggregate_type, aggregate_id, sequence, type, revision, recorded_at,
  coalesce(whole_payload_hash, sha256(uuid_send(payload_salt) || payload)) AS payload_hash,
  sha256(uuid_send(metadata_salt) || metadata) AS metadata_hash
FROM events;

-- What was taken out of an event, once for each time.
CREATE TABLE tombstones (
  event_id       uuid        NOT NULL,
  number         integer     NOT NULL CHECK (number > 0), -- texts of several keys may go at several times
  tenant_id      uuid        NOT NULL,
  position       bigint      NOT NULL,
  payload_hash   bytea       NOT NULL CHECK (octet_length(payload_hash) = 32),   -- the one in the leaf
  remainder_hash bytea       NOT NULL CHECK (octet_length(remainder_hash) = 32), -- SHA-256(salt ‖ what is stored since)
  data_keys      uuid[]      NOT NULL,
  texts          integer     NOT NULL CHECK (texts > 0),
  removed_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (event_id, number)
);
CREATE INDEX tombstones_of_tenant ON tombstones (tenant_id, position);

-- A payload without the ciphertext of these keys. A sealed text is "sealed:1:<key>:<place>:<ciphertext>", and nothing
-- of it needs an escape, so that a quotation mark ends it and nothing else.
CREATE FUNCTION without_ciphertext(payload bytea, data_keys uuid[]) RETURNS bytea
LANGUAGE sql STABLE STRICT SET search_path = event_store, pg_temp AS $$
  SELECT convert_to(regexp_replace(convert_from(payload, 'UTF8'),
    '("sealed:1:(?:' || array_to_string(data_keys, '|') || '):[^:"]+:)[A-Za-z0-9_-]+"', '\1"', 'g'), 'UTF8')
$$;

-- The data keys of a payload's sealed texts, of those with ciphertext or of those without.
CREATE FUNCTION keys_of(payload bytea, has_ciphertext boolean) RETURNS uuid[]
LANGUAGE sql STABLE STRICT SET search_path = event_store, pg_temp AS $$
  SELECT coalesce(array_agg(DISTINCT m[1]::uuid), '{}') FROM regexp_matches(convert_from(payload, 'UTF8'),
    '"sealed:1:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):[^:"]+:'
      || CASE WHEN has_ciphertext THEN '[A-Za-z0-9_-]+"' ELSE '"' END, 'g') m
$$;

-- Those of some keys that are erased. What is under a legal hold is left as it is.
CREATE FUNCTION erased_of(tenant uuid, data_keys uuid[]) RETURNS uuid[]
LANGUAGE plpgsql STABLE STRICT SET search_path = event_store, pg_temp AS $$
BEGIN
  RETURN ARRAY(
    SELECT d.key_id FROM keys.data_keys d
    WHERE d.key_id = ANY (data_keys) AND d.tenant_id = tenant AND d.wrapped IS NULL AND NOT EXISTS (
      SELECT FROM keys.subjects s WHERE s.tenant_id = d.tenant_id AND s.subject = d.subject AND s.held_at IS NOT NULL));
END $$;

-- The hash of an event's leaf, as docs/reference/ledger.md gives it.
CREATE FUNCTION leaf_hash(event event_leaves, pseudonym uuid, tenant_position bigint) RETURNS bytea
LANGUAGE sql STABLE STRICT SET search_path = event_store, pg_temp AS $$
  SELECT sha256('\x0001'::bytea || uuid_send(event.id) || uuid_send(pseudonym) || int8send(tenant_position)
    || uuid_send(event.aggregate_id) || int8send(event.sequence)
    || int8send((extract(epoch FROM event.recorded_at) * 1000000)::bigint) || int4send(event.revision)
    || int2send(octet_length(event.aggregate_type)::smallint) || convert_to(event.aggregate_type, 'UTF8')
    || int2send(octet_length(event.type)::smallint) || convert_to(event.type, 'UTF8')
    || event.payload_hash || event.metadata_hash)
$$;

-- Whoever asks, the owner and a superuser included: what a row says now must be what its leaf says, and of that nothing
-- may change but ciphertext under keys that are erased. Nothing is changed without its tombstone.
CREATE FUNCTION permit_only_removal() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = event_store, pg_temp AS $$
DECLARE
  kept  record := OLD;
  gone  uuid[];
  place record;
  leaf  event_leaves;
  last  tombstones;
BEGIN
  kept.payload := NEW.payload;
  IF kept IS DISTINCT FROM NEW THEN
    RAISE EXCEPTION 'Expected events to be append-only, but more than a payload was to be changed'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  gone := ARRAY(SELECT unnest(keys_of(NEW.payload, false)) EXCEPT SELECT unnest(keys_of(OLD.payload, false)));
  IF cardinality(gone) = 0 OR NEW.payload IS DISTINCT FROM without_ciphertext(OLD.payload, gone) THEN
    RAISE EXCEPTION 'Expected events to be append-only, but more than ciphertext was to be removed'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF cardinality(erased_of(OLD.tenant_id, gone)) <> cardinality(gone) THEN
    RAISE EXCEPTION 'Expected events to be append-only, but ciphertext was to be removed whose key is not erased, or is held'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT o.position, o.tenant_position, o.leaf_hash, t.pseudonym INTO place
  FROM event_order o JOIN ledger_tenants t ON t.tenant_id = o.tenant_id WHERE o.event_id = OLD.id;
  SELECT * INTO leaf FROM event_leaves e
  WHERE e.tenant_id = OLD.tenant_id AND e.aggregate_id = OLD.aggregate_id AND e.sequence = OLD.sequence;
  SELECT * INTO last FROM tombstones t WHERE t.event_id = OLD.id ORDER BY t.number DESC LIMIT 1;
  IF place.leaf_hash IS NULL -- it has no place yet
    OR place.leaf_hash IS DISTINCT FROM leaf_hash(leaf, place.pseudonym, place.tenant_position)
    OR OLD.whole_payload_hash IS DISTINCT FROM last.payload_hash
    OR last.remainder_hash <> sha256(uuid_send(OLD.payload_salt) || OLD.payload)
  THEN
    RAISE EXCEPTION 'Expected event % as its leaf in the ledger says, but it is not: nothing of it is removed', OLD.id
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  NEW.whole_payload_hash := leaf.payload_hash;
  INSERT INTO tombstones (event_id, number, tenant_id, position, payload_hash, remainder_hash, data_keys, texts)
  VALUES (OLD.id, coalesce(last.number, 0) + 1, OLD.tenant_id, place.position, leaf.payload_hash,
    sha256(uuid_send(OLD.payload_salt) || NEW.payload), gone,
    regexp_count(convert_from(OLD.payload, 'UTF8'),
      '"sealed:1:(?:' || array_to_string(gone, '|') || '):[^:"]+:[A-Za-z0-9_-]+"'));
  RETURN NEW;
END $$;

-- A statement is refused by the columns that it names, whether or not it finds a row; a row by what would become of it.
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['events'] || ARRAY(SELECT 'events_' || i FROM generate_series(0, 7) i) LOOP
    EXECUTE format('DROP TRIGGER append_only ON %I', name);
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OF id, xid, ordinal, tenant_id, aggregate_type, aggregate_id, '
      || 'sequence, type, revision, recorded_at, command_id, metadata, incarnation, payload_salt, metadata_salt, '
      || 'whole_payload_hash OR DELETE OR TRUNCATE ON %I EXECUTE FUNCTION refuse_change()', name);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER append_only', name);
    CONTINUE WHEN name = 'events'; -- rows are in its partitions
    EXECUTE format('CREATE TRIGGER only_removal BEFORE UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION permit_only_removal()', name);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER only_removal', name);
  END LOOP;
END $$;
GRANT UPDATE (payload) ON events TO assay_owner; -- for the function below, which runs as it

-- A passage through one tenant's events that removes what is due. Passages of different tenants may run side by side.
CREATE TABLE removals (
  id               uuid        NOT NULL PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id        uuid        NOT NULL,
  data_keys        integer     NOT NULL, -- that became due
  reached          bigint      NOT NULL DEFAULT 0, -- tenant position
  until            bigint      NOT NULL,
  events           bigint      NOT NULL DEFAULT 0,
  texts            bigint      NOT NULL DEFAULT 0,
  began_at         timestamptz NOT NULL DEFAULT now(),
  finished_at      timestamptz,
  recorded_at      timestamptz -- when the record was told
);
CREATE INDEX removals_open ON removals (began_at) WHERE recorded_at IS NULL;

-- The keys whose ciphertext a passage removes or has removed; later ones remove what came late.
CREATE TABLE removed_keys (
  key_id  uuid NOT NULL PRIMARY KEY,
  removal uuid NOT NULL REFERENCES removals (id)
);

-- One step: a batch of a passage that is open and that nobody else is at, or the beginning of a new one. Answers the
-- passage, or nothing where nothing is due.
CREATE FUNCTION remove_ciphertext(grace interval, batch integer, most_keys integer) RETURNS SETOF removals
LANGUAGE plpgsql SECURITY DEFINER SET search_path = event_store, pg_temp AS $$
DECLARE
  passage  removals;
  upto     bigint;
  event    record;
  due      uuid[];
  tomb     record;
BEGIN
  SELECT * INTO passage FROM removals r WHERE r.finished_at IS NULL ORDER BY r.began_at LIMIT 1 FOR UPDATE SKIP LOCKED;
  IF NOT FOUND THEN
    passage := begin_removal(grace, most_keys);
    IF passage.id IS NULL THEN
      RETURN;
    END IF;
  END IF;
  upto := least(passage.reached + batch, passage.until);
  FOR event IN
    SELECT e.tenant_id, e.aggregate_id, e.sequence, e.id, keys_of(e.payload, true) AS data_keys
    FROM event_order o CROSS JOIN LATERAL (
      SELECT * FROM events p WHERE p.tenant_id = o.tenant_id AND p.aggregate_id = o.aggregate_id AND p.sequence = o.sequence
      LIMIT 1) e
    WHERE o.tenant_id = passage.tenant_id AND o.tenant_position > passage.reached AND o.tenant_position <= upto
  LOOP
    due := erased_of(event.tenant_id, ARRAY(SELECT r.key_id FROM removed_keys r WHERE r.key_id = ANY (event.data_keys)));
    CONTINUE WHEN cardinality(due) = 0;
    UPDATE events e SET payload = without_ciphertext(e.payload, due)
    WHERE e.tenant_id = event.tenant_id AND e.aggregate_id = event.aggregate_id AND e.sequence = event.sequence;
    SELECT t.texts INTO tomb FROM tombstones t WHERE t.event_id = event.id ORDER BY t.number DESC LIMIT 1;
    passage.events := passage.events + 1;
    passage.texts := passage.texts + tomb.texts;
  END LOOP;
  UPDATE removals r
  SET reached = upto, events = passage.events, texts = passage.texts,
    finished_at = CASE WHEN upto >= passage.until THEN clock_timestamp() END
  WHERE r.id = passage.id RETURNING * INTO passage;
  RETURN NEXT passage;
END $$;

-- Nothing where no key is due, or where another session is beginning one.
CREATE FUNCTION begin_removal(grace interval, most_keys integer) RETURNS removals
LANGUAGE plpgsql SET search_path = event_store, pg_temp AS $$
DECLARE
  passage removals;
  due     uuid[];
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtextextended('assay: begin a removal', 0)) THEN
    RETURN NULL;
  END IF;
  SELECT d.tenant_id, array_agg(d.key_id) INTO passage.tenant_id, due FROM (
    SELECT d.tenant_id, d.key_id FROM keys.data_keys d
    WHERE d.erased_at <= now() - grace
      AND NOT EXISTS (SELECT FROM removed_keys r WHERE r.key_id = d.key_id)
      AND NOT EXISTS (SELECT FROM keys.subjects s
        WHERE s.tenant_id = d.tenant_id AND s.subject = d.subject AND s.held_at IS NOT NULL)
    ORDER BY d.tenant_id LIMIT most_keys) d
  GROUP BY d.tenant_id ORDER BY d.tenant_id LIMIT 1;
  IF due IS NULL THEN
    RETURN NULL;
  END IF;
  INSERT INTO removals (tenant_id, data_keys, until)
  VALUES (passage.tenant_id, cardinality(due),
    (SELECT coalesce(max(o.tenant_position), 0) FROM event_order o WHERE o.tenant_id = passage.tenant_id))
  RETURNING * INTO passage;
  INSERT INTO removed_keys (key_id, removal) SELECT unnest(due), passage.id;
  RETURN passage;
END $$;

-- That the record has been told of a passage.
CREATE FUNCTION removal_recorded(removal uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = event_store, pg_temp AS $$
  UPDATE removals r SET recorded_at = clock_timestamp()
  WHERE r.id = removal AND r.finished_at IS NOT NULL AND r.recorded_at IS NULL
$$;

-- Whoever keeps the keys removes what they had sealed, and by these functions only.
REVOKE EXECUTE ON FUNCTION remove_ciphertext(interval, integer, integer), begin_removal(interval, integer),
  removal_recorded(uuid), permit_only_removal(), erased_of(uuid, uuid[]) FROM PUBLIC;
GRANT USAGE ON SCHEMA event_store TO assay_keeper;
GRANT EXECUTE ON FUNCTION remove_ciphertext(interval, integer, integer), removal_recorded(uuid) TO assay_keeper;
GRANT SELECT ON removals TO assay_keeper;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON tombstones EXECUTE FUNCTION refuse_change();
ALTER TABLE tombstones ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON tombstones FROM assay_owner;
GRANT SELECT ON tombstones TO assay_sequencer, assay_processor, assay_reader;
ALTER TABLE tombstones ENABLE ROW LEVEL SECURITY;
CREATE POLICY parts_of_assay ON tombstones TO assay_sequencer, assay_processor USING (true);
CREATE POLICY own_tenant ON tombstones FOR SELECT TO assay_reader
  USING (tenant_id = nullif(current_setting('assay.tenant', true), '')::uuid);
