package dev.assay.sagas.conversationreply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.CommandRejected;
import dev.assay.api.agentexecution.AgentExecutionCommand.StartAgentExecution;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionCompleted;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionFailed;
import dev.assay.api.agentexecution.WorkOwner;
import dev.assay.api.conversation.ConversationCommand.FailReply;
import dev.assay.api.conversation.ConversationCommand.RecordReply;
import dev.assay.api.conversation.ConversationEvent.ReplyRequested;
import dev.assay.api.event.EventJson;
import dev.assay.api.id.AgentExecutionId;
import dev.assay.api.id.ConversationId;
import dev.assay.api.id.MessageId;
import dev.assay.api.id.Uuids;
import dev.assay.api.inference.ModelMessage;
import dev.assay.api.inference.ModelMessage.Speaker;
import dev.assay.sagas.ProcessKind;
import dev.assay.sagas.ProcessKind.Destination;
import dev.assay.sagas.SagaFixture;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConversationReplySagaTest {
  private static final ConversationId CONVERSATION =
      new ConversationId(Uuids.named("test", "conversation"));
  private static final MessageId REPLY = new MessageId(Uuids.named("test", "reply"));
  private static final MessageId QUESTION = new MessageId(Uuids.named("test", "question"));
  private static final WorkOwner OWNER =
      new WorkOwner(WorkOwner.Kind.REPLY, CONVERSATION.value(), REPLY.toString());
  private static final ReplyRequested REQUESTED =
      new ReplyRequested(
          CONVERSATION,
          REPLY,
          QUESTION,
          "assistant",
          List.of(new ModelMessage(Speaker.USER, "What is a round?")));

  private final SagaFixture<ConversationReplySaga> saga =
      new SagaFixture<>(ConversationReplySaga.class);

  /** Whoever runs the process without the saga finds it by the ids by which the saga is found. */
  @Test
  void shouldBeFoundByItsMessageAndByItsConversation() {
    ProcessKind kind =
        ProcessKind.all().stream()
            .filter(one -> one.name().equals("ConversationReplySaga"))
            .findFirst()
            .orElseThrow();

    saga.when(REQUESTED)
        .expectAssociationWith("messageId", REPLY.toString())
        .expectAssociationWith("forConversation", CONVERSATION.toString());
    assertThat(kind.destinationOf(REQUESTED))
        .isEqualTo(new Destination(REPLY.toString(), true, CONVERSATION.toString()));
  }

  @Test
  void shouldAskTheAgentOnceWithTheTranscript() {
    saga.given(REQUESTED);
    assertThat(saga.sent()).hasSize(1);
    StartAgentExecution start = (StartAgentExecution) saga.sent().getFirst().getPayload();
    assertThat(start.agentExecutionId()).isEqualTo(AgentExecutionId.writing(REPLY));
    assertThat(start.agent()).isEqualTo("assistant");
    assertThat(start.owner()).isEqualTo(OWNER);
    assertThat(start.input())
        .isEqualTo(
            EventJson.mapper()
                .readTree(
                    "{\"transcript\": [{\"role\": \"user\", \"text\": \"What is a round?\"}]}"));
  }

  @Test
  void shouldRecordTheAnswerAndEnd() {
    AgentExecutionId execution = ask();
    saga.whenOnce(answered(execution))
        .expectDispatchedCommands(
            new RecordReply(CONVERSATION, REPLY, "One look at a text.", execution))
        .expectActiveSagas(0);
  }

  @Test
  void shouldFailTheReplyWhenTheAgentFails() {
    AgentExecutionId execution = ask();
    saga.whenOnce(
            new AgentExecutionFailed(execution, "assistant", "TIMEOUT", "Its time is over", OWNER))
        .expectDispatchedCommands(
            new FailReply(CONVERSATION, REPLY, "The agent failed (TIMEOUT): Its time is over"))
        .expectActiveSagas(0);
  }

  @Test
  void shouldFailTheReplyWhenTheAgentIsRefused() {
    saga.axon()
        .setCallbackBehavior(
            (command, metadata) -> {
              if (command instanceof StartAgentExecution) {
                throw CommandRejected.notFound("agent", "assistant");
              }
              return "done";
            });
    saga.whenOnce(REQUESTED).expectActiveSagas(0);
    assertThat(saga.sent().getLast().getPayload()).isInstanceOf(FailReply.class);
  }

  @Test
  void shouldLeaveTheAnswersOfOtherRepliesAlone() {
    ask();
    saga.whenOnce(answered(new AgentExecutionId(Uuids.named("test", "other"))))
        .expectNoDispatchedCommands()
        .expectActiveSagas(1);
  }

  private AgentExecutionId ask() {
    saga.given(REQUESTED);
    return ((StartAgentExecution) saga.sent().getFirst().getPayload()).agentExecutionId();
  }

  private static AgentExecutionCompleted answered(AgentExecutionId execution) {
    return new AgentExecutionCompleted(
        execution,
        "assistant",
        1,
        EventJson.mapper().readTree("\"One look at a text.\""),
        1,
        1,
        BigDecimal.ZERO,
        OWNER);
  }
}
