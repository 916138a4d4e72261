package dev.assay.verifier.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalTextTest {
  @Property(tries = 300)
  void shouldReadTheBase64ThatItWrites(@ForAll byte[] bytes) {
    assertThat(CanonicalBase64.decode(CanonicalBase64.encode(bytes))).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AB==", "AAB=", "AA", "AAA", "A", "AAAA=", "AA A", "AA-_", "A===", "é"})
  void shouldRefuseEveryOtherSpellingOfBase64(String text) {
    assertThatThrownBy(() -> CanonicalBase64.decode(text))
        .isInstanceOf(Malformed.class)
        .hasMessageStartingWith("Expected base 64");
  }

  @Property(tries = 300)
  void shouldReadTheDecimalThatIsWritten(@ForAll @LongRange(min = 0) long number) {
    assertThat(Decimal.parse(Long.toString(number))).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-1", "+1", "01", "00", " 1", "1 ", "1e3", "٣", "9223372036854775808"})
  void shouldRefuseEveryOtherSpellingOfANumber(String text) {
    assertThatThrownBy(() -> Decimal.parse(text))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("'" + text + "'");
  }

  @Test
  void shouldReadTheLargestNumber() {
    assertThat(Decimal.parse("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
    assertThat(Decimal.parse("0")).isZero();
    assertThatThrownBy(() -> Decimal.parse("9".repeat(100))).hasMessageContaining("9…'");
    assertThatThrownBy(() -> Decimal.parse("9".repeat(40)))
        .hasMessageEndingWith("'9" + "9".repeat(39) + "'");
    assertThatThrownBy(() -> Decimal.parse("9".repeat(41))).hasMessageEndingWith("9…'");
  }
}
