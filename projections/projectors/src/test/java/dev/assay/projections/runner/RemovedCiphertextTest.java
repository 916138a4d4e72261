package dev.assay.projections.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class RemovedCiphertextTest {
  private static final String ERASED = "0190f6a0-0000-7000-8000-00000000000a";
  private static final String LIVING = "0190f6a0-0000-7000-8000-00000000000b";

  private final RemovedCiphertext removed = new RemovedCiphertext(Set.of(ERASED));

  @Test
  void shouldExplainRowsThatDifferInRemovedCiphertext() {
    assertThat(removed.explains(row(ERASED, "aB-_9", 1), row(ERASED, "", 1))).isTrue();
    assertThat(
            removed.explains(
                row(ERASED, "aB", 1) + row(LIVING, "cD", 2),
                row(ERASED, "", 1) + row(LIVING, "cD", 2)))
        .isTrue();
  }

  @Test
  void shouldNotExplainAnythingElse() {
    String row = row(ERASED, "aB", 1);
    assertThat(removed.explains(row, row(ERASED, "", 2))).as("a number").isFalse();
    assertThat(removed.explains(row, row.replace("input.text", "input.title")))
        .as("a place")
        .isFalse();
    assertThat(removed.explains(row(LIVING, "aB", 1), row(LIVING, "", 1)))
        .as("a living text")
        .isFalse();
    assertThat(removed.explains(row(LIVING, "aB", 1), row(LIVING, "cD", 1)))
        .as("another living text")
        .isFalse();
    assertThat(removed.explains(row, row(LIVING, "aB", 1))).as("a key").isFalse();
  }

  private static String row(String key, String ciphertext, int number) {
    return "(\"{\"\"text\"\": \"\"sealed:1:%s:0190f6a0-0000-7000-8000-0000000000ff/input.text:%s\"\"}\",%d)"
        .formatted(key, ciphertext, number);
  }
}
