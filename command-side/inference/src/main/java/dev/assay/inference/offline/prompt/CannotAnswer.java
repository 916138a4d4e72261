package dev.assay.inference.offline.prompt;

/** The offline model does not know how to do what a prompt asks. Its message is safe to show. */
public final class CannotAnswer extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CannotAnswer(String message) {
    super(message);
  }
}
