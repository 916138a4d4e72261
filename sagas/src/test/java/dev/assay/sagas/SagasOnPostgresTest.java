package dev.assay.sagas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.api.agentexecution.AgentExecutionCommand.StartAgentExecution;
import dev.assay.api.agentexecution.AgentExecutionCommand.TimeOutAgentExecution;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionCompleted;
import dev.assay.api.agentexecution.WorkOwner;
import dev.assay.api.envelope.MetadataKeys;
import dev.assay.api.event.EventJson;
import dev.assay.api.id.Uuids;
import dev.assay.api.id.ValidationId;
import dev.assay.api.validation.OnFail;
import dev.assay.api.validation.ProducerSpec;
import dev.assay.api.validation.ValidationCommand.RecordVerdict;
import dev.assay.api.validation.ValidationCommand.RunCheck;
import dev.assay.api.validation.ValidationCommand.SubmitRevision;
import dev.assay.api.validation.ValidationCommand.TimeOutRound;
import dev.assay.api.validation.ValidationEvent.RevisionRequested;
import dev.assay.api.validation.ValidationEvent.RoundConcluded;
import dev.assay.api.validation.ValidationEvent.RoundOpened;
import dev.assay.api.validation.ValidationEvent.ValidationAccepted;
import dev.assay.api.validation.ValidatorKind;
import dev.assay.api.validation.ValidatorSpec;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.sagas.timelimit.TimeLimitEvents;
import dev.assay.sagas.timelimit.TimeLimitSaga;
import dev.assay.sagas.validationpipeline.ValidationPipelineSaga;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** State and deadlines as they are stored: written by one process, taken up by the next. */
class SagasOnPostgresTest {
  private static final ValidationId VALIDATION = new ValidationId(Uuids.named("test", "v"));
  private static final Class<?>[] COMMANDS = {
    RunCheck.class,
    StartAgentExecution.class,
    RecordVerdict.class,
    TimeOutRound.class,
    SubmitRevision.class
  };

  private final EmbeddedDatabase database = EmbeddedDatabase.create();

  @AfterEach
  void drop() {
    database.close();
  }

  @Test
  void shouldKeepAValidationsStateInTheDatabaseFromItsFirstEventToItsLast() {
    try (var before = pipeline()) {
      before.handle(round(60));
      assertThat(rows("saga")).isEqualTo(1);
      assertThat(rows("saga_association")).isEqualTo(2);
      assertThat(rows("scheduled_tasks")).isEqualTo(1);
      StartAgentExecution judge = last(before, StartAgentExecution.class);

      try (var after = pipeline()) {
        after.handle(ended(judge, "{\"score\": 1, \"outcome\": \"PASS\", \"reason\": \"Good.\"}"));
        assertThat(last(after, RecordVerdict.class).verdict().reason()).isEqualTo("Good.");
        after.handle(new RoundConcluded(VALIDATION, 1, false, 0.2));
        assertThat(rows("scheduled_tasks")).isZero();
        after.handle(revision());
        StartAgentExecution producer = last(after, StartAgentExecution.class);
        after.handle(ended(producer, "{\"text\": \"Better.\"}"));
        assertThat(last(after, SubmitRevision.class).content()).isEqualTo(json("\"Better.\""));
        assertThat(after.sent()).hasSize(3);
        after.handle(
            new ValidationAccepted(VALIDATION, 2, json("\"x\""), "sha256:0", 1, null, null));
      }
    }
    assertThat(rows("saga")).isZero();
    assertThat(rows("saga_association")).isZero();
    assertThat(rows("scheduled_tasks")).isZero();
  }

  @Test
  void shouldFireADeadlineInTheNextProcessUnderTheEnvelopeOfTheEventThatSetIt() {
    try (var killed = pipeline()) {
      killed.handle(round(1));
    }
    try (var next = pipeline().start()) {
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(next.sent()).hasSize(1));
      assertThat(next.sent().getFirst().getPayload()).isEqualTo(new TimeOutRound(VALIDATION, 1));
      assertThat(next.sent().getFirst().getMetaData())
          .containsEntry(MetadataKeys.TENANT_ID, SagaFixture.TENANT)
          .containsEntry(MetadataKeys.CORRELATION_ID, "correlation")
          .containsKey(MetadataKeys.COMMAND_ID);
    }
  }

  @Test
  void shouldTryADeadlineAgainSoonWhenItsCommandHadNoOutcome() {
    try (var before = pipeline()) {
      before.handle(round(1));
    }
    try (var pipeline = pipeline().failing(2).start()) {
      await()
          .atMost(Duration.ofMinutes(1)) // db-scheduler's own pause is five minutes
          .untilAsserted(() -> assertThat(rows("scheduled_tasks")).isZero());
      assertThat(pipeline.sent())
          .hasSize(3)
          .allSatisfy(sent -> assertThat(sent.getPayload()).isInstanceOf(TimeOutRound.class))
          .extracting(sent -> sent.getMetaData().get(MetadataKeys.COMMAND_ID))
          .containsOnly(pipeline.sent().getFirst().getMetaData().get(MetadataKeys.COMMAND_ID));
    }
  }

  @Test
  void shouldTimeOutAnAgentExecutionAndLeaveNothingBehind() {
    try (var limit =
        new SagasOnPostgres<>(database, TimeLimitSaga.class, TimeOutAgentExecution.class).start()) {
      limit.handle(TimeLimitEvents.started(Instant.now().plusMillis(200)));
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () -> {
                assertThat(limit.sent()).hasSize(1);
                assertThat(rows("saga") + rows("scheduled_tasks")).isZero();
              });
    }
  }

  private SagasOnPostgres<ValidationPipelineSaga> pipeline() {
    return new SagasOnPostgres<>(database, ValidationPipelineSaga.class, COMMANDS);
  }

  private int rows(String table) {
    Integer count =
        database
            .databases()
            .jdbc(DatabaseRole.PROCESSOR)
            .queryForObject("SELECT count(*) FROM processing." + table, Integer.class);
    return count == null ? -1 : count;
  }

  private static <C> C last(SagasOnPostgres<?> sagas, Class<C> type) {
    return sagas.sent().stream()
        .map(command -> (Object) command.getPayload())
        .filter(type::isInstance)
        .map(type::cast)
        .reduce((one, next) -> next)
        .orElseThrow();
  }

  private static RoundOpened round(int timeoutSeconds) {
    return new RoundOpened(
        VALIDATION,
        1,
        json("\"The text\""),
        "sha256:0",
        null,
        List.of(
            new ValidatorSpec("length", ValidatorKind.LENGTH, json("{}"), 1, OnFail.REVISE),
            new ValidatorSpec(
                "tone",
                ValidatorKind.JUDGE,
                json(
                    "{\"agent\": \"judge\", \"rubric\": {\"name\": \"tone\", \"threshold\": 0.5}}"),
                1,
                OnFail.REVISE)),
        timeoutSeconds,
        5);
  }

  private static RevisionRequested revision() {
    return new RevisionRequested(
        VALIDATION,
        1,
        json("\"The text\""),
        "Mend it.",
        new ProducerSpec("summariser", null, json("{}"), "/text"),
        60,
        5);
  }

  private static AgentExecutionCompleted ended(StartAgentExecution start, String output) {
    WorkOwner owner = start.owner();
    return new AgentExecutionCompleted(
        start.agentExecutionId(), start.agent(), 1, json(output), 1, 1, BigDecimal.ZERO, owner);
  }

  private static JsonNode json(String text) {
    return EventJson.mapper().readTree(text);
  }
}
