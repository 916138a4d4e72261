package dev.assay.eventstore.seal;

/**
 * A sealed value cannot be opened with its key, or not here: it was changed, or moved from another
 * place or tenant. Never the sign of an erasure.
 */
public final class BrokenSealException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BrokenSealException(String message) {
    super(message);
  }

  public BrokenSealException(String message, Throwable cause) {
    super(message, cause);
  }
}
