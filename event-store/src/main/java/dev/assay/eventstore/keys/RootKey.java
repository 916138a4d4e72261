package dev.assay.eventstore.keys;

/**
 * The key under which all tenant keys are wrapped. It never lies in our database. Every method
 * throws {@link dev.assay.eventstore.seal.KeysUnavailableException} where it cannot be reached or
 * is not the one that is asked for.
 */
public interface RootKey {
  /**
   * A key as it is stored.
   *
   * @param by the version of the root key that wraps it, such as {@code file:3}
   */
  record Wrapped(String by, byte[] bytes) {}

  /**
   * Wraps a key under the current version.
   *
   * @param context what the key is for; needed again to unwrap it
   */
  Wrapped wrap(byte[] key, String context);

  byte[] unwrap(Wrapped wrapped, String context);

  /** The version that wraps now; what another has wrapped is to be wrapped anew. */
  String current();

  /**
   * Makes the root key where there is none yet. Called only while nothing is wrapped: a root key
   * that is missing later has been lost, and a new one would open nothing.
   */
  default void createIfMissing() {}

  /**
   * Adds a version, which is current from now on; the others still unwrap. Throws {@link
   * IllegalStateException} where that is done elsewhere.
   */
  default String addVersion() {
    throw new IllegalStateException(
        "Expected a root key in a file of this machine, but it is exchanged where it is kept");
  }
}
