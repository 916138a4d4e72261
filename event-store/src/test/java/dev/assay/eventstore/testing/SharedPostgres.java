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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** The one PostgreSQL of this JVM; it stops with the JVM. */
final class SharedPostgres {
  private static @Nullable SharedPostgres instance;

  private final EmbeddedPostgres postgres;
  private final Map<List<MigrationSet>, String> templates = new HashMap<>();
  private int databases;

  private SharedPostgres(EmbeddedPostgres postgres) throws SQLException {
    this.postgres = postgres;
    DatabaseRoles.create(
        postgres.getPostgresDatabase(),
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

  /** A server apart, for what must not share, such as a benchmark with fsync on. */
  static SharedPostgres start(Map<String, String> settings) {
    try {
      EmbeddedPostgres.Builder builder =
          EmbeddedPostgres.builder()
              .setServerConfig("max_connections", "300")
              .setServerConfig("shared_buffers", "128MB");
      settings.forEach(builder::setServerConfig);
      return new SharedPostgres(builder.start());
    } catch (IOException | SQLException e) {
      throw new IllegalStateException("Could not start PostgreSQL", e);
    }
  }

  synchronized String copyOf(List<MigrationSet> sets) {
    String template = templates.computeIfAbsent(sets, this::migrate);
    String name = "test_" + ++databases;
    execute("CREATE DATABASE " + name + " TEMPLATE " + template + " OWNER assay_owner");
    return name;
  }

  synchronized String empty() {
    String name = "test_" + ++databases;
    execute("CREATE DATABASE " + name + " OWNER assay_owner");
    return name;
  }

  private String migrate(List<MigrationSet> sets) {
    String name = "template_" + (templates.size() + 1);
    execute("CREATE DATABASE " + name + " OWNER assay_owner");
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
    return "jdbc:postgresql://localhost:" + postgres.getPort() + "/" + database;
  }

  /** Known passwords are fine here: the server lives as long as the tests. */
  String password(DatabaseRole role) {
    return "test-" + role.key();
  }

  DataSource superuser(String database) {
    return postgres.getDatabase("postgres", database);
  }
}
