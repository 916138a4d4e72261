package dev.assay.domain.workflow.expression;

/** An expression that cannot be compiled or evaluated. The message is shown to its author. */
public final class ExpressionFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ExpressionFault(String message) {
    // No stack trace: the author of an expression has no use for ours.
    super(message, null, false, false);
  }
}
