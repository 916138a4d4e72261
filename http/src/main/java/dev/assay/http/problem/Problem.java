package dev.assay.http.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.assay.api.CommandRejected.InputError;
import dev.assay.api.RejectionCode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An error answer, {@code application/problem+json} (RFC 9457).
 *
 * @param type {@code /problems/<code>}, a page that explains the code
 * @param title the same for every problem of one code
 * @param status the HTTP status
 * @param detail one sentence about this request
 * @param instance the path of the request
 * @param code one of {@link RejectionCode}
 * @param traceId finds the request in logs and in the record; also in {@code X-Request-Id}
 * @param errors the single faults of the input; null where there is none to list
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String instance,
    String code,
    @Nullable String traceId,
    @Nullable List<Fault> errors) {

  /**
   * One fault of the input.
   *
   * @param pointer JSON pointer into the body; {@code ?name} for a query parameter
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Fault(
      String pointer,
      @Nullable Integer line,
      @Nullable Integer column,
      String code,
      String detail,
      @Nullable String hint) {

    static Fault of(InputError error) {
      return new Fault(
          error.pointer(),
          error.line(),
          error.column(),
          error.code(),
          error.detail(),
          error.hint());
    }
  }

  /** More faults than this are not listed. */
  static final int MAX_ERRORS = 100;

  static Problem of(
      RejectionCode code,
      int status,
      String detail,
      List<InputError> errors,
      String instance,
      @Nullable String traceId) {
    return new Problem(
        "/problems/" + code.name(),
        title(code),
        status,
        detail,
        instance,
        code.name(),
        traceId,
        errors.isEmpty() ? null : errors.stream().limit(MAX_ERRORS).map(Fault::of).toList());
  }

  /** {@code NOT_FOUND} reads "Not found". */
  static String title(RejectionCode code) {
    String words =
        code.name()
            .toLowerCase(Locale.ROOT)
            .chars()
            .mapToObj(c -> c == '_' ? " " : String.valueOf((char) c))
            .collect(Collectors.joining());
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
