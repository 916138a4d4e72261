package dev.assay.api;

/** Why something was refused. The HTTP status of each is part of the HTTP contract. */
public enum RejectionCode {
  INVALID_ARGUMENT(400),
  UNAUTHENTICATED(401),
  FORBIDDEN(403),
  NOT_FOUND(404),
  ALREADY_EXISTS(409),
  INVALID_STATE(409),
  STALE(412),
  TOO_LARGE(413),
  UNPROCESSABLE(422),
  QUOTA_EXCEEDED(429),
  RATE_LIMITED(429),
  /** A fault of ours; the message says nothing of its cause. */
  INTERNAL(500),
  MODEL_UNAVAILABLE(503),
  /** Not now: the argument {@code retryAfterSeconds} says when to try again. */
  UNAVAILABLE(503);

  private final int status;

  RejectionCode(int status) {
    this.status = status;
  }

  public int status() {
    return status;
  }
}
