package dev.assay.eventstore.ledger.proofs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.verifier.testing.ReferenceTree;
import org.junit.jupiter.api.Test;

class ProofMakerTest {
  private static final int SIZES = 70;

  private final ReferenceTree tree = ReferenceTree.ofSize(SIZES);
  private final ProofMaker maker =
      new ProofMaker(
          subtree ->
              new ReferenceTree(tree.leaves().subList((int) subtree.from(), (int) subtree.to()))
                  .root());

  @Test
  void shouldMakeEveryProofThatTheDefinitionsGive() {
    for (int size = 0; size <= SIZES; size++) {
      assertThat(maker.root(size)).isEqualTo(tree.root(size));
      for (int n = 0; n < size; n++) {
        assertThat(maker.inclusion(n, size)).isEqualTo(tree.inclusion(n, size));
      }
      for (int from = 0; from <= size; from++) {
        assertThat(maker.consistency(from, size)).isEqualTo(tree.consistency(from, size));
        assertThat(maker.range(from, (from + size) / 2, size))
            .isEqualTo(tree.range(from, (from + size) / 2, size));
      }
    }
  }

  @Test
  void shouldRefuseWhatNoTreeHas() {
    assertThatThrownBy(() -> maker.inclusion(7, 7)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> maker.inclusion(-1, 7)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> maker.consistency(8, 7)).isInstanceOf(IllegalArgumentException.class);
  }
}
