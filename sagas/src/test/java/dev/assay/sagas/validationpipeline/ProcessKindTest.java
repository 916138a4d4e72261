package dev.assay.sagas.validationpipeline;

import static dev.assay.sagas.validationpipeline.ValidationEvents.VALIDATION;
import static dev.assay.sagas.validationpipeline.ValidationEvents.aRoundWithOneCheckAndOneJudge;
import static dev.assay.sagas.validationpipeline.ValidationEvents.anAcceptance;
import static dev.assay.sagas.validationpipeline.ValidationEvents.completed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.agentexecution.WorkOwner;
import dev.assay.api.event.DomainEvent;
import dev.assay.api.id.Uuids;
import dev.assay.sagas.ProcessKind;
import dev.assay.sagas.ProcessKind.Destination;
import dev.assay.sagas.SagaConfiguration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a replay knows of process managers is what their sagas declare. */
class ProcessKindTest {
  private static final String PIPELINE = "ValidationPipelineSaga";

  @Test
  void shouldKnowEverySaga() {
    assertThat(ProcessKind.all())
        .extracting(ProcessKind::name)
        .containsExactlyInAnyOrderElementsOf(
            SagaConfiguration.SAGAS.values().stream().map(Class::getSimpleName).toList());
    assertThat(ProcessKind.all()).allSatisfy(kind -> assertThat(kind.routes()).isNotEmpty());
  }

  @Test
  void shouldSendEventsWhereTheSagaTakesThem() {
    assertThat(to(PIPELINE, aRoundWithOneCheckAndOneJudge(1)))
        .isEqualTo(new Destination(VALIDATION.toString(), true, null));
    assertThat(to(PIPELINE, anAcceptance()))
        .isEqualTo(new Destination(VALIDATION.toString(), false, null));
    DomainEvent judged = completed(Uuids.next(), WorkOwner.Kind.JUDGE, "1:tone", "{}");
    assertThat(to(PIPELINE, judged)).isEqualTo(new Destination(VALIDATION.toString(), false, null));
    assertThat(to("ExecutionCoordinationSaga", judged)).as("nobody's task").isNull();
    assertThat(to("ConversationReplySaga", anAcceptance())).isNull();
  }

  @Test
  void shouldGiveCommandsTheIdsThatTheSagaGivesThem() {
    UUID cause = Uuids.next();

    assertThat(kind(PIPELINE).commandId(cause, "review", 0))
        .isEqualTo(Uuids.derived(cause, PIPELINE, "review"));
    assertThat(kind(PIPELINE).commandId(cause, "review", 2))
        .isEqualTo(Uuids.derived(cause, PIPELINE, "refused:refused:review"));
  }

  private static @Nullable Destination to(String saga, DomainEvent event) {
    return kind(saga).destinationOf(event);
  }

  private static ProcessKind kind(String saga) {
    return ProcessKind.all().stream()
        .filter(kind -> kind.name().equals(saga))
        .findFirst()
        .orElseThrow();
  }
}
