package dev.assay.verifier.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShownTest {
  @Test
  void shouldShowAtMost120Characters() {
    assertThat(Shown.of("x".repeat(120))).isEqualTo("x".repeat(120));
    assertThat(Shown.of("x".repeat(121))).isEqualTo("x".repeat(119) + "…");
  }

  @Test
  void shouldShowNothingThatSteersATerminal() {
    assertThat(Shown.of("a\u001b[2J\u202eb\u0085\u2028")).isEqualTo("a?[2J?b??");
  }
}
