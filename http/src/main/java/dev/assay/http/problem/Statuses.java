package dev.assay.http.problem;

import dev.assay.api.RejectionCode;

/** Which code goes with a status that the web server or the framework chose. */
final class Statuses {
  private Statuses() {}

  static RejectionCode code(int status) {
    return switch (status) {
      case 401 -> RejectionCode.UNAUTHENTICATED;
      case 403 -> RejectionCode.FORBIDDEN;
      case 404 -> RejectionCode.NOT_FOUND;
      case 409 -> RejectionCode.INVALID_STATE;
      case 412 -> RejectionCode.STALE;
      case 413 -> RejectionCode.TOO_LARGE;
      case 422 -> RejectionCode.UNPROCESSABLE;
      case 429 -> RejectionCode.RATE_LIMITED;
      case 503 -> RejectionCode.UNAVAILABLE;
      default -> status >= 500 ? RejectionCode.INTERNAL : RejectionCode.INVALID_ARGUMENT;
    };
  }
}
