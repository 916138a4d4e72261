package dev.assay.cli.server;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What {@code server.json} says of a server.
 *
 * @param description the whole file, for {@code status --json}
 */
public record RunningServer(
    String url, long pid, @Nullable Instant startedAt, JsonNode description) {
  private static final Duration CLOCK_STEPS = Duration.ofSeconds(5);

  static RunningServer of(JsonNode json) {
    JsonNode url = json.get("url");
    JsonNode pid = json.get("pid");
    if (url == null || !url.isString() || pid == null || !pid.isIntegralNumber()) {
      throw new IllegalArgumentException("Expected url and pid");
    }
    return new RunningServer(url.stringValue(), pid.longValue(), time(json.get("startedAt")), json);
  }

  /**
   * Whether the process lives. A process that began after the server was ready has only inherited
   * its number.
   */
  boolean isAlive() {
    return ProcessHandle.of(pid)
        .filter(Liveness::isAlive)
        .filter(
            process ->
                startedAt == null
                    || process
                        .info()
                        .startInstant()
                        .map(begun -> begun.isBefore(startedAt.plus(CLOCK_STEPS)))
                        .orElse(true))
        .isPresent();
  }

  private static @Nullable Instant time(@Nullable JsonNode value) {
    try {
      return value == null || !value.isString() ? null : Instant.parse(value.stringValue());
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
