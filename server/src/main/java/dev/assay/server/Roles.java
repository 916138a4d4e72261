package dev.assay.server;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a process does. One program has them all; a large installation splits them. */
public enum Roles {
  COMMAND,
  QUERY,
  PROJECTION,
  SAGA,
  INFERENCE,
  SEQUENCER;

  /** Reads a comma-separated list; blank or {@code all} is all of them. */
  public static Set<Roles> parse(String text) {
    if (text.isBlank() || text.strip().equalsIgnoreCase("all")) {
      return EnumSet.allOf(Roles.class);
    }
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .map(Roles::named)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Roles.class)));
  }

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static Roles named(String role) {
    return Arrays.stream(values())
        .filter(known -> known.wire().equals(role))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Expected roles among "
                        + Arrays.stream(values()).map(Roles::wire).toList()
                        + ", but got '"
                        + role
                        + "'"));
  }
}
