package dev.assay.verifier.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.verifier.encoding.Malformed;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  @Property(tries = 500)
  void shouldReadEveryTimeFromYear0To9999(
      @ForAll @LongRange(min = -62_167_219_200_000_000L, max = 253_402_300_799_999_999L)
          long micros) {
    Instant time = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    assertThat(Times.micros(FORM.format(time))).isEqualTo(micros);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-11-21T10:00:00Z",
        "2026-11-21T10:00:00.123Z",
        "2026-11-21T10:00:00.123456789Z",
        "2026-11-21t10:00:00.123456z",
        "2026-11-21 10:00:00.123456Z",
        "2026-02-30T10:00:00.123456Z",
        "2026-13-01T10:00:00.123456Z",
        "2026-00-01T10:00:00.123456Z",
        "2026-11-21T24:00:00.123456Z",
        "2026-11-21T10:60:00.123456Z",
        "2026-11-21T10:00:60.123456Z",
        "2026-11-21T10:00:0٣.123456Z",
        "-026-11-21T10:00:00.123456Z"
      })
  void shouldRefuseEveryOtherForm(String text) {
    assertThatThrownBy(() -> Times.micros(text))
        .isInstanceOf(Malformed.class)
        .hasMessageEndingWith("'" + text + "'");
  }
}
