package dev.assay.server.home;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Describes the running server in {@code server.json} of the data directory, for the command line:
 * written when it is ready, removed when it stops. A killed server leaves it behind; its {@code
 * pid} then names no process.
 */
public final class RunningServer implements AutoCloseable {
  private static final String FILE = "server.json";

  private final DataDirectory home;
  private final String url;

  public RunningServer(DataDirectory home, String url) {
    this.home = home;
    this.url = url;
  }

  public String url() {
    return url;
  }

  /** Writes the description. {@code database} is null where the database is someone else's. */
  public void describe(
      List<String> roles, String version, @Nullable Integer databasePort, String databaseName) {
    Map<String, @Nullable Object> database = new LinkedHashMap<>();
    database.put("port", databasePort);
    database.put("name", databaseName);
    Map<String, @Nullable Object> description = new LinkedHashMap<>();
    description.put("url", url);
    description.put("pid", ProcessHandle.current().pid());
    description.put("dataDir", home.root().toString());
    description.put("roles", roles);
    description.put("database", database);
    description.put("version", version);
    description.put("startedAt", Instant.now().toString());
    home.write(
        FILE,
        JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(description)
            + "\n");
  }

  @Override
  public void close() {
    home.delete(FILE);
  }
}
