-- As before, and several can make indexes of one build at the same time: whoever has the lock of an index makes it.
-- False: none is missing that nobody is making.
CREATE OR REPLACE FUNCTION read_model.make_index(template text, of_table text) RETURNS boolean LANGUAGE plpgsql AS $$
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
    IF to_regclass('read_model.' || quote_ident(made)) IS NULL
      AND pg_try_advisory_xact_lock(hashtextextended('assay.projection.index.' || made, 0))
    THEN
      -- IF NOT EXISTS: whoever had the lock may just have made it.
      EXECUTE replace(
        replace(known.definition, 'INDEX ' || known.name || ' ON', 'INDEX IF NOT EXISTS ' || made || ' ON'),
        'read_model.' || template || ' ', 'read_model.' || of_table || ' ');
      RETURN true;
    END IF;
  END LOOP;
  RETURN false;
END $$;
