package dev.assay.query.audit.bundle;

import dev.assay.api.event.EventCatalog;
import dev.assay.query.reading.Filters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is left out, only its hash shown, so that every proof still holds.
 *
 * @param payloads those of all events
 * @param metadata that of all events: who, in which role, because of what
 * @param types event types whose payload is left out
 * @param shown an event type whose payload is shown all the same
 */
public record Withheld(
    boolean payloads, boolean metadata, Set<String> types, @Nullable String shown) {
  private static final String PAYLOAD = "payload";
  private static final String METADATA = "metadata";

  public static final Withheld NOTHING = new Withheld(false, false, Set.of(), null);

  public Withheld {
    types = Set.copyOf(types);
  }

  /**
   * Reads {@code payload}, {@code metadata} and names of event types. A name that nobody knows is
   * refused: a misspelt one would show what was to be left out.
   */
  public static Withheld of(List<String> names) {
    Set<String> known =
        EventCatalog.entries().stream().map(EventCatalog.Entry::name).collect(Collectors.toSet());
    Set<String> types = new HashSet<>(names);
    boolean payloads = types.remove(PAYLOAD);
    boolean metadata = types.remove(METADATA);
    for (String type : types) {
      if (!known.contains(type)) {
        throw Filters.refused(
            "withhold",
            "Expected payload, metadata or names of event types, but there is no " + type);
      }
    }
    return new Withheld(payloads, metadata, types, null);
  }

  /** Reads a query parameter: names with commas between. */
  public static Withheld ofParameter(@Nullable String text) {
    return text == null
        ? NOTHING
        : of(Arrays.stream(text.split(",", -1)).map(String::strip).toList());
  }

  public boolean hidesPayload(String type) {
    return (payloads || types.contains(type)) && !type.equals(shown);
  }

  /** The same, but the payload of one type is shown whatever was asked for. */
  public Withheld butShowing(String type) {
    return new Withheld(payloads, metadata, types, type);
  }

  /** As it was asked for, in a fixed order. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    if (payloads) {
      names.add(PAYLOAD);
    }
    if (metadata) {
      names.add(METADATA);
    }
    types.stream().sorted().forEach(names::add);
    return names;
  }
}
