package dev.assay.eventstore.testing;

import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.DatabaseRoles;
import dev.assay.eventstore.database.MigrationSet;
import dev.assay.eventstore.database.Migrations;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The one PostgreSQL of this JVM, which stops with it; or one that runs already: {@code
 * -Dassay.postgres=localhost:5432}, of which {@code postgres} is the superuser and asks for no
 * password. What is made there is dropped when the JVM ends.
 */
final class SharedPostgres {
  private static final String RUNNING = System.getProperty("assay.postgres", "");

  private static @Nullable SharedPostgres instance;

  private final String address;
  private final String prefix;
  private final Map<List<MigrationSet>, String> templates = new HashMap<>();
  private final List<String> made = new ArrayList<>();

  /**
   * @param prefix of the names of its databases
   */
  private SharedPostgres(String address, String prefix) throws SQLException {
    this.address = address;
    this.prefix = prefix;
    DatabaseRoles.create(
        superuser("postgres"),
        Arrays.stream(DatabaseRole.values())
            .collect(Collectors.toMap(Function.identity(), this::password)));
  }

  static synchronized SharedPostgres instance() {
    SharedPostgres current = instance;
    if (current == null) {
      current = start(Map.of());
      instance = current;
    }
    return current;
  }

  /**
   * A server apart, for what must not share, such as a benchmark with fsync on. One that runs
   * already keeps the settings that it has.
   */
  static SharedPostgres start(Map<String, String> settings) {
    try {
      if (!RUNNING.isEmpty()) {
        SharedPostgres running =
            new SharedPostgres(RUNNING, "assay_test_%d_".formatted(ProcessHandle.current().pid()));
        Runtime.getRuntime().addShutdownHook(new Thread(running::dropAll));
        return running;
      }
      EmbeddedPostgres.Builder builder =
          EmbeddedPostgres.builder()
              .setServerConfig("max_connections", "300")
              .setServerConfig("shared_buffers", "128MB");
      settings.forEach(builder::setServerConfig);
      return new SharedPostgres("localhost:" + builder.start().getPort(), "test_");
    } catch (IOException | SQLException e) {
      throw new IllegalStateException("Could not start PostgreSQL", e);
    }
  }

  synchronized String copyOf(List<MigrationSet> sets) {
    String template = templates.computeIfAbsent(sets, this::migrate);
    return make(" TEMPLATE " + template);
  }

  synchronized String empty() {
    return make("");
  }

  private String make(String from) {
    String name = prefix + (made.size() + 1);
    execute("CREATE DATABASE " + name + from + " OWNER assay_owner");
    made.add(name);
    return name;
  }

  private synchronized void dropAll() {
    made.forEach(name -> execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)"));
  }

  private String migrate(List<MigrationSet> sets) {
    String name = make("");
    PGSimpleDataSource owner = new PGSimpleDataSource();
    owner.setUrl(url(name));
    owner.setUser(DatabaseRole.OWNER.login());
    owner.setPassword(password(DatabaseRole.OWNER));
    new Migrations(owner, sets).run();
    return name;
  }

  private void execute(String sql) {
    try (Connection connection = superuser("postgres").getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("Could not run: " + sql, e);
    }
  }

  String url(String database) {
    return "jdbc:postgresql://" + address + "/" + database;
  }

  /** Known passwords are fine here: the server lives as long as the tests. */
  String password(DatabaseRole role) {
    return "test-" + role.key();
  }

  DataSource superuser(String database) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url(database));
    source.setUser("postgres");
    return source;
  }
}
