package dev.assay.query.audit.ledger;

import dev.assay.api.CommandRejected;
import dev.assay.eventstore.ledger.Tree;
import dev.assay.http.Caller;
import dev.assay.query.reading.Filters;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which of the two logs that a caller may see: its tenant's, or the global one. */
final class LogName {
  static final String TENANT = "tenant";
  static final String GLOBAL = "global";

  private LogName() {}

  /** The tree that a query parameter names; the tenant's where there is none. */
  static UUID ofParameter(Caller caller, @Nullable String name) {
    if (name == null || name.equals(TENANT)) {
      return caller.tenant().value();
    }
    if (name.equals(GLOBAL)) {
      return Tree.GLOBAL;
    }
    throw Filters.refused("tree", "Expected tree to be tenant or global");
  }

  /** The tree that a path names. */
  static UUID ofPath(Caller caller, String name) {
    return switch (name) {
      case TENANT -> caller.tenant().value();
      case GLOBAL -> Tree.GLOBAL;
      default -> throw CommandRejected.notFound("log", name);
    };
  }
}
