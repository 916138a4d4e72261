package dev.assay.eventstore.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.eventstore.testing.FixedKeys;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BlindWordsTest {
  private static final UUID TENANT = new UUID(1, 1);

  private final Sealing sealing = new Sealing(new FixedKeys());

  @Test
  void shouldTakeRunsOfLettersAndDigitsWithoutCaseAndAccents() {
    assertThat(BlindWords.of("L'ÉTÉ, l’été naïve! x86-64 ﬁne\nДом Ｗide"))
        .containsExactly("l", "ete", "naive", "x86", "64", "fine", "дом", "wide");
    assertThat(BlindWords.of(" … \0 ")).isEmpty();
  }

  @Test
  void shouldTakeSoManyWordsAndNoMore() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      text.append('w').append(i).append(' ');
    }
    assertThat(BlindWords.of(text.toString())).hasSize(BlindWords.MOST).contains("w0", "w1999");
    assertThat(BlindWords.of("x".repeat(1_000)).iterator().next()).hasSize(64);
  }

  @Test
  void shouldMarkEqualWordsEquallyWithinATenantOnly() {
    List<String> marks = sealing.blindWords(TENANT, "Sun and moon, moon and sun");
    assertThat(marks)
        .hasSize(3)
        .doesNotHaveDuplicates()
        .allMatch(mark -> mark.matches("[0-9a-f]{16}"));
    assertThat(sealing.wordMarks(TENANT, Set.of("moon"))).isSubsetOf(marks);
    assertThat(sealing.blindWords(new UUID(1, 2), "Sun and moon"))
        .doesNotContainAnyElementsOf(marks);
  }

  @Test
  void shouldMarkNothingOfAnErasedText() {
    assertThat(sealing.blindWords(TENANT, SealedText.ERASED)).isEmpty();
  }

  /** Whoever looks for somebody's ciphertext is not to have it opened. */
  @Test
  void shouldTakeWhatIsLookedForAsItIs() {
    assertThat(BlindWords.of("sealed:1:x")).containsExactly("sealed", "1", "x");
  }
}
