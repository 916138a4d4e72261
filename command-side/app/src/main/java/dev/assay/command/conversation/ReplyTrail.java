package dev.assay.command.conversation;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionFailed;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallFailed;
import dev.assay.api.agentexecution.AgentExecutionEvent.OutputRefused;
import dev.assay.api.conversation.ConversationEvent.MessagePosted;
import dev.assay.api.conversation.ConversationEvent.ReplyFailed;
import dev.assay.api.conversation.ConversationEvent.ReplyRecorded;
import dev.assay.api.event.DomainEvent;
import dev.assay.api.id.AgentExecutionId;
import dev.assay.api.id.ConversationId;
import dev.assay.api.id.MessageId;
import dev.assay.api.id.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells what an event means to whoever waits for the reply to one message. */
final class ReplyTrail {
  /** What the reader of the stream is told. */
  sealed interface Sign {
    /** It is none of theirs, or too large for them: prompts and transcripts. */
    record Nothing() implements Sign {}

    /** One of the events that are passed on. */
    record Shown() implements Sign {}

    record Replied() implements Sign {}

    record Failed(CommandRejected why) implements Sign {}
  }

  private static final String RETRY_AFTER_SECONDS = "10";

  private final TenantId tenant;
  private final MessageId message;
  private final AgentExecutionId run;
  private final Set<UUID> aggregates;
  private @Nullable AgentExecutionFailed failure;

  ReplyTrail(TenantId tenant, ConversationId conversation, MessageId message) {
    this.tenant = tenant;
    this.message = message;
    this.run = AgentExecutionId.writing(message.reply());
    this.aggregates = Set.of(conversation.value(), run.value());
  }

  TenantId tenant() {
    return tenant;
  }

  /** The run whose text is the reply. */
  AgentExecutionId run() {
    return run;
  }

  Set<UUID> aggregates() {
    return aggregates;
  }

  Sign on(DomainEvent event) {
    return switch (event) {
      case MessagePosted posted when posted.messageId().equals(message) -> new Sign.Shown();
      case ModelCallFailed failed -> new Sign.Shown();
      case OutputRefused refused -> new Sign.Shown();
      case AgentExecutionFailed failed -> {
        failure = failed;
        yield new Sign.Nothing();
      }
      case ReplyRecorded reply when reply.messageId().equals(message.reply()) -> new Sign.Replied();
      case ReplyFailed failed when failed.messageId().equals(message.reply()) ->
          new Sign.Failed(why(failed.reason()));
      default -> new Sign.Nothing();
    };
  }

  private CommandRejected why(String reason) {
    return switch (failure == null ? "" : failure.code()) {
      case "MODEL_UNAVAILABLE" ->
          notNow(
              RejectionCode.MODEL_UNAVAILABLE,
              "Expected a model to write the reply, but none can be reached; the message is kept,"
                  + " and another one asks again. "
                  + reason);
      case "TIMEOUT" ->
          notNow(
              RejectionCode.UNAVAILABLE,
              "Expected the reply in time, but it did not come; the message is kept, and another"
                  + " one asks again. "
                  + reason);
      default ->
          new CommandRejected(
              RejectionCode.UNPROCESSABLE,
              "Expected the agent to reply, but it could not. " + reason);
    };
  }

  private static CommandRejected notNow(RejectionCode code, String message) {
    return new CommandRejected(
        code, message, Map.of("retryAfterSeconds", RETRY_AFTER_SECONDS), List.of());
  }
}
