package dev.assay.cli.api;

import dev.assay.cli.Failure;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Follows a {@code text/event-stream} and takes it up again where it broke, until the listener has
 * heard enough.
 */
public final class EventStream {
  private static final int MOST_BREAKS_IN_A_ROW = 10;
  private static final long PAUSE_MS = 500;

  private final ApiClient api;
  private final String path;
  private final long position;

  private @Nullable String lastId;
  private @Nullable String id;
  private String type = "message";
  private final StringBuilder data = new StringBuilder();
  private boolean heard;

  /**
   * @param position what the read model must hold before the stream begins
   */
  public EventStream(ApiClient api, String path, long position) {
    this.api = api;
    this.path = path;
    this.position = position;
  }

  /**
   * Hands events to the listener until it answers false. Throws {@link Failure} where the server
   * stays away.
   */
  public void follow(Predicate<ServerEvent> listener) throws InterruptedException {
    for (int breaks = 0; breaks < MOST_BREAKS_IN_A_ROW; breaks++) {
      heard = false;
      try (Stream<String> lines = api.lines(path, lastId, position)) {
        if (!read(lines.iterator(), listener)) {
          return;
        }
      } catch (UncheckedIOException e) {
        // The connection broke; what was half read is sent again.
        reset();
      } catch (Failure e) {
        if (e.exitCode() != Failure.UNREACHABLE || breaks == MOST_BREAKS_IN_A_ROW - 1) {
          throw e;
        }
      }
      if (heard) {
        breaks = 0;
      }
      Thread.sleep(PAUSE_MS);
    }
    throw Failure.unreachable("The stream " + path + " breaks again and again", null);
  }

  /** False when the listener has heard enough. */
  private boolean read(Iterator<String> lines, Predicate<ServerEvent> listener) {
    reset();
    while (lines.hasNext()) {
      String line = lines.next();
      if (!line.isEmpty()) {
        field(line);
        continue;
      }
      if (!data.isEmpty()) {
        ServerEvent event = new ServerEvent(id, type, data.toString());
        heard = true;
        if (id != null) {
          lastId = id;
        }
        if (!listener.test(event)) {
          return false;
        }
      }
      reset();
    }
    return true;
  }

  private void field(String line) {
    int colon = line.indexOf(':');
    String name = colon < 0 ? line : line.substring(0, colon);
    String value = colon < 0 ? "" : line.substring(colon + 1);
    value = value.startsWith(" ") ? value.substring(1) : value;
    switch (name) {
      case "id" -> id = value;
      case "event" -> type = value;
      case "data" -> {
        if (!data.isEmpty()) {
          data.append('\n');
        }
        data.append(value);
      }
      default -> {
        // A comment, or a field that we do not use.
      }
    }
  }

  private void reset() {
    id = null;
    type = "message";
    data.setLength(0);
  }
}
