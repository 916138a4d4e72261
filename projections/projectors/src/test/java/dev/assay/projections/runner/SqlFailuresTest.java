package dev.assay.projections.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlFailuresTest {
  @ParameterizedTest
  @ValueSource(strings = {"22021", "23505", "42703", "54000"})
  void shouldBlameTheEventForWhatComesBackWithIt(String state) {
    assertThat(SqlFailures.isOfTheEvent(new SQLException("", state))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"08006", "57P01", "57014", "40P01", "53100", "42501", "25P03", ""})
  void shouldTryAgainWhereTheDatabaseIsTheCause(String state) {
    assertThat(SqlFailures.isOfTheEvent(new SQLException("", state))).isFalse();
  }
}
