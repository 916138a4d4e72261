package dev.assay.verifier.bundle;

import java.util.Optional;

/** What a bundle may contain, and nothing else: nobody should take an unchecked file for proven. */
enum EntryName {
  MANIFEST("manifest.json"),
  CHECKPOINT("checkpoint"),
  GLOBAL_CHECKPOINT("global-checkpoint"),
  TENANT_CHECKPOINT_PROOF("tenant-checkpoint.tlog-proof"),
  PUBLIC_KEYS("public-keys"),
  RANGE_PROOF("range-proof.json"),
  TILE_HASHES("tile-hashes"),
  EVENTS("events.ndjson");

  private final String text;

  EntryName(String text) {
    this.text = text;
  }

  static Optional<EntryName> of(String text) {
    for (EntryName name : values()) {
      if (name.text.equals(text)) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return text;
  }
}
