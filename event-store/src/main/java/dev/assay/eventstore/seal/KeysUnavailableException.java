package dev.assay.eventstore.seal;

/**
 * The keys cannot be reached, so nothing can be sealed or opened now. Nothing was stored; trying
 * again later may help.
 */
public final class KeysUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public KeysUnavailableException(String message) {
    super(message);
  }

  public KeysUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
