package dev.assay.verifier.encoding;

/** Bytes from elsewhere are not what the format asks for; the message says what was expected. */
public final class Malformed extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public Malformed(String message) {
    super(message);
  }
}
