package dev.assay.api.event;

/** A stored event has a name or revision that this build cannot read. Reading fails closed. */
public final class UnknownEventException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnknownEventException(String message) {
    super(message);
  }

  public UnknownEventException(String message, Throwable cause) {
    super(message, cause);
  }
}
