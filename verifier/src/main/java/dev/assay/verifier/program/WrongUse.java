package dev.assay.verifier.program;

/** The arguments cannot be understood, or name something that is not there. */
public final class WrongUse extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public WrongUse(String message) {
    super(message);
  }
}
