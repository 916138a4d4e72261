package dev.assay.sagas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.privacy.Mark;
import dev.assay.api.privacy.Texts;
import dev.assay.eventstore.processing.GeneralSerializer;
import dev.assay.sagas.conversationreply.ConversationReplyProcess;
import dev.assay.sagas.executioncoordination.ExecutionCoordinationProcess;
import dev.assay.sagas.timelimit.TimeLimitProcess;
import dev.assay.sagas.validationpipeline.ValidationPipelineProcess;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptStateTest {
  @ParameterizedTest
  @ValueSource(
      classes = {
        ConversationReplyProcess.class,
        ExecutionCoordinationProcess.class,
        TimeLimitProcess.class,
        ValidationPipelineProcess.class
      })
  void shouldHoldNoTextThatIsSomebodys(Class<?> process) {
    assertThat(Texts.of(process))
        .as(
            "A process manager's state is stored beside the record, where no erasure reaches it:"
                + " keep ids, and let the aggregate, which has the text, decide. Names and codes"
                + " are marked @Clear")
        .allSatisfy(text -> assertThat(text.mark()).isEqualTo(Mark.CLEAR));
  }

  @Test
  void shouldReadAStateThatStillHoldsItsText() {
    String stored = "{\"round\": 2, \"text\": \"of an earlier build\", \"judging\": []}";

    Object process =
        GeneralSerializer.create()
            .deserialize(
                new SimpleSerializedObject<>(
                    stored, String.class, ValidationPipelineProcess.class.getName(), null));

    assertThat(process).isInstanceOf(ValidationPipelineProcess.class);
  }
}
