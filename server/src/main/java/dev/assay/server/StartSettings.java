package dev.assay.server;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a server is started.
 *
 * @param port of HTTP; 0 takes a free one
 * @param dataDir where a one-machine installation keeps its state
 * @param roles comma-separated, or {@code all}
 * @param properties further settings, which win over the environment
 */
public record StartSettings(
    int port, Path dataDir, String roles, Map<String, @Nullable Object> properties) {
  public static final int DEFAULT_PORT = 8080;

  public StartSettings {
    Roles.parse(roles);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("Expected a port from 0 to 65535, but got " + port);
    }
  }
}
