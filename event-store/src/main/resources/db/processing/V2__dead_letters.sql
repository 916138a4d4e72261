-- Dead letters of process managers. The table before kept whole messages and knew no tenant; nothing was ever in it.

DROP TABLE dead_letter;
CREATE TABLE dead_letter (
  letter_id       uuid        NOT NULL DEFAULT gen_random_uuid() PRIMARY KEY,
  tenant_id       uuid        NOT NULL,
  process_manager text        NOT NULL,
  sequence_id     uuid        NOT NULL,
  position        bigint      NOT NULL,
  aggregate_type  text        NOT NULL,
  aggregate_id    uuid        NOT NULL,
  sequence        bigint      NOT NULL,
  event_id        uuid        NOT NULL,
  event_type      text        NOT NULL,
  cause_class     text        NOT NULL,
  cause_message   text,
  status          text        NOT NULL DEFAULT 'PARKED' CHECK (status IN ('PARKED', 'RESOLVED', 'DISCARDED')),
  attempts        int         NOT NULL DEFAULT 0,
  parked_at       timestamptz NOT NULL DEFAULT now(),
  last_attempt_at timestamptz,
  retry           text CHECK (retry IN ('LETTER', 'SEQUENCE')),
  ended_at        timestamptz,
  UNIQUE (process_manager, position)
);
COMMENT ON COLUMN dead_letter.sequence_id IS 'The process that the event is for, or where that cannot be known its aggregate; while one is parked, all that follows parks, too.';
COMMENT ON COLUMN dead_letter.cause_message IS 'Safe to show: never a value of the event.';
COMMENT ON COLUMN dead_letter.attempts IS 'How often it was tried; 0 while it only waits behind another.';
COMMENT ON COLUMN dead_letter.retry IS 'Wanted by an operator: this letter alone, or with all that waits behind it.';
CREATE INDEX dead_letter_sequence ON dead_letter (process_manager, tenant_id, sequence_id, position) WHERE status = 'PARKED';
CREATE INDEX dead_letter_of_tenant ON dead_letter (tenant_id, process_manager, position);
CREATE INDEX dead_letter_wanted ON dead_letter (process_manager, position) WHERE status = 'PARKED' AND retry IS NOT NULL;
CREATE INDEX dead_letter_ended ON dead_letter (ended_at) WHERE status <> 'PARKED';

ALTER TABLE dead_letter ENABLE ROW LEVEL SECURITY;
CREATE POLICY processor ON dead_letter TO assay_processor USING (true) WITH CHECK (true);
CREATE POLICY reader ON dead_letter FOR SELECT TO assay_reader
  USING (tenant_id = nullif(current_setting('assay.tenant', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON dead_letter TO assay_processor;
GRANT USAGE ON SCHEMA processing TO assay_reader;
GRANT SELECT ON dead_letter TO assay_reader;
