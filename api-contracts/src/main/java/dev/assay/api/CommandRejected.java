package dev.assay.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A refusal that changes nothing. The message reads "Expected to …, but …" and is shown to the
 * caller, so it names no class, no SQL and no secret.
 */
public final class CommandRejected extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * One fault of the input.
   *
   * @param pointer JSON pointer (RFC 6901) into the request body
   * @param line 1-based line of the source text; null where it has none
   * @param column 1-based column; null where it has none
   * @param hint what to write instead; null where there is no good advice
   */
  public record InputError(
      String pointer,
      @Nullable Integer line,
      @Nullable Integer column,
      String code,
      String detail,
      @Nullable String hint) {}

  private final RejectionCode code;
  private final transient Map<String, String> args;
  private final transient List<InputError> errors;

  public CommandRejected(RejectionCode code, String message) {
    this(code, message, Map.of(), List.of());
  }

  public CommandRejected(
      RejectionCode code, String message, Map<String, String> args, List<InputError> errors) {
    super(message);
    this.code = code;
    this.args = Map.copyOf(args);
    this.errors = List.copyOf(errors);
  }

  public static CommandRejected notFound(String what, Object id) {
    return new CommandRejected(
        RejectionCode.NOT_FOUND, "Expected to find " + what + " " + id + ", but there is none");
  }

  public static CommandRejected invalidState(String message) {
    return new CommandRejected(RejectionCode.INVALID_STATE, message);
  }

  public RejectionCode code() {
    return code;
  }

  public Map<String, String> args() {
    return args;
  }

  public List<InputError> errors() {
    return errors;
  }
}
