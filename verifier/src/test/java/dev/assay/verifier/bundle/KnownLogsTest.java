package dev.assay.verifier.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.verifier.encoding.Malformed;
import dev.assay.verifier.note.VerifierKey;
import dev.assay.verifier.testing.TestLog;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KnownLogsTest {
  private final Random random = new Random(31);
  private final VerifierKey one = TestLog.logKey("one.example", random).verifierKey();
  private final VerifierKey two = TestLog.logKey("two.example", random).verifierKey();
  private final VerifierKey newer = TestLog.logKey("two.example", random).verifierKey();

  @Test
  void shouldKnowTheKeysOfEachLog() {
    KnownLogs known = KnownLogs.parse("# met\n" + one + "\n\n  " + two + " \n" + newer);

    assertThat(known.of("one.example")).containsExactly(one);
    assertThat(known.of("two.example")).containsExactly(two, newer);
    assertThat(known.of("three.example")).isEmpty();
  }

  @Test
  void shouldLimitItself() {
    String line = one + "\n";
    assertThat(KnownLogs.parse(line.repeat(10_000)).keys()).hasSize(10_000);
    assertThatThrownBy(() -> KnownLogs.parse(line.repeat(10_001)))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("at most 10,000");
    assertThatThrownBy(() -> KnownLogs.parse("nonsense")).isInstanceOf(Malformed.class);
  }
}
