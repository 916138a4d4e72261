package dev.assay.domain.workflow;

import org.jspecify.annotations.Nullable;

/** A text that is no YAML or JSON, or more of it than is read. */
final class SourceFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Position position;
  private final String code;
  private final @Nullable String hint;

  SourceFault(Position position, String code, String message) {
    this(position, code, message, null);
  }

  SourceFault(Position position, String code, String message, @Nullable String hint) {
    super(message, null, false, false);
    this.position = position;
    this.code = code;
    this.hint = hint;
  }

  Position position() {
    return position;
  }

  String code() {
    return code;
  }

  @Nullable String hint() {
    return hint;
  }
}
