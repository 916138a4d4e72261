package dev.assay.cli.run;

import dev.assay.cli.Terminal;
import dev.assay.cli.api.ServerEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One line per event, with the time since the first and what it is about. */
final class Watched {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int LONGEST = 100;

  private final Terminal terminal;
  private @Nullable Instant first;

  Watched(Terminal terminal) {
    this.terminal = terminal;
  }

  void show(ServerEvent event) {
    JsonNode data;
    try {
      data = JSON.readTree(event.data());
    } catch (JacksonException e) {
      return;
    }
    Instant at = Instant.parse(data.path("timestamp").stringValue(Instant.EPOCH.toString()));
    first = first == null ? at : first;
    double seconds = Duration.between(first, at).toMillis() / 1000.0;
    terminal.line(
        terminal.dim(String.format(Locale.ROOT, "%7.2fs", seconds))
            + "  "
            + String.format(Locale.ROOT, "%-40s", event.type())
            + "  "
            + Terminal.cut(Terminal.plain(about(data.path("payload"))), LONGEST));
  }

  private static String about(JsonNode payload) {
    JsonNode verdict = payload.path("verdict");
    if (verdict.isObject()) {
      return "%s %s %s: %s"
          .formatted(
              verdict.path("validator").stringValue(""),
              verdict.path("outcome").stringValue(""),
              verdict.path("score"),
              verdict.path("reason").stringValue(""));
    }
    for (String member : new String[] {"name", "agent", "reason", "reference", "model", "round"}) {
      JsonNode value = payload.path(member);
      if (value.isString()) {
        return value.stringValue();
      }
      if (value.isNumber()) {
        return member + " " + value;
      }
    }
    return "";
  }
}
