-- Dead letters are looked at, tried again and given up by people, one, a sequence or all of a tenant at a time.

ALTER TABLE read_model.dead_letter
  ADD COLUMN letter_id       uuid NOT NULL DEFAULT gen_random_uuid(),
  ADD COLUMN sequence_id     uuid GENERATED ALWAYS AS (aggregate_id) STORED,
  ADD COLUMN attempts        int  NOT NULL DEFAULT 0,
  ADD COLUMN last_attempt_at timestamptz,
  ADD COLUMN retry           text CHECK (retry IN ('LETTER', 'SEQUENCE')),
  ADD COLUMN ended_at        timestamptz;
COMMENT ON COLUMN read_model.dead_letter.sequence_id IS 'What is handled in order: while one of it is parked, all that follows parks, too.';
COMMENT ON COLUMN read_model.dead_letter.attempts IS 'How often it was tried; 0 while it only waits behind another.';
COMMENT ON COLUMN read_model.dead_letter.retry IS 'Wanted by an operator: this letter alone, or with all that waits behind it.';
UPDATE read_model.dead_letter SET attempts = 1, last_attempt_at = parked_at WHERE cause_class <> 'parked-after-another';

ALTER TABLE read_model.dead_letter ADD CONSTRAINT dead_letter_id UNIQUE (letter_id);
CREATE INDEX dead_letter_of_tenant ON read_model.dead_letter (tenant_id, projection, position);
CREATE INDEX dead_letter_wanted ON read_model.dead_letter (projection, version, build, position)
  WHERE status = 'PARKED' AND retry IS NOT NULL;
CREATE INDEX dead_letter_ended ON read_model.dead_letter (ended_at) WHERE status <> 'PARKED';

-- The count beside the position is what a runner looks at before it looks for letters.
CREATE FUNCTION read_model.letter_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE read_model.projection_position SET dead_letters = greatest(0, dead_letters - 1)
  WHERE projection = NEW.projection AND version = NEW.version AND build = NEW.build;
  RETURN NULL;
END $$;
CREATE TRIGGER letter_ended AFTER UPDATE OF status ON read_model.dead_letter
  FOR EACH ROW WHEN (OLD.status = 'PARKED' AND NEW.status <> 'PARKED') EXECUTE FUNCTION read_model.letter_ended();
