package dev.assay.verifier.bundle;

import dev.assay.verifier.merkle.Frontier;
import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.merkle.InclusionProof;
import dev.assay.verifier.merkle.RangeProof;
import java.util.List;
import java.util.Optional;

/** Binds leaves to the signed tree, in one of two ways. */
sealed interface LeafPosition {
  /** Takes the next event of the file; throws if it cannot be where it claims. */
  void accept(EventLine event, Hash leaf, Place place);

  /** Whether all that was accepted belongs to the root. */
  boolean isWhole(Hash root);

  /** The tree of the leaves so far, if they are all there from the first on. */
  Optional<Frontier> fromStart();

  /** All leaves of a range, one after the other. */
  final class OfRange implements LeafPosition {
    private final RangeProof proof;
    private final Frontier frontier;
    private final List<Hash> tiles;

    OfRange(RangeProof proof, List<Hash> tiles) {
      this.proof = proof;
      this.frontier = proof.begin();
      this.tiles = tiles;
    }

    @Override
    public void accept(EventLine event, Hash leaf, Place place) {
      if (event.index() != frontier.size()) {
        throw new NotVerified(
            "Expected the event at index %d, but found the one at index %d: events are missing, added or moved"
                .formatted(frontier.size(), event.index()),
            place);
      }
      frontier.append(leaf, (level, index, hash) -> compare(level, index, hash, place));
    }

    /** Narrows down a change of events together with their leaves. */
    private void compare(int level, long index, Hash hash, Place place) {
      if (level == 1 && index < tiles.size() && !tiles.get((int) index).equals(hash)) {
        throw new NotVerified(
            "Expected the 256 events up to here to hash to %s, as the record holds, but they hash to %s: one of them was changed together with its leaf"
                .formatted(tiles.get((int) index), hash),
            place);
      }
    }

    @Override
    public boolean isWhole(Hash root) {
      return proof.verifies(frontier, root);
    }

    @Override
    public Optional<Frontier> fromStart() {
      return proof.from() == 0 ? Optional.of(frontier) : Optional.empty();
    }
  }

  /** Some leaves, in order, each with its own proof. */
  final class OfSelection implements LeafPosition {
    private final long treeSize;
    private final Hash root;
    private long next;

    OfSelection(long treeSize, Hash root) {
      this.treeSize = treeSize;
      this.root = root;
    }

    @Override
    public void accept(EventLine event, Hash leaf, Place place) {
      if (event.index() < next) {
        throw new NotVerified(
            "Expected an index of %d or more, but it is %d: the event is there twice or moved"
                .formatted(next, event.index()),
            place);
      }
      if (!new InclusionProof(event.index(), treeSize, event.proof()).verifies(leaf, root)) {
        throw new NotVerified(
            "Expected a proof that the event is in the signed tree, but its proof leads elsewhere",
            place);
      }
      next = event.index() + 1;
    }

    @Override
    public boolean isWhole(Hash signedRoot) {
      return true; // each was held against the root when it came
    }

    @Override
    public Optional<Frontier> fromStart() {
      return Optional.empty();
    }
  }
}
