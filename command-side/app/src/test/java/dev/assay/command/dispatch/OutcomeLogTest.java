package dev.assay.command.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.eventstore.DuplicateCommandException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

class OutcomeLogTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger(OutcomeLog.class);
  private final ListAppender<ILoggingEvent> captured = new ListAppender<>();

  @BeforeEach
  void capture() {
    captured.start();
    logger.setLevel(Level.DEBUG);
    logger.addAppender(captured);
  }

  @AfterEach
  void release() {
    logger.detachAppender(captured);
    logger.setLevel(null);
  }

  private List<ILoggingEvent> logged(Throwable failure) {
    new OutcomeLog()
        .onResult(
            new GenericCommandMessage<>("command"), new GenericCommandResultMessage<>(failure));
    return captured.list;
  }

  static Stream<Throwable> normalAnswers() {
    return Stream.of(
        CommandRejected.invalidState("Expected otherwise"),
        new IllegalStateException(CommandRejected.notFound("agent", "a")),
        new AggregateNotFoundException("1", "not found"),
        new ConcurrencyException("another writer was first"),
        new DuplicateCommandException(new UUID(1, 1), new IllegalStateException()));
  }

  @ParameterizedTest
  @MethodSource("normalAnswers")
  void shouldNotTroubleAnyoneWithANormalAnswer(Throwable answer) {
    assertThat(logged(answer)).extracting(ILoggingEvent::getLevel).containsExactly(Level.DEBUG);
  }

  static Stream<Throwable> failures() {
    return Stream.of(
        new IllegalStateException("A bug"),
        new EventStoreException("No connection"),
        new CommandRejected(RejectionCode.UNAVAILABLE, "Expected a database, but there is none"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void shouldWarnOfWhatTheSenderCouldNotHaveDoneBetter(Throwable failure) {
    assertThat(logged(failure)).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN);
    assertThat(captured.list.getFirst().getFormattedMessage())
        .startsWith("String failed: ")
        .contains(String.valueOf(failure.getMessage()));
  }

  @Test
  void shouldSayNothingOfSuccess() {
    new OutcomeLog()
        .onResult(
            new GenericCommandMessage<>("command"), new GenericCommandResultMessage<>("done"));
    assertThat(captured.list).isEmpty();
  }
}
