package dev.assay.query.audit.bundle;

/** A bundle that can be written: what it is proved against, and which leaves it holds. */
public record BundlePlan(BundleHead head, Scope scope, Leaves leaves) {
  /** Events in it. */
  public long events() {
    return leaves.count();
  }

  /** Leaves of the tree that it is proved against. */
  public long treeSize() {
    return head.size();
  }

  boolean isWholeTree() {
    return leaves instanceof Leaves.Range range && range.from() == 0 && range.to() == treeSize();
  }
}
