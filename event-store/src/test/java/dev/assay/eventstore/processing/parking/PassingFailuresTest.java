package dev.assay.eventstore.processing.parking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.eventstore.letters.Cause;
import dev.assay.eventstore.seal.KeysUnavailableException;
import java.sql.SQLException;
import java.util.concurrent.TimeoutException;
import org.axonframework.commandhandling.NoHandlerForCommandException;
import org.axonframework.modelling.saga.SagaStorageException;
import org.junit.jupiter.api.Test;

class PassingFailuresTest {
  @Test
  void shouldParkNothingBecauseSomethingIsNotThere() {
    assertThat(
            new Throwable[] {
              new IllegalStateException(new TimeoutException()),
              new KeysUnavailableException("away"),
              new NoHandlerForCommandException("nobody"),
              new IllegalStateException(new SQLException("gone", "08006")),
              new SagaStorageException("gone", new SQLException("gone", (String) null))
            })
        .allMatch(PassingFailures::isPassing);
  }

  @Test
  void shouldParkWhatComesBackWithTheSameEvent() {
    assertThat(
            new Throwable[] {
              new IllegalStateException("a fault"),
              new ClassCastException(),
              new SagaStorageException("refused", new SQLException("refused", "23514"))
            })
        .noneMatch(PassingFailures::isPassing);
  }

  @Test
  void shouldSayWhyWithoutQuotingAnything() {
    Exception quoting =
        new SagaStorageException("of ann", new SQLException("Failing row (ann)", "23514"));
    assertThat(Cause.of(quoting))
        .isEqualTo(new Cause(SagaStorageException.class.getName(), "SQLSTATE 23514"));
    assertThat(Cause.of(new IllegalStateException("of ann")).message()).isNull();
    assertThat(Cause.of(new IllegalStateException("of ann", new ClassCastException("ann"))))
        .isEqualTo(
            new Cause(
                IllegalStateException.class.getName(), "because of java.lang.ClassCastException"));
  }
}
