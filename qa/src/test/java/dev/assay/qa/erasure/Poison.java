package dev.assay.qa.erasure;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Makes the read model of conversations refuse some rows, in words that quote them: their events
 * become dead letters, and PostgreSQL logs what it was given.
 */
final class Poison {
  static final String AGENT = "poisoned";

  private Poison() {}

  static void into(JdbcTemplate superuser) {
    superuser.execute(
        """
        CREATE FUNCTION public.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          RAISE EXCEPTION 'Not taken in: %', NEW USING ERRCODE = 'check_violation';
        END $$;
        CREATE TRIGGER refuse BEFORE INSERT ON read_model.conversations_v1
          FOR EACH ROW WHEN (NEW.agent = 'poisoned') EXECUTE FUNCTION public.refuse()""");
  }

  static long deadLetters(JdbcTemplate superuser) {
    return ServerUnderErasure.count(superuser, "SELECT count(*) FROM read_model.dead_letter");
  }
}
