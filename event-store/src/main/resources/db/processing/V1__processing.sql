-- What event processors remember: progress, sagas, dead letters, deadlines. All of it is in plain columns and bytea.
-- Flyway runs this as assay_owner with search_path = processing.

GRANT USAGE ON SCHEMA processing TO assay_processor;

CREATE TABLE token (
  processor_name text    NOT NULL,
  segment        integer NOT NULL,
  token          bytea,
  token_type     text,
  timestamp      text,
  owner          text,
  PRIMARY KEY (processor_name, segment)
);

CREATE TABLE saga (
  saga_id         text NOT NULL PRIMARY KEY,
  saga_type       text NOT NULL,
  revision        text,
  serialized_saga bytea NOT NULL
);

CREATE TABLE saga_association (
  id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  association_key   text NOT NULL,
  association_value text NOT NULL,
  saga_id           text NOT NULL,
  saga_type         text NOT NULL
);
CREATE INDEX saga_association_by_value ON saga_association (association_value, association_key, saga_type);
CREATE INDEX saga_association_by_saga ON saga_association (saga_id, saga_type);

CREATE TABLE dead_letter (
  dead_letter_id       text   NOT NULL PRIMARY KEY,
  processing_group     text   NOT NULL,
  sequence_identifier  text   NOT NULL,
  sequence_index       bigint NOT NULL,
  message_type         text   NOT NULL,
  event_identifier     text   NOT NULL,
  event_timestamp      text   NOT NULL,
  payload_type         text   NOT NULL, -- the event's stable name
  payload_revision     text,
  payload              bytea  NOT NULL,
  meta_data            bytea,
  aggregate_type       text,
  aggregate_identifier text,
  sequence_number      bigint,
  token_type           text,
  token                bytea,
  enqueued_at          text   NOT NULL,
  last_touched         text,
  processing_started   text,
  cause_type           text,
  cause_message        text,
  diagnostics          bytea,
  UNIQUE (processing_group, sequence_identifier, sequence_index)
);

-- db-scheduler's table: durable deadlines.
CREATE TABLE scheduled_tasks (
  task_name            text        NOT NULL,
  task_instance        text        NOT NULL,
  task_data            bytea,
  execution_time       timestamptz NOT NULL,
  picked               boolean     NOT NULL,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures integer,
  last_heartbeat       timestamptz,
  version              bigint      NOT NULL,
  priority             smallint,
  PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_tasks_by_time ON scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_by_heartbeat ON scheduled_tasks (last_heartbeat);
CREATE INDEX scheduled_tasks_by_priority ON scheduled_tasks (priority DESC, execution_time ASC);

GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA processing TO assay_processor;
