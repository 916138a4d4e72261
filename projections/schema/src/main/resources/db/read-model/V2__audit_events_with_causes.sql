-- Version 2 of audit-events: what caused each event, and an index for each filter of the event search.
-- Version 1 was in use nowhere but in development, so it goes at once.
DROP VIEW read_model.audit_events;
DROP TABLE read_model.audit_events_v1;

CREATE TABLE read_model.audit_events_v2 (
  tenant_id        uuid        NOT NULL,
  event_id         uuid        NOT NULL,
  type             text        NOT NULL,
  aggregate_type   text        NOT NULL,
  aggregate_id     uuid        NOT NULL,
  actor            text,
  correlation_id   text,
  causation_id     uuid,
  created_at       timestamptz NOT NULL,
  updated_at       timestamptz NOT NULL,
  created_position bigint      NOT NULL,
  last_position    bigint      NOT NULL,
  sequence         bigint      NOT NULL,
  PRIMARY KEY (tenant_id, event_id)
);
COMMENT ON COLUMN read_model.audit_events_v2.actor IS 'The person or program behind it: whom a service acted for, or the actor itself.';
COMMENT ON COLUMN read_model.audit_events_v2.causation_id IS 'The event that caused it, or the command where a request from outside did.';
CREATE INDEX audit_events_v2_position ON read_model.audit_events_v2 (tenant_id, created_position);
CREATE INDEX audit_events_v2_aggregate
  ON read_model.audit_events_v2 (tenant_id, aggregate_id, created_position);
CREATE INDEX audit_events_v2_aggregate_type
  ON read_model.audit_events_v2 (tenant_id, aggregate_type, created_position);
CREATE INDEX audit_events_v2_type ON read_model.audit_events_v2 (tenant_id, type, created_position);
CREATE INDEX audit_events_v2_actor ON read_model.audit_events_v2 (tenant_id, actor, created_position);
CREATE INDEX audit_events_v2_correlation
  ON read_model.audit_events_v2 (tenant_id, correlation_id, created_position);
CREATE INDEX audit_events_v2_causation
  ON read_model.audit_events_v2 (tenant_id, causation_id, created_position);
-- Between which positions a span of time lies.
CREATE INDEX audit_events_v2_time ON read_model.audit_events_v2 (tenant_id, created_at, created_position);

SELECT read_model.protect('audit_events_v2');
SELECT read_model.publish('audit_events', 2);
DELETE FROM read_model.projection_position WHERE projection = 'audit-events' AND version = 1;
DELETE FROM read_model.dead_letter WHERE projection = 'audit-events' AND version = 1;
