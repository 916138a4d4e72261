-- The ledger: Merkle trees over all events, signed checkpoints, and what survives a logical restore.
-- Flyway runs this as assay_owner with search_path = event_store.

-- Salts keep a hash from being guessed back to short content; two, so that showing one part says nothing of the other.
-- Neither these nor the incarnation are the writer's to choose: the appender has no right to insert them.
ALTER TABLE events
  ADD COLUMN incarnation   integer NOT NULL DEFAULT 1, -- see incarnations
  ADD COLUMN payload_salt  uuid    NOT NULL DEFAULT gen_random_uuid(),
  ADD COLUMN metadata_salt uuid    NOT NULL DEFAULT gen_random_uuid();
DROP INDEX events_by_xid;
CREATE INDEX events_by_xid ON events (incarnation, xid);

-- What a leaf of a tenant's tree is made of, beside its tenant's pseudonym and its place.
CREATE VIEW event_leaves WITH (security_invoker = true) AS
SELECT incarnation, xid, ordinal, id, tenant_id, aggregate_type, aggregate_id, sequence, type, revision, recorded_at,
  sha256(uuid_send(payload_salt) || payload) AS payload_hash,
  sha256(uuid_send(metadata_salt) || metadata) AS metadata_hash
FROM events;

-- A transaction id means something only in the server that gave it. A server that was filled from a dump begins a new
-- incarnation, in which ids count from its own beginning; what was written before is closed and comes first.
CREATE TABLE incarnations (
  incarnation       integer     NOT NULL PRIMARY KEY,
  system_identifier bigint      NOT NULL, -- of pg_control_system()
  began_at          timestamptz NOT NULL DEFAULT now()
);
INSERT INTO incarnations (incarnation, system_identifier) SELECT 1, system_identifier FROM pg_control_system();

-- Begins a new incarnation where the database is not on the server of the last one. Returns the one in force.
CREATE FUNCTION adopt() RETURNS integer LANGUAGE plpgsql SET search_path = event_store, pg_temp AS $$
DECLARE
  here      bigint := (SELECT system_identifier FROM pg_control_system());
  incarnate incarnations;
BEGIN
  FOR attempt IN 1..2 LOOP
    SELECT * INTO incarnate FROM incarnations ORDER BY incarnation DESC LIMIT 1;
    IF incarnate.system_identifier = here AND NOT EXISTS (
      SELECT 1 FROM events e WHERE e.incarnation = incarnate.incarnation AND e.xid >= pg_snapshot_xmax(pg_current_snapshot()))
    THEN
      RETURN incarnate.incarnation;
    END IF;
    -- Waits for every append that is under way; those that come after have the new default.
    LOCK TABLE events IN ACCESS EXCLUSIVE MODE;
  END LOOP;
  EXECUTE format('ALTER TABLE events ALTER COLUMN incarnation SET DEFAULT %s', incarnate.incarnation + 1);
  INSERT INTO incarnations (incarnation, system_identifier) VALUES (incarnate.incarnation + 1, here);
  RETURN incarnate.incarnation + 1;
END $$;
REVOKE EXECUTE ON FUNCTION adopt() FROM PUBLIC;

-- Positions are a function of (xid, ordinal, id) so far. They are taken back here, and the sequencer gives the same ones
-- again, now with leaves.
DO $$
DECLARE
  other bigint;
BEGIN
  SELECT min(o.position) INTO other
  FROM (SELECT tenant_id, aggregate_id, sequence, row_number() OVER (ORDER BY xid, ordinal, id) AS place FROM events) e
  JOIN event_order o ON o.tenant_id = e.tenant_id AND o.aggregate_id = e.aggregate_id AND o.sequence = e.sequence
  WHERE o.position <> e.place;
  IF other IS NOT NULL THEN
    RAISE EXCEPTION 'Expected positions in the order of transaction ids, but position % is not', other;
  END IF;
END $$;
DROP TABLE event_order;
CREATE TABLE event_order (
  position        bigint NOT NULL PRIMARY KEY CHECK (position > 0),
  tenant_id       uuid   NOT NULL,
  tenant_position bigint NOT NULL CHECK (tenant_position > 0), -- one more than the index in the tenant's tree
  event_id        uuid   NOT NULL,
  aggregate_id    uuid   NOT NULL,
  sequence        bigint NOT NULL,
  leaf_hash       bytea  NOT NULL CHECK (octet_length(leaf_hash) = 32),
  CONSTRAINT event_order_dense_per_tenant UNIQUE (tenant_id, tenant_position),
  CONSTRAINT event_order_once_per_event UNIQUE (event_id)
);
ALTER TABLE sequencer ADD COLUMN incarnation integer NOT NULL DEFAULT 1;
UPDATE sequencer SET position = 0, last_xid = '0', last_ordinal = 0, last_id = '00000000-0000-0000-0000-000000000000';

-- The name of a tenant in the ledger. It is random, so that a leaf says nothing to whoever does not know this row.
CREATE TABLE ledger_tenants (
  tenant_id uuid NOT NULL PRIMARY KEY,
  pseudonym uuid NOT NULL UNIQUE DEFAULT gen_random_uuid()
);

-- The ledger's names. Any but the first stands for a break: what was published before is not what is here. No table has a
-- foreign key to this one: its check would lock rows, for which an owner needs the right to change them.
CREATE TABLE ledger_origins (
  number         integer     NOT NULL PRIMARY KEY CHECK (number > 0),
  origin         text        NOT NULL UNIQUE,
  began_at       timestamptz NOT NULL DEFAULT now(),
  began_log_size bigint      NOT NULL, -- of the global tree at that time
  reason         text,
  made_by        text,
  lost_size      bigint, -- what had been published under the name before
  lost_root      bytea,
  CHECK ((number = 1) = (reason IS NULL) AND (number = 1) = (made_by IS NULL))
);

-- Where each tree has got to. A tree is named by its tenant, the global one by the nil UUID.
DROP TABLE tenant_heads;
CREATE TABLE ledger_heads (
  tree        uuid    NOT NULL PRIMARY KEY,
  size        bigint  NOT NULL CHECK (size > 0),
  frontier    bytea   NOT NULL, -- size and roots of the complete subtrees: all that appending needs
  origin      integer NOT NULL, -- number of the one under which the head was last put into the global tree
  signed_size bigint  NOT NULL CHECK (signed_size <= size) -- up to where it is signed under that origin
) WITH (fillfactor = 50); -- room for HOT updates

-- Hashes of complete subtrees of 256^level leaves: levels 1 and above of C2SP tlog-tiles.
CREATE TABLE ledger_nodes (
  tree  uuid     NOT NULL,
  level smallint NOT NULL CHECK (level BETWEEN 1 AND 7),
  index bigint   NOT NULL CHECK (index >= 0),
  hash  bytea    NOT NULL CHECK (octet_length(hash) = 32),
  PRIMARY KEY (tree, level, index)
);

-- One row for each transaction of the sequencer: so many events, then the heads of the trees that they were appended to.
-- Without events, heads are put into the tree again under a new origin.
CREATE TABLE ledger_batches (
  first_log_index bigint  NOT NULL PRIMARY KEY CHECK (first_log_index >= 0), -- in the global tree
  first_position  bigint  NOT NULL,
  events          integer NOT NULL CHECK (events >= 0),
  heads           integer NOT NULL CHECK (heads > 0)
);
CREATE UNIQUE INDEX ledger_batches_by_position ON ledger_batches (first_position) WHERE events > 0;

-- The entries of the global tree that are tenants' heads.
CREATE TABLE ledger_tenant_heads (
  log_index bigint  NOT NULL PRIMARY KEY,
  tenant_id uuid    NOT NULL,
  origin    integer NOT NULL,
  tree_size bigint  NOT NULL CHECK (tree_size > 0),
  root_hash bytea   NOT NULL CHECK (octet_length(root_hash) = 32),
  body_hash bytea   NOT NULL CHECK (octet_length(body_hash) = 32), -- SHA-256 of the checkpoint's text
  UNIQUE (tenant_id, origin, tree_size)
);

-- The public keys that checkpoints were signed with.
CREATE TABLE ledger_keys (
  vkey           text        NOT NULL PRIMARY KEY, -- of C2SP signed-note
  origin         integer     NOT NULL,
  began_at       timestamptz NOT NULL DEFAULT now(),
  began_log_size bigint      NOT NULL
);

-- Signed heads. Its text is made of origin, size and root; signatures are the lines below it.
CREATE TABLE checkpoints (
  tree       uuid        NOT NULL,
  origin     integer     NOT NULL,
  tree_size  bigint      NOT NULL CHECK (tree_size > 0),
  root_hash  bytea       NOT NULL CHECK (octet_length(root_hash) = 32),
  signatures text        NOT NULL,
  signed_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (tree, origin, tree_size)
);

-- What witnesses said of global checkpoints.
CREATE TABLE ledger_cosignatures (
  origin      integer     NOT NULL,
  tree_size   bigint      NOT NULL,
  witness     text        NOT NULL, -- its key's name
  signatures  text        NOT NULL,
  cosigned_at timestamptz NOT NULL,
  PRIMARY KEY (origin, tree_size, witness)
);

-- Exactly one row: how far checkpoints may be shown, and why nothing is ordered, if so.
CREATE TABLE ledger_status (
  only_row         boolean NOT NULL PRIMARY KEY DEFAULT true CHECK (only_row),
  published_origin integer NOT NULL DEFAULT 0,
  published_size   bigint  NOT NULL DEFAULT 0, -- of the global tree; a larger one is not shown yet
  published_at     timestamptz,
  refusal          text,
  refused_at       timestamptz,
  refused_by       text, -- the witness whose word it is; without one, the file of what was published
  claimed_size     bigint, -- what was published and is not here
  claimed_root     bytea
) WITH (fillfactor = 10);
INSERT INTO ledger_status DEFAULT VALUES;

-- The entries of the global tree from one index to before another. They are opaque, so whoever may ask may have all.
CREATE FUNCTION log_entries(from_index bigint, to_index bigint) RETURNS TABLE (log_index bigint, entry bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = event_store, pg_temp AS $$
  WITH batches AS (
    SELECT * FROM ledger_batches b
    WHERE b.first_log_index < to_index AND b.first_log_index >= coalesce(
      (SELECT max(f.first_log_index) FROM ledger_batches f WHERE f.first_log_index <= from_index), 0)
  )
  SELECT b.first_log_index + o.position - b.first_position, '\x01'::bytea || o.leaf_hash
  FROM batches b
  CROSS JOIN LATERAL (
    SELECT p.position, p.leaf_hash FROM event_order p
    WHERE p.position >= b.first_position + greatest(from_index - b.first_log_index, 0)
      AND p.position < b.first_position + least(to_index - b.first_log_index, b.events)
  ) o
  UNION ALL
  SELECT h.log_index, '\x02'::bytea || h.body_hash
  FROM ledger_tenant_heads h WHERE h.log_index >= from_index AND h.log_index < to_index
  ORDER BY 1
$$;
REVOKE EXECUTE ON FUNCTION log_entries(bigint, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION log_entries(bigint, bigint) TO assay_sequencer, assay_processor, assay_reader;

-- Nobody changes what was written, not even the owner that runs migrations.
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['event_order', 'incarnations', 'ledger_tenants', 'ledger_nodes', 'ledger_batches',
    'ledger_tenant_heads', 'ledger_origins', 'ledger_keys', 'checkpoints', 'ledger_cosignatures']
  LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %I EXECUTE FUNCTION refuse_change()', name);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER append_only', name);
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %I FROM assay_owner', name);
    EXECUTE format('GRANT SELECT ON %I TO assay_sequencer, assay_processor, assay_reader', name);
    IF name <> 'incarnations' THEN
      EXECUTE format('GRANT INSERT ON %I TO assay_sequencer', name);
    END IF;
  END LOOP;
END $$;
GRANT SELECT ON event_order TO assay_appender;
GRANT SELECT ON event_leaves TO assay_sequencer, assay_processor, assay_reader;
GRANT SELECT, INSERT, UPDATE ON ledger_heads TO assay_sequencer;
GRANT SELECT, UPDATE ON ledger_status TO assay_sequencer;
GRANT SELECT ON ledger_heads, ledger_status TO assay_processor, assay_reader;

-- A reader sees its tenant's rows, and of trees the global one too: its hashes are opaque.
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['event_order', 'ledger_tenants', 'ledger_tenant_heads'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_tenant ON %I FOR SELECT TO assay_reader '
      || 'USING (tenant_id = nullif(current_setting(''assay.tenant'', true), '''')::uuid)', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['ledger_heads', 'ledger_nodes', 'checkpoints'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_tenant ON %I FOR SELECT TO assay_reader '
      || 'USING (tree = ''00000000-0000-0000-0000-000000000000'' '
      || 'OR tree = nullif(current_setting(''assay.tenant'', true), '''')::uuid)', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['event_order', 'ledger_tenants', 'ledger_tenant_heads', 'ledger_heads', 'ledger_nodes', 'checkpoints'] LOOP
    EXECUTE format('CREATE POLICY parts_of_assay ON %I TO assay_appender, assay_sequencer, assay_processor '
      || 'USING (true) WITH CHECK (true)', name);
  END LOOP;
END $$;
