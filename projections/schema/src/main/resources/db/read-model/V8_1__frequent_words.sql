-- The messages of the reader's tenant with all of these words, the newest first. Under row-level security an index on an
-- expression is not used; so this runs as the owner, and names the tenant itself.
-- On the way from the newest text on, looking for two of the words in the text costs a third of taking its words apart, and
-- tells most texts. "<> 0", and not "> 0", since the planner takes that for true of nearly all, and goes by the words.
CREATE OR REPLACE FUNCTION read_model.messages_with(of_words text[], at_most int)
RETURNS TABLE (conversation_id uuid, message_id uuid) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = 'force_custom_plan' AS $$
DECLARE
  one constant text := of_words[1];
  another constant text := of_words[cardinality(of_words)];
BEGIN
  RETURN QUERY SELECT w.conversation_id, w.message_id FROM read_model.conversation_words w
  WHERE w.tenant_id = nullif(current_setting('assay.tenant', true), '')::uuid
    AND strpos(w.words, one) <> 0 AND strpos(w.words, another) <> 0 AND string_to_array(w.words, ' ') @> of_words
  ORDER BY w.created_at DESC LIMIT at_most;
END $$;
