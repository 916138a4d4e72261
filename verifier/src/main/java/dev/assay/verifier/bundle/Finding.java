package dev.assay.verifier.bundle;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What came of one check. */
public record Finding(Check check, Outcome outcome, String message, Optional<Place> place) {
  /** Passed, failed, or not asked for or not reached. */
  public enum Outcome {
    PASSED,
    FAILED,
    SKIPPED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** For the JSON report. */
  public Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("check", check);
    members.put("outcome", outcome);
    members.put("message", message);
    place.ifPresent(where -> members.put("at", where.members()));
    return members;
  }
}
