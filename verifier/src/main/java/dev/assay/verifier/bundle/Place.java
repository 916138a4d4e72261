package dev.assay.verifier.bundle;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where in {@code events.ndjson} something is wrong.
 *
 * @param line from 1
 * @param index of the leaf in the tenant's tree, from 0, as far as it could be read
 */
public record Place(long line, OptionalLong index, @Nullable UUID eventId) {
  static Place ofLine(long line) {
    return new Place(line, OptionalLong.empty(), null);
  }

  static Place of(long line, EventLine event) {
    return new Place(line, OptionalLong.of(event.index()), event.eventId());
  }

  /** For the JSON report. */
  Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("entry", EntryName.EVENTS);
    members.put("line", line);
    index.ifPresent(value -> members.put("index", value));
    if (eventId != null) {
      members.put("eventId", eventId);
    }
    return members;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("line ").append(line);
    index.ifPresent(value -> text.append(", index ").append(value));
    if (eventId != null) {
      text.append(", event ").append(eventId);
    }
    return text.toString();
  }
}
