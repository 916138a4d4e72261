package dev.assay.eventstore.sequencer;

/** Another sequencer leads by now; what this one was about to write was not written. */
public final class FencedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public FencedException(long epoch) {
    super("Expected to lead in epoch " + epoch + ", but another sequencer has taken over");
  }
}
