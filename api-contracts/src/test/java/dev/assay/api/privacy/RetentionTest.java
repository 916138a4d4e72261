package dev.assay.api.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Period;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionTest {
  @Test
  void shouldKeepForEverWithoutASetting() {
    Retention retention = Retention.of(Map.of("colour", "blue"));

    assertThat(retention.of(RetentionClass.CONTENT)).isNull();
    assertThat(retention.of(RetentionClass.DECISION)).isNull();
    assertThat(retention.of(RetentionClass.ADMINISTRATION)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"P1D", "P2W", "P6M", "P180D", "P2Y", "P1Y6M10D", "P100Y"})
  void shouldReadAPeriodOfEachClass(String period) {
    Retention retention = Retention.of(Map.of("retention.content", period));

    assertThat(retention.of(RetentionClass.CONTENT)).isEqualTo(Period.parse(period));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"P0D", "P-1D", "P1Y-1D", "P101Y", "P2147483647Y", "PT1H", "2 years", "", "P"})
  void shouldRefuseWhatIsNoPeriodOrNoneThatCanBeMeant(String period) {
    assertThatThrownBy(() -> Retention.of(Map.of("retention.content", period)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Expected setting retention.content to be a period");
  }

  @ParameterizedTest
  @ValueSource(strings = {"retention.administration", "retention.", "retention.contents"})
  void shouldRefuseAClassThatNeverEnds(String name) {
    assertThatThrownBy(() -> Retention.of(Map.of(name, "P1Y")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Expected retention.content or retention.decision");
  }

  @ParameterizedTest
  @CsvSource({"P6M,true", "P184D,true", "P5M31D,false", "P183D,false", "P1M,false", "P1Y,true"})
  void shouldKeepDecisionsForSixMonthsAtLeast(String period, boolean allowed) {
    Map<String, String> settings = Map.of("retention.decision", period);
    if (allowed) {
      assertThat(Retention.of(settings).of(RetentionClass.DECISION)).isNotNull();
    } else {
      assertThatThrownBy(() -> Retention.of(settings)).hasMessageContaining("EU AI Act");
    }
  }

  @Test
  void shouldKeepDecisionsForLessWhereThatIsSaid() {
    Retention retention =
        Retention.of(Map.of("retention.decision", "P30D", Retention.BELOW_SIX_MONTHS, "accepted"));

    assertThat(retention.of(RetentionClass.DECISION)).isEqualTo(Period.ofDays(30));
    assertThatThrownBy(() -> Retention.of(Map.of(Retention.BELOW_SIX_MONTHS, "yes")))
        .hasMessageContaining("accepted");
  }
}
