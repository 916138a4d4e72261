package dev.assay.verifier.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.verifier.encoding.Malformed;
import dev.assay.verifier.testing.ReferenceTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Every honest proof verifies; one changed bit anywhere and it does not. */
class ProofsTest {
  private static final int LARGEST = 200;
  private static final ReferenceTree TREE = ReferenceTree.ofSize(LARGEST);
  private static final List<Hash> ROOTS =
      IntStream.rangeClosed(0, LARGEST).mapToObj(TREE::root).toList();

  @Test
  void shouldVerifyEveryInclusionOfEverySize() {
    for (int size = 1; size <= LARGEST; size++) {
      for (int index = 0; index < size; index++) {
        assertThat(TREE.inclusion(index, size).verifies(leaf(index), ROOTS.get(size)))
            .as("index %d of %d", index, size)
            .isTrue();
      }
    }
  }

  @Test
  void shouldVerifyEveryConsistencyOfEverySize() {
    for (int size = 0; size <= LARGEST; size++) {
      for (int oldSize = 0; oldSize <= size; oldSize++) {
        assertThat(TREE.consistency(oldSize, size).verifies(ROOTS.get(oldSize), ROOTS.get(size)))
            .as("from %d to %d", oldSize, size)
            .isTrue();
      }
    }
  }

  @Test
  void shouldVerifyEveryRangeOfSomeSizes() {
    for (int size : new int[] {0, 1, 2, 3, 7, 8, 21, 64, 65}) {
      for (int from = 0; from <= size; from++) {
        for (int to = from; to <= size; to++) {
          assertThat(verifies(TREE.range(from, to, size), ROOTS.get(size)))
              .as("%d to %d of %d", from, to, size)
              .isTrue();
        }
      }
    }
  }

  @Property(tries = 500)
  void shouldVerifyAnyRange(
      @ForAll @IntRange(max = LARGEST) int a,
      @ForAll @IntRange(max = LARGEST) int b,
      @ForAll @IntRange(max = LARGEST) int c) {
    int[] sorted = IntStream.of(a, b, c).sorted().toArray();
    assertThat(verifies(TREE.range(sorted[0], sorted[1], sorted[2]), ROOTS.get(sorted[2])))
        .isTrue();
  }

  @Property(tries = 500)
  void shouldRefuseAnInclusionWithOneBitChanged(
      @ForAll @IntRange(min = 1, max = LARGEST) int size,
      @ForAll @IntRange(max = LARGEST) int at,
      @ForAll @IntRange(max = 255) int bit) {
    int index = at % size;
    InclusionProof proof = TREE.inclusion(index, size);
    Hash root = ROOTS.get(size);

    assertThat(proof.verifies(flipped(leaf(index), bit), root)).isFalse();
    assertThat(proof.verifies(leaf(index), flipped(root, bit))).isFalse();
    for (int i = 0; i < proof.path().size(); i++) {
      List<Hash> path = flipped(proof.path(), i, bit);
      assertThat(new InclusionProof(index, size, path).verifies(leaf(index), root)).isFalse();
    }
  }

  @Property(tries = 500)
  void shouldRefuseAConsistencyWithOneBitChanged(
      @ForAll @IntRange(min = 1, max = LARGEST) int size,
      @ForAll @IntRange(max = LARGEST) int at,
      @ForAll @IntRange(max = 255) int bit) {
    int oldSize = 1 + at % size;
    ConsistencyProof proof = TREE.consistency(oldSize, size);
    Hash oldRoot = ROOTS.get(oldSize);
    Hash root = ROOTS.get(size);

    assertThat(proof.verifies(flipped(oldRoot, bit), root)).isFalse();
    assertThat(proof.verifies(oldRoot, flipped(root, bit))).isFalse();
    for (int i = 0; i < proof.path().size(); i++) {
      List<Hash> path = flipped(proof.path(), i, bit);
      assertThat(new ConsistencyProof(oldSize, size, path).verifies(oldRoot, root)).isFalse();
    }
  }

  @Property(tries = 300)
  void shouldRefuseARangeWithOneBitChanged(
      @ForAll @IntRange(max = LARGEST) int a,
      @ForAll @IntRange(max = LARGEST) int b,
      @ForAll @IntRange(max = LARGEST) int c,
      @ForAll @IntRange(max = 255) int bit) {
    int[] sorted = IntStream.of(a, b, c).sorted().toArray();
    RangeProof proof = TREE.range(sorted[0], sorted[1], sorted[2]);
    Hash root = ROOTS.get(sorted[2]);

    assertThat(verifies(proof, flipped(root, bit))).isFalse();
    for (int i = 0; i < proof.left().size(); i++) {
      assertThat(verifies(with(proof, flipped(proof.left(), i, bit), proof.right()), root))
          .isFalse();
    }
    for (int i = 0; i < proof.right().size(); i++) {
      assertThat(verifies(with(proof, proof.left(), flipped(proof.right(), i, bit)), root))
          .isFalse();
    }
    for (long i = proof.from(); i < proof.to(); i++) {
      Frontier frontier = proof.begin();
      for (long j = proof.from(); j < proof.to(); j++) {
        Hash leaf = leaf((int) j);
        frontier.append(i == j ? flipped(leaf, bit) : leaf);
      }
      assertThat(proof.verifies(frontier, root)).isFalse();
    }
  }

  @Property(tries = 300)
  void shouldRefuseAProofOfAnotherLength(
      @ForAll @IntRange(min = 2, max = LARGEST) int size,
      @ForAll @IntRange(max = LARGEST) int at,
      @ForAll boolean isShorter) {
    int index = at % size;
    InclusionProof inclusion = TREE.inclusion(index, size);
    List<Hash> path = resized(inclusion.path(), isShorter);
    assertThat(new InclusionProof(index, size, path).verifies(leaf(index), ROOTS.get(size)))
        .isFalse();

    int oldSize = 1 + at % (size - 1);
    ConsistencyProof growth = TREE.consistency(oldSize, size);
    assertThat(
            new ConsistencyProof(oldSize, size, resized(growth.path(), isShorter))
                .verifies(ROOTS.get(oldSize), ROOTS.get(size)))
        .isFalse();
  }

  @Test
  void shouldRefuseALeafAtAnotherIndex() {
    for (int size = 2; size <= 40; size++) {
      for (int index = 0; index < size; index++) {
        for (int other = 0; other < size; other++) {
          InclusionProof moved =
              new InclusionProof(other, size, TREE.inclusion(index, size).path());
          assertThat(moved.verifies(leaf(index), ROOTS.get(size)))
              .as("%d claimed at %d of %d", index, other, size)
              .isEqualTo(index == other);
        }
      }
    }
  }

  @Test
  void shouldRefuseWhatIsOutsideTheTree() {
    Hash leaf = leaf(0);
    assertThat(new InclusionProof(0, 0, List.of()).verifies(leaf, leaf)).isFalse();
    assertThat(new InclusionProof(-1, 1, List.of()).verifies(leaf, leaf)).isFalse();
    assertThat(new InclusionProof(1, 1, List.of()).verifies(leaf, leaf)).isFalse();
    assertThat(new InclusionProof(0, 1, List.of(leaf)).verifies(leaf, Hash.ofNode(leaf, leaf)))
        .isFalse();
    assertThat(new ConsistencyProof(2, 1, List.of()).verifies(leaf, leaf)).isFalse();
    assertThat(new ConsistencyProof(-1, 1, List.of()).verifies(leaf, leaf)).isFalse();
    assertThat(new ConsistencyProof(1, 2, List.of()).verifies(leaf, leaf)).isFalse();
    assertThat(new ConsistencyProof(1, 1, List.of(leaf)).verifies(leaf, leaf)).isFalse();
  }

  @Test
  void shouldKnowTheEmptyTree() {
    Hash empty = Hash.ofEmptyTree();
    assertThat(new ConsistencyProof(0, 5, List.of()).verifies(empty, ROOTS.get(5))).isTrue();
    assertThat(new ConsistencyProof(0, 0, List.of()).verifies(empty, empty)).isTrue();
    assertThat(new ConsistencyProof(0, 0, List.of()).verifies(empty, leaf(0))).isFalse();
    assertThat(new ConsistencyProof(0, 5, List.of()).verifies(leaf(0), ROOTS.get(5))).isFalse();
    assertThat(new ConsistencyProof(0, 5, List.of(empty)).verifies(empty, ROOTS.get(5))).isFalse();
    assertThat(RangeProof.wholeTree(0).verifies(Frontier.empty(), empty)).isTrue();
  }

  @Test
  void shouldRefuseARangeThatHasOtherLeaves() {
    RangeProof proof = TREE.range(3, 6, 10);
    Frontier tooFew = proof.begin();
    tooFew.append(leaf(3));
    tooFew.append(leaf(4));

    assertThat(proof.verifies(tooFew, ROOTS.get(10))).isFalse();
    assertThatThrownBy(() -> with(proof, List.of(), proof.right()).begin())
        .isInstanceOf(Malformed.class);
    assertThat(verifies(with(proof, proof.left(), List.of()), ROOTS.get(10))).isFalse();
  }

  @Test
  void shouldLimitTheLengthOfAProof() {
    List<Hash> path = Collections.nCopies(64, leaf(0));
    assertThatThrownBy(() -> new InclusionProof(0, 1, path)).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> new ConsistencyProof(0, 1, path)).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> new RangeProof(0, 0, 0, path, List.of()))
        .isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> new RangeProof(0, 0, 0, List.of(), path))
        .isInstanceOf(Malformed.class);
    assertThat(new InclusionProof(0, 1, path.subList(0, 63)).path()).hasSize(63);
  }

  @Test
  void shouldRefuseARangeOutsideTheTree() {
    assertThatThrownBy(() -> range(2, 1, 5)).hasMessageContaining("from 2 to 1 of 5");
    assertThatThrownBy(() -> range(-1, 1, 5)).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> range(0, 6, 5)).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> range(0, 0, Frontier.MAX_SIZE + 1)).isInstanceOf(Malformed.class);
    assertThat(range(0, 0, Frontier.MAX_SIZE).treeSize()).isEqualTo(Frontier.MAX_SIZE);
  }

  private static RangeProof range(long from, long to, long size) {
    return new RangeProof(from, to, size, List.of(), List.of());
  }

  private static boolean verifies(RangeProof proof, Hash root) {
    Frontier frontier = proof.begin();
    for (long i = proof.from(); i < proof.to(); i++) {
      frontier.append(leaf((int) i));
    }
    return proof.verifies(frontier, root);
  }

  private static RangeProof with(RangeProof proof, List<Hash> left, List<Hash> right) {
    return new RangeProof(proof.from(), proof.to(), proof.treeSize(), left, right);
  }

  private static Hash leaf(int index) {
    return TREE.leaves().get(index);
  }

  private static Hash flipped(Hash hash, int bit) {
    byte[] bytes = hash.bytes();
    bytes[bit / 8] ^= (byte) (1 << (bit % 8));
    return Hash.of(bytes);
  }

  private static List<Hash> flipped(List<Hash> hashes, int at, int bit) {
    List<Hash> changed = new ArrayList<>(hashes);
    changed.set(at, flipped(hashes.get(at), bit));
    return changed;
  }

  private static List<Hash> resized(List<Hash> path, boolean isShorter) {
    List<Hash> other = new ArrayList<>(path);
    if (isShorter) {
      other.removeLast();
    } else {
      other.add(leaf(0));
    }
    return other;
  }
}
