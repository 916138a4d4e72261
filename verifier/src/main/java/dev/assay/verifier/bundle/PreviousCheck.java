package dev.assay.verifier.bundle;

import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.note.Checkpoint;

/** Whether the tree only grew since a checkpoint that was kept. */
final class PreviousCheck {
  private PreviousCheck() {}

  static String check(Checkpoint previous, Checkpoint now, KnownSize recomputed) {
    if (!previous.origin().equals(now.origin())) {
      throw new NotVerified(
          "Expected a previous checkpoint of %s, but it is of %s"
              .formatted(now.origin(), previous.origin()));
    }
    if (previous.size() > now.size()) {
      throw new NotVerified(
          "Expected a tree of %d events or more, as known before, but it has %d: it was rolled back"
              .formatted(previous.size(), now.size()));
    }
    Hash root =
        previous.size() == now.size()
            ? now.root()
            : recomputed
                .root()
                .orElseThrow(
                    () ->
                        new NotVerified(
                            "Expected a bundle with the first %d events to compare, but it has a part only"
                                .formatted(previous.size())));
    if (!root.equals(previous.root())) {
      throw new NotVerified(
          "Expected the first %d events to have root %s, as known before, but it is %s: the past was rewritten"
              .formatted(previous.size(), previous.root(), root));
    }
    return "begins with the " + previous.size() + " events that were known before";
  }
}
