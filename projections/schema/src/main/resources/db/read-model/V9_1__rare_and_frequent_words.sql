-- How many of a tenant's texts have all of these words, as the planner guesses it from its statistics; without words: all.
CREATE FUNCTION read_model.texts_about(of_tenant uuid, of_words text[]) RETURNS double precision LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  plan json;
BEGIN
  EXECUTE 'EXPLAIN (FORMAT JSON) SELECT FROM read_model.conversation_words w
           WHERE w.tenant_id = $1 AND string_to_array(w.words, '' '') @> $2'
  INTO plan USING of_tenant, of_words;
  RETURN (plan #>> '{0,Plan,Plan Rows}')::double precision;
END $$;
REVOKE ALL ON FUNCTION read_model.texts_about(uuid, text[]) FROM PUBLIC;

-- The messages of the reader's tenant with all of these words, the newest first. There are two ways to them, and the
-- planner takes neither for what it costs: from the newest text on, until there are enough with a frequent word, which
-- passes texts one by one; and by the words, which reads every text that has them, wherever it lies.
-- Under row-level security an index on an expression is not used; so this runs as the owner, and names the tenant itself.
CREATE OR REPLACE FUNCTION read_model.messages_with(of_words text[], at_most int)
RETURNS TABLE (conversation_id uuid, message_id uuid) LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = 'force_custom_plan' AS $$
DECLARE
  tenant constant uuid := nullif(current_setting('assay.tenant', true), '')::uuid;
  one constant text := of_words[1];
  another constant text := of_words[cardinality(of_words)];
  found constant double precision := read_model.texts_about(tenant, of_words);
  passed constant double precision := read_model.texts_about(tenant, '{}') * at_most / greatest(found, 1);
BEGIN
  IF passed < 2 * found THEN
    -- Looking for a word in a text costs a third of taking its words apart, and tells most texts. "<> 0" since the planner
    -- takes that for true of nearly all texts, so that it does not sort them before it walks; and no index fits a number.
    RETURN QUERY SELECT w.conversation_id, w.message_id FROM read_model.conversation_words w
    WHERE w.tenant_id = tenant AND strpos(w.words, one) <> 0 AND (another = one OR strpos(w.words, another) <> 0)
      AND (string_to_array(w.words, ' ') @> of_words)::int <> 0
    ORDER BY w.created_at DESC LIMIT at_most;
  ELSE
    RETURN QUERY WITH w AS MATERIALIZED (
      SELECT t.conversation_id, t.message_id, t.created_at FROM read_model.conversation_words t
      WHERE t.tenant_id = tenant AND string_to_array(t.words, ' ') @> of_words)
    SELECT w.conversation_id, w.message_id FROM w ORDER BY w.created_at DESC LIMIT at_most;
  END IF;
END $$;
