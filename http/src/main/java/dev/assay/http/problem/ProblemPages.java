package dev.assay.http.problem;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What a problem's {@code type} links to. */
@RestController
@Tag(name = "Problems")
public class ProblemPages {
  /**
   * What a code means.
   *
   * @param remedy what the caller can do about it
   */
  public record Explanation(String code, int status, String title, String meaning, String remedy) {}

  @GetMapping("/problems")
  @Operation(summary = "All error codes")
  List<Explanation> all() {
    return Arrays.stream(RejectionCode.values()).map(ProblemPages::explain).toList();
  }

  @GetMapping("/problems/{code}")
  @Operation(summary = "What an error code means and what to do about it")
  Explanation one(@PathVariable String code) {
    return Arrays.stream(RejectionCode.values())
        .filter(known -> known.name().equals(code.toUpperCase(Locale.ROOT)))
        .findFirst()
        .map(ProblemPages::explain)
        .orElseThrow(
            () ->
                new CommandRejected(
                    RejectionCode.NOT_FOUND,
                    "Expected one of the codes that /problems lists, but this is none"));
  }

  private static Explanation explain(RejectionCode code) {
    return new Explanation(
        code.name(), code.status(), Problem.title(code), meaning(code), remedy(code));
  }

  private static String meaning(RejectionCode code) {
    return switch (code) {
      case INVALID_ARGUMENT ->
          "The request has not the form that is documented: its body, a parameter, a header, its"
              + " method (status 405) or media type (406, 415).";
      case UNAUTHENTICATED -> "There is no valid bearer token or API key.";
      case FORBIDDEN -> "The caller is known, but may not do this.";
      case NOT_FOUND -> "In the caller's tenant there is no such thing.";
      case ALREADY_EXISTS -> "Something else has that name or version already.";
      case INVALID_STATE -> "The thing is in a state in which this cannot be done to it.";
      case STALE -> "The thing has changed since the state that If-Match names.";
      case TOO_LARGE -> "The body or a part of it is larger than the limit.";
      case UNPROCESSABLE -> "The form is right, but what it says cannot be done.";
      case QUOTA_EXCEEDED -> "The tenant's quota is used up.";
      case RATE_LIMITED -> "There were too many requests in a short time.";
      case INTERNAL -> "Something of ours is broken.";
      case MODEL_UNAVAILABLE -> "No model that may be used can be reached.";
      case UNAVAILABLE -> "The answer cannot be given right now.";
    };
  }

  private static String remedy(RejectionCode code) {
    return switch (code) {
      case INVALID_ARGUMENT, UNPROCESSABLE ->
          "Mend what detail and errors name; the same request again fails again.";
      case UNAUTHENTICATED -> "Get a new token from the issuer, or another API key.";
      case FORBIDDEN -> "Ask an administrator of the tenant for the role that detail names.";
      case NOT_FOUND -> "Check the id and the tenant of the token.";
      case ALREADY_EXISTS -> "Choose another name or version, or use what exists.";
      case INVALID_STATE -> "Read the thing, then decide whether the request still makes sense.";
      case STALE -> "Read the thing again and send its new ETag as If-Match.";
      case TOO_LARGE -> "Send less, or in several requests.";
      case QUOTA_EXCEEDED -> "Wait until the quota starts anew, or ask for a higher one.";
      case MODEL_UNAVAILABLE ->
          "What was sent is kept. Ask anew after the time that Retry-After names, with a new"
              + " Idempotency-Key.";
      case RATE_LIMITED, UNAVAILABLE ->
          "Try again after the time that Retry-After names, with the same Idempotency-Key.";
      case INTERNAL ->
          "Try again with the same Idempotency-Key; if it persists, report the traceId.";
    };
  }
}
