package dev.assay.verifier.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.verifier.testing.ReferenceTree;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The vectors that implementations of Certificate Transparency share. */
class ReferenceVectorsTest {
  private static final List<String> ENTRIES =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  private static final List<String> ROOTS =
      List.of(
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  private final ReferenceTree tree =
      new ReferenceTree(
          ENTRIES.stream().map(entry -> Hash.ofLeaf(HexFormat.of().parseHex(entry))).toList());

  @Test
  void shouldComputeTheKnownRoots() {
    Frontier frontier = Frontier.empty();
    for (int size = 0; size <= ENTRIES.size(); size++) {
      assertThat(frontier.root()).as("frontier of size %d", size).isEqualTo(hash(ROOTS.get(size)));
      assertThat(tree.root(size)).as("tree of size %d", size).isEqualTo(hash(ROOTS.get(size)));
      if (size < ENTRIES.size()) {
        frontier.append(tree.leaves().get(size));
      }
    }
  }

  @Test
  void shouldVerifyTheKnownInclusionProofs() {
    shouldInclude(0, 1);
    shouldInclude(
        0,
        8,
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
    shouldInclude(
        5,
        8,
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
    shouldInclude(2, 3, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
    shouldInclude(
        1,
        5,
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b");
  }

  @Test
  void shouldVerifyTheKnownConsistencyProofs() {
    shouldGrow(1, 1);
    shouldGrow(
        1,
        8,
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
    shouldGrow(
        6,
        8,
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
    shouldGrow(
        2,
        5,
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b");
  }

  /** RFC 6962 section 2.1.3, whose tree of seven leaves has nodes named a to l. */
  @Test
  void shouldProveAsTheExampleOfTheRfc() {
    List<Hash> d = tree.leaves().subList(0, 7);
    Hash a = d.get(0);
    Hash b = d.get(1);
    Hash c = d.get(2);
    Hash e = d.get(4);
    Hash f = d.get(5);
    Hash j = d.get(6);
    Hash g = Hash.ofNode(a, b);
    Hash h = Hash.ofNode(c, d.get(3));
    Hash i = Hash.ofNode(e, f);
    Hash k = Hash.ofNode(g, h);
    Hash l = Hash.ofNode(i, j);
    assertThat(tree.root(7)).isEqualTo(Hash.ofNode(k, l));

    assertThat(tree.inclusion(0, 7).path()).containsExactly(b, h, l);
    assertThat(tree.inclusion(3, 7).path()).containsExactly(c, g, l);
    assertThat(tree.inclusion(4, 7).path()).containsExactly(f, j, k);
    assertThat(tree.inclusion(6, 7).path()).containsExactly(i, k);

    assertThat(tree.consistency(3, 7).path()).containsExactly(c, d.get(3), g, l);
    assertThat(tree.consistency(4, 7).path()).containsExactly(l);
    assertThat(tree.consistency(6, 7).path()).containsExactly(i, j, k);
  }

  private void shouldInclude(int index, int size, String... path) {
    InclusionProof proof = new InclusionProof(index, size, hashes(path));
    assertThat(proof.verifies(tree.leaves().get(index), hash(ROOTS.get(size)))).isTrue();
    assertThat(tree.inclusion(index, size)).isEqualTo(proof);
  }

  private void shouldGrow(int oldSize, int newSize, String... path) {
    ConsistencyProof proof = new ConsistencyProof(oldSize, newSize, hashes(path));
    assertThat(proof.verifies(hash(ROOTS.get(oldSize)), hash(ROOTS.get(newSize)))).isTrue();
    assertThat(tree.consistency(oldSize, newSize)).isEqualTo(proof);
  }

  private static List<Hash> hashes(String... hex) {
    return Arrays.stream(hex).map(ReferenceVectorsTest::hash).toList();
  }

  private static Hash hash(String hex) {
    return Hash.of(HexFormat.of().parseHex(hex));
  }
}
