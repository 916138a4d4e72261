package dev.assay.eventstore.engine;

/** An event lacks what every event must carry. Nothing was appended; the program is at fault. */
public final class IncompleteEnvelopeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public IncompleteEnvelopeException(String message) {
    super(message);
  }
}
