package dev.assay.qa.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.qa.support.Api;
import dev.assay.qa.support.QuickStart;
import dev.assay.qa.support.ServerProcess;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The packaged program on a PostgreSQL that runs apart from it, set up as {@code
 * docs/how-to/use-your-own-postgresql.md} says.
 */
class OutsideDatabaseTest {
  @Test
  void shouldKeepEverythingInTheDatabaseThatItIsGiven(@TempDir Path folder) throws Exception {
    Path data = folder.resolve("data");
    try (EmbeddedDatabase database = EmbeddedDatabase.createEmpty();
        ServerProcess server =
            ServerProcess.start(data, environment(database), QuickStart.options())) {
      Api api = Api.withRoles(server.url(), data, OneServer.ALL_ROLES);
      String execution =
          Examples.start(
              api, Examples.register(api), Examples.input(Examples.ACCEPTED_AFTER_REVISION));
      Examples.awaitStatus(api, execution, "COMPLETED");
      server.kill();
      server.restart();

      Examples.awaitStatus(api, execution, "COMPLETED");
      assertThat(data.resolve("postgres")).doesNotExist();
      assertThat(
              new JdbcTemplate(database.superuser())
                  .queryForObject("SELECT count(*) FROM event_store.events", Long.class))
          .isGreaterThan(10);
    }
  }

  /** The settings as an operator gives them. */
  private static Map<String, String> environment(EmbeddedDatabase database) {
    Map<String, String> environment = new HashMap<>();
    database
        .springProperties()
        .forEach(
            (name, value) ->
                environment.put(
                    name.toUpperCase(Locale.ROOT).replace('.', '_').replace("-", ""), value));
    return environment;
  }
}
