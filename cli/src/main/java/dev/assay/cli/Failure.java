package dev.assay.cli;

import org.jspecify.annotations.Nullable;

/** A command ends without success: what to say and with which exit code. */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The answer is no: a bundle does not verify, an execution failed, a request was refused. */
  public static final int NO = 1;

  /** The command line cannot be understood. */
  public static final int WRONG_USE = 2;

  /** The server cannot be reached. */
  public static final int UNREACHABLE = 3;

  private final int exitCode;

  private Failure(int exitCode, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  public static Failure no(String message) {
    return new Failure(NO, message, null);
  }

  public static Failure wrongUse(String message) {
    return new Failure(WRONG_USE, message, null);
  }

  public static Failure unreachable(String message, @Nullable Throwable cause) {
    return new Failure(UNREACHABLE, message, cause);
  }

  public int exitCode() {
    return exitCode;
  }
}
