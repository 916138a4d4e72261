package dev.assay.verifier.note;

/** A signature names a key that is known, but that key did not make it. */
public final class BadSignature extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadSignature(VerifierKey key) {
    super("Expected the signature of " + key + ", but that key did not make it");
  }
}
