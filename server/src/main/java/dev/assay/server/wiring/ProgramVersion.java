package dev.assay.server.wiring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.info.BuildProperties;

/** The version of the program as it is recorded in events. */
final class ProgramVersion {
  private ProgramVersion() {}

  /** {@code development} where the program was not packaged. */
  static String of(@Nullable BuildProperties build) {
    String version = build == null ? null : build.getVersion();
    return version == null ? "development" : version;
  }
}
