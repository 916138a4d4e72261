package dev.assay.verifier.bundle;

/** Why a log's key is believed. */
public enum KeySource {
  OPTION("--key"),
  ENVIRONMENT("ASSAY_LEDGER_KEY"),
  KNOWN_LOGS("known-logs"),
  /** It is not: whoever made the bundle may have made the key. */
  BUNDLE("the bundle itself");

  private final String text;

  KeySource(String text) {
    this.text = text;
  }

  /** Whether somebody other than the bundle vouches for the key. */
  public boolean isProof() {
    return this != BUNDLE;
  }

  @Override
  public String toString() {
    return text;
  }
}
