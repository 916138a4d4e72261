package dev.assay.sagas.timelimit;

import static dev.assay.sagas.timelimit.TimeLimitEvents.EXECUTION;
import static dev.assay.sagas.timelimit.TimeLimitEvents.completed;
import static dev.assay.sagas.timelimit.TimeLimitEvents.started;

import dev.assay.api.agentexecution.AgentExecutionCommand.TimeOutAgentExecution;
import dev.assay.sagas.SagaFixture;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimeLimitSagaTest {
  private static final Instant DEADLINE = Instant.parse("2030-01-01T00:00:00Z");

  private final SagaFixture<TimeLimitSaga> saga = new SagaFixture<>(TimeLimitSaga.class);

  @Test
  void shouldTimeOutAnExecutionThatHasNotEndedAtItsDeadline() {
    saga.given(started(DEADLINE));
    saga.axon()
        .whenTimeAdvancesTo(DEADLINE)
        .expectDispatchedCommands(new TimeOutAgentExecution(EXECUTION))
        .expectActiveSagas(0);
  }

  @Test
  void shouldForgetTheDeadlineOfAnExecutionThatEnded() {
    saga.given(started(DEADLINE));
    saga.when(completed())
        .expectActiveSagas(0)
        .expectNoScheduledDeadlines()
        .expectNoDispatchedCommands();
  }
}
