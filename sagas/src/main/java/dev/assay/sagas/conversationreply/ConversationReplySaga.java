package dev.assay.sagas.conversationreply;

import dev.assay.api.agentexecution.AgentExecutionEvent.Ended;
import dev.assay.api.conversation.ConversationEvent.ReplyRequested;
import dev.assay.sagas.Courier;
import dev.assay.sagas.FoundBy;
import dev.assay.sagas.ProcessSaga;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.SagaLifecycle;
import org.axonframework.modelling.saga.StartSaga;

/** One per message that an agent is to answer. */
@ProcessingGroup("conversation-reply")
public class ConversationReplySaga extends ProcessSaga<ConversationReplyProcess> {
  public ConversationReplySaga() {
    super(ConversationReplyProcess.NEW);
  }

  @StartSaga
  @FoundBy("conversationId")
  @SagaEventHandler(associationProperty = "messageId")
  void on(ReplyRequested event, EventMessage<?> message, Courier courier) {
    SagaLifecycle.associateWith("forConversation", event.conversationId().toString());
    handle(message, courier);
  }

  /** Other replies of the same conversation come by here too; the process knows its own. */
  @SagaEventHandler(associationProperty = "forConversation")
  void on(Ended event, EventMessage<?> message, Courier courier) {
    handle(message, courier);
  }
}
