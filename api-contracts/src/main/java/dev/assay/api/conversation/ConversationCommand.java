package dev.assay.api.conversation;

import static dev.assay.api.envelope.Role.AGENT_RUNNER;
import static dev.assay.api.envelope.Role.DESIGNER;

import dev.assay.api.access.AllowedTo;
import dev.assay.api.id.AgentExecutionId;
import dev.assay.api.id.ConversationId;
import dev.assay.api.id.MessageId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** What a conversation may be asked. */
public sealed interface ConversationCommand {
  ConversationId conversationId();

  @AllowedTo({AGENT_RUNNER, DESIGNER})
  record StartConversation(
      @TargetAggregateIdentifier ConversationId conversationId,
      String agent,
      @Nullable String title)
      implements ConversationCommand {}

  /** Posts a person's message and asks the agent for a reply. */
  @AllowedTo({AGENT_RUNNER, DESIGNER})
  record PostMessage(
      @TargetAggregateIdentifier ConversationId conversationId, MessageId messageId, String content)
      implements ConversationCommand {}

  @AllowedTo(services = true)
  record RecordReply(
      @TargetAggregateIdentifier ConversationId conversationId,
      MessageId messageId,
      String content,
      AgentExecutionId agentExecutionId)
      implements ConversationCommand {}

  @AllowedTo(services = true)
  record FailReply(
      @TargetAggregateIdentifier ConversationId conversationId, MessageId messageId, String reason)
      implements ConversationCommand {}
}
