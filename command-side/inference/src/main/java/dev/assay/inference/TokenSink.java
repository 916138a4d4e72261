package dev.assay.inference;

/**
 * Takes the pieces of an answer while it is produced, in order. It never blocks for long and never
 * throws; losing a piece is allowed, because only the recorded answer counts.
 */
@FunctionalInterface
public interface TokenSink {
  /** A sink that forgets. */
  TokenSink NONE = text -> {};

  /**
   * @param text the next characters of the answer; not empty, not cut inside a code point
   */
  void delta(String text);
}
