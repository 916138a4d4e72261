package dev.assay.verifier.leaf;

import dev.assay.verifier.encoding.Malformed;
import java.util.UUID;

/**
 * The origin of a tenant's tree: the origin of the global log, then {@code /tenant/} and the
 * tenant's pseudonym. Both are signed by keys whose name is the origin of the global log.
 */
public record LogOrigin(String log, UUID tenantPseudonym) {
  private static final String SEPARATOR = "/tenant/";

  /** Reads the origin line of a tenant checkpoint. */
  public static LogOrigin parse(String origin) {
    int split = origin.lastIndexOf(SEPARATOR);
    if (split <= 0) {
      throw new Malformed("Expected an origin '<log>/tenant/<pseudonym>', but it has another form");
    }
    String pseudonym = origin.substring(split + SEPARATOR.length());
    try {
      LogOrigin parsed = new LogOrigin(origin.substring(0, split), UUID.fromString(pseudonym));
      if (parsed.tenant().equals(origin)) {
        return parsed;
      }
    } catch (IllegalArgumentException noUuid) {
      // said below
    }
    throw new Malformed("Expected an origin that ends in a tenant's pseudonym (a UUID)");
  }

  /** The origin line of the tenant's checkpoints. */
  public String tenant() {
    return log + SEPARATOR + tenantPseudonym;
  }
}
