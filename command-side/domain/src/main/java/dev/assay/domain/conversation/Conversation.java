package dev.assay.domain.conversation;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.conversation.ConversationCommand.FailReply;
import dev.assay.api.conversation.ConversationCommand.PostMessage;
import dev.assay.api.conversation.ConversationCommand.RecordReply;
import dev.assay.api.conversation.ConversationCommand.StartConversation;
import dev.assay.api.conversation.ConversationEvent;
import dev.assay.api.conversation.ConversationEvent.ConversationStarted;
import dev.assay.api.conversation.ConversationEvent.MessagePosted;
import dev.assay.api.conversation.ConversationEvent.ReplyFailed;
import dev.assay.api.conversation.ConversationEvent.ReplyRecorded;
import dev.assay.api.conversation.ConversationEvent.ReplyRequested;
import dev.assay.api.id.ConversationId;
import dev.assay.api.id.MessageId;
import dev.assay.domain.Evolution;
import dev.assay.domain.LifeCycle;
import dev.assay.domain.Refusals;
import dev.assay.domain.Sender;
import dev.assay.domain.agent.AgentVersions;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/** People post, an agent replies, one after the other. */
@AggregateRoot
public class Conversation {
  public static final LifeCycle<ConversationStatus> LIFE_CYCLE = ConversationState.LIFE_CYCLE;

  public static final Evolution<ConversationEvent, ?> EVOLUTION =
      new Evolution<>("Conversation", ConversationEvent.class, ConversationState::evolved);

  /** Bounds the life of an aggregate that is never snapshotted. */
  static final int MAX_POSTED_MESSAGES = 500;

  static final int MAX_MESSAGE_CHARS = 30_000;
  private static final int MAX_REPLY_CHARS = 200_000;
  private static final int MAX_TITLE_CHARS = 200;
  private static final int MAX_REASON_CHARS = 2_000;

  @AggregateIdentifier private @Nullable ConversationId id;
  private @Nullable ConversationState state;

  @CommandHandler
  @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
  void decide(StartConversation command, MetaData metadata, AgentVersions agents) {
    if (state != null) {
      if (!state.started().agent().equals(command.agent())) {
        throw new CommandRejected(
            RejectionCode.ALREADY_EXISTS,
            "Expected a new conversation, but "
                + command.conversationId()
                + " is with another agent");
      }
      return;
    }
    if (command.title() != null) {
      Refusals.requireText("title", command.title(), MAX_TITLE_CHARS);
    }
    agents.toRun(Sender.of(metadata).tenant(), command.agent(), null);
    apply(new ConversationStarted(command.conversationId(), command.agent(), command.title()));
  }

  @CommandHandler
  void decide(PostMessage command, MetaData metadata) {
    ConversationState state = state();
    if (state.posted().contains(command.messageId())) {
      return;
    }
    if (state.pending() != null) {
      throw CommandRejected.invalidState(
          "Expected a conversation that waits for a message, but the reply to the last one is not"
              + " there yet");
    }
    if (state.posted().size() >= MAX_POSTED_MESSAGES) {
      throw CommandRejected.invalidState(
          "Expected at most %d messages in a conversation, but there are as many: start a new one"
              .formatted(MAX_POSTED_MESSAGES));
    }
    Refusals.requireText("content", command.content(), MAX_MESSAGE_CHARS);
    apply(
        new MessagePosted(
            command.conversationId(),
            command.messageId(),
            command.content(),
            Sender.of(metadata).principal()));
    apply(
        new ReplyRequested(
            command.conversationId(),
            command.messageId().reply(),
            command.messageId(),
            state.started().agent(),
            state().transcript().forModel()));
  }

  @CommandHandler
  void decide(RecordReply command) {
    ReplyRequested pending = requirePending(command.messageId());
    if (pending == null) {
      return;
    }
    Refusals.requireAtMost("reply", command.content(), MAX_REPLY_CHARS);
    apply(
        new ReplyRecorded(
            command.conversationId(),
            command.messageId(),
            pending.inReplyTo(),
            command.content(),
            command.agentExecutionId()));
  }

  @CommandHandler
  void decide(FailReply command) {
    if (requirePending(command.messageId()) == null) {
      return;
    }
    String reason = command.reason();
    String clipped =
        reason.length() <= MAX_REASON_CHARS ? reason : reason.substring(0, MAX_REASON_CHARS);
    apply(new ReplyFailed(command.conversationId(), command.messageId(), clipped));
  }

  /** The request that this reply settles; null where the reply is settled already. */
  private @Nullable ReplyRequested requirePending(MessageId reply) {
    ConversationState state = state();
    if (state.settled().contains(reply)) {
      return null;
    }
    ReplyRequested pending = state.pending();
    if (pending == null || !pending.messageId().equals(reply)) {
      throw CommandRejected.notFound("pending reply", reply);
    }
    return pending;
  }

  private ConversationState state() {
    if (state == null) {
      throw new IllegalStateException("Expected a conversation that has started");
    }
    return state;
  }

  @EventSourcingHandler
  void evolve(ConversationEvent event) {
    id = event.conversationId();
    state = ConversationState.evolved(state, event);
  }
}
