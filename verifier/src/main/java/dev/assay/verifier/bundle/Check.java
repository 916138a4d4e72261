package dev.assay.verifier.bundle;

import java.util.Locale;

/** What is checked, in this order. */
public enum Check {
  /** The file is a bundle, and its parts agree on what they speak of. */
  STRUCTURE,
  /** A trusted key signed the checkpoints of the tenant and of the log. */
  SIGNATURE,
  /** The tenant's checkpoint is an entry of the log. */
  LOG,
  /** Enough witnesses saw the checkpoints. */
  WITNESSES,
  /** Every event hashes to its leaf, and none is missing, added or moved. */
  EVENTS,
  /** The leaves are those of the signed tree. */
  TREE,
  /** The tree begins with the tree that was known before. */
  PREVIOUS,
  /** The dossier, where the file is one, is what the record says was issued. */
  DOSSIER;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
