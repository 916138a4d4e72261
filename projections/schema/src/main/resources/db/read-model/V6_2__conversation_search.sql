-- Which words are in which message of a conversation, as marks that nobody can read without a secret of the tenant.
-- words: 16 hexadecimal digits for each word, with spaces; none where the text is erased.
CREATE TABLE read_model.conversation_words_v1 (
  tenant_id        uuid        NOT NULL,
  conversation_id  uuid        NOT NULL,
  message_id       uuid        NOT NULL, -- the conversation's own id stands for its title
  subject          text,                 -- pseudonym of the person whose text it is
  data_key         text,                 -- id of the key under which the text lies
  words            text        NOT NULL,
  created_at       timestamptz NOT NULL,
  updated_at       timestamptz NOT NULL,
  created_position bigint      NOT NULL,
  last_position    bigint      NOT NULL,
  sequence         bigint      NOT NULL,
  PRIMARY KEY (tenant_id, conversation_id, message_id)
);
CREATE INDEX conversation_words_v1_words ON read_model.conversation_words_v1 USING gin (string_to_array(words, ' '));
CREATE INDEX conversation_words_v1_subject ON read_model.conversation_words_v1 (tenant_id, subject) WHERE words <> '';
CREATE INDEX conversation_words_v1_key ON read_model.conversation_words_v1 (tenant_id, data_key) WHERE words <> '';

-- Persons who were erased and keys whose time is over, each with the aggregate that says so.
CREATE TABLE read_model.forgotten_v1 (
  tenant_id        uuid        NOT NULL,
  whose            text        NOT NULL,
  said_by          uuid        NOT NULL,
  created_at       timestamptz NOT NULL,
  updated_at       timestamptz NOT NULL,
  created_position bigint      NOT NULL,
  last_position    bigint      NOT NULL,
  sequence         bigint      NOT NULL,
  PRIMARY KEY (tenant_id, whose, said_by)
);
SELECT read_model.protect('conversation_words_v1');
SELECT read_model.protect('forgotten_v1');
SELECT read_model.register('conversation-search', 1, 'conversation_words');
SELECT read_model.register('conversation-search', 1, 'forgotten');

-- The messages of the reader's tenant with all of these words, the newest first. Under row-level security an index on an
-- expression is not used; so this runs as the owner, and names the tenant itself.
CREATE FUNCTION read_model.messages_with(of_words text[], at_most int)
RETURNS TABLE (conversation_id uuid, message_id uuid) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN QUERY SELECT w.conversation_id, w.message_id FROM read_model.conversation_words w
  WHERE w.tenant_id = nullif(current_setting('assay.tenant', true), '')::uuid AND string_to_array(w.words, ' ') @> of_words
  ORDER BY w.created_at DESC LIMIT at_most;
END $$;
REVOKE ALL ON FUNCTION read_model.messages_with(text[], int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION read_model.messages_with(text[], int) TO assay_reader;

-- Takes away what is left of those in any build. Answers how many rows that were.
CREATE FUNCTION read_model.forget_words() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  filled record;
  named text;
  gone bigint;
  forgotten bigint := 0;
BEGIN
  FOR filled IN
    SELECT version, build FROM read_model.projection_build
    WHERE projection = 'conversation-search' AND state IN ('CATCHING_UP', 'READY', 'LIVE', 'RETIRED')
  LOOP
    FOREACH named IN ARRAY ARRAY['subject', 'data_key'] LOOP
      EXECUTE format(
        'UPDATE read_model.%I w SET words = '''' FROM read_model.%I f
         WHERE f.tenant_id = w.tenant_id AND f.whose = w.%I AND w.words <> ''''',
        read_model.table_of('conversation_words', filled.version, filled.build),
        read_model.table_of('forgotten', filled.version, filled.build), named);
      GET DIAGNOSTICS gone = ROW_COUNT;
      forgotten := forgotten + gone;
    END LOOP;
  END LOOP;
  RETURN forgotten;
END $$;
REVOKE ALL ON FUNCTION read_model.forget_words() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION read_model.forget_words() TO assay_processor;
