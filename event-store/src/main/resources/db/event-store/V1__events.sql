-- The record. Appended by assay_appender, ordered by assay_sequencer, changed by nobody.
-- Flyway runs this as assay_owner with search_path = event_store.

GRANT USAGE ON SCHEMA event_store TO assay_appender, assay_sequencer, assay_processor, assay_reader;

-- Hash partitions by tenant keep the two unique keys and let one tenant's rows lie together.
CREATE TABLE events (
  id             uuid        NOT NULL, -- version 7, made by the writer
  xid            xid8        NOT NULL DEFAULT pg_current_xact_id(),
  ordinal        integer     NOT NULL CHECK (ordinal >= 0), -- index among the events of one command
  tenant_id      uuid        NOT NULL,
  aggregate_type text        NOT NULL,
  aggregate_id   uuid        NOT NULL,
  sequence       bigint      NOT NULL CHECK (sequence >= 0), -- dense within the aggregate, from 0
  type           text        NOT NULL, -- stable name, never a class name
  revision       integer     NOT NULL CHECK (revision >= 1),
  recorded_at    timestamptz NOT NULL, -- the writer's clock; orders nothing
  command_id     uuid        NOT NULL,
  payload        bytea       NOT NULL, -- JSON, UTF-8
  metadata       bytea       NOT NULL, -- JSON object of strings, UTF-8
  CONSTRAINT events_once_per_aggregate UNIQUE (tenant_id, aggregate_id, sequence),
  CONSTRAINT events_once_per_command UNIQUE (tenant_id, command_id, ordinal)
) PARTITION BY HASH (tenant_id);

CREATE INDEX events_by_xid ON events (xid);

-- One row for each event that has its place. Dense from 1, globally and for each tenant.
CREATE TABLE event_order (
  position        bigint NOT NULL PRIMARY KEY CHECK (position > 0),
  tenant_id       uuid   NOT NULL,
  tenant_position bigint NOT NULL CHECK (tenant_position > 0),
  event_id        uuid   NOT NULL,
  aggregate_id    uuid   NOT NULL,
  sequence        bigint NOT NULL,
  leaf_hash       bytea, -- of the Merkle ledger; null until there is one
  CONSTRAINT event_order_dense_per_tenant UNIQUE (tenant_id, tenant_position),
  CONSTRAINT event_order_once_per_event UNIQUE (event_id)
);

-- The last tenant_position that was given out.
CREATE TABLE tenant_heads (
  tenant_id uuid   NOT NULL PRIMARY KEY,
  position  bigint NOT NULL
);

-- Exactly one row. Whoever holds the epoch may order; the last ordered row is where the next read starts.
CREATE TABLE sequencer (
  only_row     boolean NOT NULL PRIMARY KEY DEFAULT true CHECK (only_row),
  epoch        bigint  NOT NULL,
  position     bigint  NOT NULL,
  last_xid     xid8    NOT NULL,
  last_ordinal integer NOT NULL,
  last_id      uuid    NOT NULL
) WITH (fillfactor = 10); -- room for HOT updates: it changes with every batch
INSERT INTO sequencer (epoch, position, last_xid, last_ordinal, last_id)
VALUES (0, 0, '0', 0, '00000000-0000-0000-0000-000000000000');

-- A cache of aggregate states, one for each aggregate; losing it loses nothing.
CREATE TABLE snapshots (
  tenant_id      uuid        NOT NULL,
  aggregate_id   uuid        NOT NULL,
  aggregate_type text        NOT NULL,
  sequence       bigint      NOT NULL,
  state_type     text        NOT NULL,
  state_revision text        NOT NULL, -- another revision than the program's is ignored
  recorded_at    timestamptz NOT NULL,
  payload        bytea       NOT NULL,
  metadata       bytea       NOT NULL,
  PRIMARY KEY (tenant_id, aggregate_id)
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Expected %.% to be append-only, but % was tried', TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'insufficient_privilege';
END $$;

-- ALWAYS: also where a session plays a replication replica, which skips ordinary triggers.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON events EXECUTE FUNCTION refuse_change();
ALTER TABLE events ENABLE ALWAYS TRIGGER append_only;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event_order EXECUTE FUNCTION refuse_change();
ALTER TABLE event_order ENABLE ALWAYS TRIGGER append_only;

-- A statement aimed at a partition fires only the partition's own triggers.
DO $$
BEGIN
  FOR i IN 0..7 LOOP
    EXECUTE format('CREATE TABLE events_%s PARTITION OF events FOR VALUES WITH (MODULUS 8, REMAINDER %s)', i, i);
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON events_%s EXECUTE FUNCTION refuse_change()', i);
    EXECUTE format('ALTER TABLE events_%s ENABLE ALWAYS TRIGGER append_only', i);
  END LOOP;
END $$;

-- All columns but xid: a writer that chose its own could hide an event behind the sequencer.
GRANT SELECT, INSERT (id, ordinal, tenant_id, aggregate_type, aggregate_id, sequence, type, revision, recorded_at,
  command_id, payload, metadata) ON events TO assay_appender;
GRANT SELECT ON events TO assay_sequencer, assay_processor, assay_reader;
GRANT SELECT, INSERT ON event_order TO assay_sequencer;
GRANT SELECT ON event_order TO assay_appender, assay_processor, assay_reader;
GRANT SELECT, INSERT, UPDATE ON tenant_heads TO assay_sequencer;
GRANT SELECT, UPDATE ON sequencer TO assay_sequencer;
GRANT SELECT ON sequencer TO assay_appender, assay_processor;
GRANT SELECT, INSERT, UPDATE, DELETE ON snapshots TO assay_appender;

-- The owner that runs migrations is no writer either.
REVOKE UPDATE, DELETE, TRUNCATE ON events, event_order FROM assay_owner;

ALTER TABLE events ENABLE ROW LEVEL SECURITY;
ALTER TABLE event_order ENABLE ROW LEVEL SECURITY;
CREATE POLICY parts_of_assay ON events TO assay_appender, assay_sequencer, assay_processor USING (true) WITH CHECK (true);
CREATE POLICY parts_of_assay ON event_order TO assay_appender, assay_sequencer, assay_processor USING (true) WITH CHECK (true);
CREATE POLICY own_tenant ON events FOR SELECT TO assay_reader
  USING (tenant_id = nullif(current_setting('assay.tenant', true), '')::uuid);
CREATE POLICY own_tenant ON event_order FOR SELECT TO assay_reader
  USING (tenant_id = nullif(current_setting('assay.tenant', true), '')::uuid);
