package dev.assay.verifier.bundle;

import dev.assay.verifier.encoding.Malformed;
import dev.assay.verifier.note.VerifierKey;
import java.util.ArrayList;
import java.util.List;

/**
 * Keys of logs that were met before, as ssh knows hosts: one vkey a line, whose name is the origin
 * of the log. Empty lines and lines that begin with {@code #} say nothing.
 */
public record KnownLogs(List<VerifierKey> keys) {
  private static final int MOST = 10_000;

  /** For who has met none. */
  public static final KnownLogs NONE = new KnownLogs(List.of());

  public KnownLogs {
    keys = List.copyOf(keys);
  }

  public static KnownLogs parse(String text) {
    List<VerifierKey> keys = new ArrayList<>();
    for (String line : text.lines().limit(MOST + 1L).map(String::strip).toList()) {
      if (!line.isEmpty() && !line.startsWith("#")) {
        keys.add(VerifierKey.parse(line));
      }
    }
    if (keys.size() > MOST) {
      throw new Malformed("Expected at most 10,000 known logs, but there are more");
    }
    return new KnownLogs(keys);
  }

  /** The keys of the log with this origin; none if it was never met. */
  public List<VerifierKey> of(String origin) {
    return keys.stream().filter(key -> key.name().equals(origin)).toList();
  }
}
