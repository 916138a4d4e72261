package dev.assay.verifier.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.verifier.encoding.Malformed;
import dev.assay.verifier.testing.ReferenceTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class FrontierTest {
  private static final ReferenceTree TREE = ReferenceTree.ofSize(600);

  @Test
  void shouldHaveTheRootOfTheTreeAtEverySize() {
    Frontier frontier = Frontier.empty();
    for (int size = 0; size < 300; size++) {
      assertThat(frontier.root()).isEqualTo(TREE.root(size));
      assertThat(frontier.size()).isEqualTo(size);
      frontier.append(TREE.leaves().get(size));
    }
  }

  @Property(tries = 200)
  void shouldGoOnAfterItWasWrittenAndRead(
      @ForAll @IntRange(max = 600) int size, @ForAll @IntRange(max = 600) int at) {
    int stop = Math.min(size, at);
    Frontier before = ofFirst(stop);

    Frontier after = Frontier.fromBytes(before.toBytes());
    TREE.leaves().subList(stop, size).forEach(after::append);

    assertThat(after.root()).isEqualTo(TREE.root(size));
    assertThat(after.peaks()).isEqualTo(ofFirst(size).peaks());
    assertThat(before.size()).isEqualTo(stop);
    assertThat(before.peaks()).hasSize(Long.bitCount(stop));
    assertThat(before.toBytes()).hasSize(8 + 32 * Long.bitCount(stop));
  }

  @Test
  void shouldTellOfEveryTileThatIsFull() {
    ReferenceTree all = ReferenceTree.ofSize(65_536 + 256);
    List<String> told = new ArrayList<>();
    Frontier frontier = Frontier.empty();
    all.leaves()
        .forEach(leaf -> frontier.append(leaf, (l, i, hash) -> told.add(l + "/" + i + " " + hash)));

    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 257; i++) {
      Hash tile = new ReferenceTree(all.leaves().subList(i * 256, (i + 1) * 256)).root();
      expected.add("1/" + i + " " + tile);
      if (i == 255) {
        expected.add("2/0 " + all.root(65_536));
      }
    }
    assertThat(told).isEqualTo(expected);
  }

  @Test
  void shouldAppendACompleteSubtree() {
    Frontier frontier = ofFirst(8);
    frontier.append(new Subtree(2, 2), new ReferenceTree(TREE.leaves().subList(8, 12)).root());

    assertThat(frontier.root()).isEqualTo(TREE.root(12));
    assertThat(frontier.size()).isEqualTo(12);
    assertThatThrownBy(() -> frontier.append(new Subtree(2, 4), TREE.root()))
        .isInstanceOf(Malformed.class)
        .hasMessage("Expected a subtree that starts at 12, but it starts at 16");
  }

  @Test
  void shouldNotChangeWhenItsCopyGrows() {
    Frontier frontier = ofFirst(5);
    Frontier copy = frontier.copy();
    copy.append(TREE.leaves().get(5));

    assertThat(frontier.root()).isEqualTo(TREE.root(5));
    assertThat(frontier.size()).isEqualTo(5);
    assertThat(copy.root()).isEqualTo(TREE.root(6));
  }

  @Test
  void shouldRefuseBytesThatAreNoFrontier() {
    byte[] bytes = ofFirst(5).toBytes();
    List<byte[]> wrong =
        List.of(
            new byte[0],
            new byte[7],
            Arrays.copyOf(bytes, bytes.length - 1),
            Arrays.copyOf(bytes, bytes.length - 32),
            Arrays.copyOf(bytes, bytes.length + 32));
    for (byte[] each : wrong) {
      assertThatThrownBy(() -> Frontier.fromBytes(each)).isInstanceOf(Malformed.class);
    }
    byte[] negative = new byte[8 + 32];
    negative[0] = (byte) 0x80;
    assertThatThrownBy(() -> Frontier.fromBytes(negative)).hasMessageContaining("from 0 to 2^62");
  }

  @Test
  void shouldRefuseToGrowBeyondItsLimit() {
    Hash hash = TREE.root();
    Frontier almost = Frontier.of(Frontier.MAX_SIZE - 1, Collections.nCopies(62, hash));
    almost.append(hash);
    assertThat(almost.size()).isEqualTo(Frontier.MAX_SIZE);
    Frontier largest = Frontier.of(Frontier.MAX_SIZE, List.of(hash));
    assertThat(largest.root()).isEqualTo(hash);
    assertThatThrownBy(() -> largest.append(hash)).hasMessageContaining("2^62");
    assertThatThrownBy(() -> Frontier.of(Frontier.MAX_SIZE + 1, List.of(hash, hash)))
        .isInstanceOf(Malformed.class);
  }

  @Property(tries = 300)
  void shouldCoverARangeWithSubtreesWithoutGap(
      @ForAll @LongRange(max = 1L << 62) long a, @ForAll @LongRange(max = 1L << 62) long b) {
    long from = Math.min(a, b);
    long to = Math.max(a, b);
    long next = from;
    List<Subtree> covering = Subtree.covering(from, to);
    for (Subtree subtree : covering) {
      assertThat(subtree.from()).isEqualTo(next);
      next = subtree.to();
    }
    assertThat(next).isEqualTo(to);
    assertThat(covering.size()).isLessThan(2 * 62);
    assertThat(Subtree.covering(0, to)).hasSize(Long.bitCount(to));
  }

  @Test
  void shouldRefuseWhatIsNoRangeAndNoSubtree() {
    assertThatThrownBy(() -> Subtree.covering(2, 1)).hasMessageContaining("from 2 to 1");
    assertThatThrownBy(() -> Subtree.covering(-1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Subtree.covering(0, Frontier.MAX_SIZE + 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Subtree(-1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Subtree(63, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Subtree(0, -1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Subtree(62, 2)).isInstanceOf(IllegalArgumentException.class);
    assertThat(new Subtree(62, 1).from()).isEqualTo(Frontier.MAX_SIZE);
    assertThat(new Subtree(0, Frontier.MAX_SIZE).from()).isEqualTo(Frontier.MAX_SIZE);
  }

  private static Frontier ofFirst(int size) {
    Frontier frontier = Frontier.empty();
    TREE.leaves().subList(0, size).forEach(frontier::append);
    return frontier;
  }
}
