package dev.assay.sagas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.conversation.ConversationEvent.ReplyRequested;
import dev.assay.api.process.ProcessManager;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SequencesTest {
  @ParameterizedTest
  @EnumSource(ProcessManager.class)
  void shouldHaveASagaForEachProcessManagerByItsName(ProcessManager manager) {
    Class<?> saga = sagaOf(manager);
    assertThat(saga.getAnnotation(ProcessingGroup.class).value()).isEqualTo(manager.key());
    assertThat(ProcessManager.of(manager.key())).contains(manager);
  }

  /** What finds the saga is what its events are put in order by. */
  @ParameterizedTest
  @EnumSource(ProcessManager.class)
  void shouldPutEventsInOrderByWhatFindsTheirSaga(ProcessManager manager) {
    for (Method handler : handlers(sagaOf(manager)).toList()) {
      String property = handler.getAnnotation(SagaEventHandler.class).associationProperty();
      String expected =
          handler.getParameterTypes()[0] == ReplyRequested.class ? "conversationId" : property;
      assertThat(expected)
          .as("%s of %s: add the way to its process to Sequences", handler, manager)
          .isIn(
              switch (manager) {
                case VALIDATION_PIPELINE -> new Object[] {"validationId", "forValidation"};
                case EXECUTION_COORDINATION ->
                    new Object[] {"executionId", "forExecution", "originExecutionId"};
                case CONVERSATION_REPLY -> new Object[] {"conversationId", "forConversation"};
                case TIME_LIMIT -> new Object[] {"agentExecutionId"};
              });
    }
  }

  private static Class<?> sagaOf(ProcessManager manager) {
    return Objects.requireNonNull(SagaConfiguration.SAGAS.get(manager), manager::key);
  }

  private static Stream<Method> handlers(Class<?> saga) {
    return Arrays.stream(saga.getDeclaredMethods())
        .filter(it -> it.isAnnotationPresent(SagaEventHandler.class));
  }
}
