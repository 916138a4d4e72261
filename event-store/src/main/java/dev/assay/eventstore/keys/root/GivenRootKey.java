package dev.assay.eventstore.keys.root;

import dev.assay.eventstore.keys.RootKey;

/**
 * A root key that is given in the configuration, which is to say in the environment. To rotate it,
 * the processes are started anew with both versions.
 */
public final class GivenRootKey implements RootKey {
  private static final String NAME = "given";

  private final KeyVersions versions;

  /**
   * @param text {@code <version>:<base64 of 32 bytes>}, one or more separated by commas
   */
  public GivenRootKey(String text) {
    this.versions = KeyVersions.parse(text, "assay.keys.given");
  }

  @Override
  public Wrapped wrap(byte[] key, String context) {
    return versions.wrap(NAME, key, context);
  }

  @Override
  public byte[] unwrap(Wrapped wrapped, String context) {
    return versions.unwrap(NAME, wrapped, context);
  }

  @Override
  public String current() {
    return NAME + ":" + versions.current();
  }
}
