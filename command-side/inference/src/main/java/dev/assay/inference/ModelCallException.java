package dev.assay.inference;

import dev.assay.api.inference.ModelFailure;
import org.jspecify.annotations.Nullable;

/** A model call gave no answer. The message is safe to record and to show. */
public final class ModelCallException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ModelErrorClass errorClass;
  private final boolean retryable;

  /**
   * @param safeMessage a sentence without key, address, prompt or stack trace
   * @param retryable whether the same call may succeed later
   * @param cause for logs at debug level only; null where there is none
   */
  public ModelCallException(
      ModelErrorClass errorClass,
      String safeMessage,
      boolean retryable,
      @Nullable Throwable cause) {
    super(safeMessage, cause);
    this.errorClass = errorClass;
    this.retryable = retryable;
  }

  public ModelCallException(ModelErrorClass errorClass, String safeMessage, boolean retryable) {
    this(errorClass, safeMessage, retryable, null);
  }

  public ModelErrorClass errorClass() {
    return errorClass;
  }

  public boolean retryable() {
    return retryable;
  }

  /** What is recorded of it. */
  public ModelFailure toFailure(String provider, String model, long durationMs) {
    String message = getMessage();
    return new ModelFailure(
        provider, model, errorClass.name(), message == null ? "" : message, retryable, durationMs);
  }
}
