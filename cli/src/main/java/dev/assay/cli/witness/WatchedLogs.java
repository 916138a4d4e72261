package dev.assay.cli.witness;

import dev.assay.verifier.encoding.Malformed;
import dev.assay.verifier.leaf.LogOrigin;
import dev.assay.verifier.note.VerifierKey;
import java.util.List;

/**
 * The logs that are watched, by their keys, whose names are the origins.
 *
 * @param hasTenants whether the trees of a log's tenants are watched, too
 */
record WatchedLogs(List<VerifierKey> keys, boolean hasTenants) {
  WatchedLogs {
    keys = List.copyOf(keys);
  }

  /** The keys that may sign for this origin; none if it is unknown. */
  List<VerifierKey> keysOf(String origin) {
    List<VerifierKey> own = named(origin);
    return own.isEmpty() && hasTenants ? named(logOfTenant(origin)) : own;
  }

  private List<VerifierKey> named(String name) {
    return keys.stream().filter(key -> key.name().equals(name)).toList();
  }

  private static String logOfTenant(String origin) {
    try {
      return LogOrigin.parse(origin).log();
    } catch (Malformed noTenant) {
      return "";
    }
  }
}
