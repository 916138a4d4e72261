package dev.assay.command;

import dev.assay.api.agentexecution.AgentExecutionCommand.RecordModelFailure;
import dev.assay.api.agentexecution.AgentExecutionCommand.StartAgentExecution;
import dev.assay.api.agentexecution.WorkOwner;
import dev.assay.api.conversation.ConversationCommand.FailReply;
import dev.assay.api.conversation.ConversationCommand.RecordReply;
import dev.assay.api.conversation.ConversationEvent.ReplyRequested;
import dev.assay.api.envelope.Actor;
import dev.assay.api.envelope.MetadataKeys;
import dev.assay.api.event.EventJson;
import dev.assay.api.id.AgentExecutionId;
import dev.assay.api.id.ConversationId;
import dev.assay.api.id.MessageId;
import dev.assay.api.id.ModelCallId;
import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;
import dev.assay.api.inference.ModelFailure;
import dev.assay.eventstore.codec.EventCodec;
import dev.assay.eventstore.testing.FixedKeys;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;

/** Does what the process manager and the model would do for the last message of a conversation. */
final class Replier {
  private final CommandServer server;
  private final TenantId tenant;
  private final ConversationId conversation;
  private final MessageId message;
  private final MessageId reply;
  private final AgentExecutionId run;
  private final ModelCallId call;

  /** Waits for the message after so many others. */
  Replier(CommandServer server, UUID tenant, String conversation, int others) {
    this.server = server;
    this.tenant = new TenantId(tenant);
    this.conversation = ConversationId.of(conversation);
    List<ReplyRequested> asked =
        Awaitility.await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> asked(server, this.conversation), all -> all.size() > others);
    this.message = asked.getLast().inReplyTo();
    this.reply = asked.getLast().messageId();
    this.run = AgentExecutionId.writing(reply);
    this.call = new ModelCallId(Uuids.derived(run.value(), "model-call", "1"));
  }

  private static List<ReplyRequested> asked(CommandServer server, ConversationId conversation) {
    EventCodec codec = FixedKeys.codec();
    return server
        .jdbc()
        .query(
            "SELECT type, revision, payload FROM event_store.events"
                + " WHERE aggregate_id = ? AND type = 'conversation.reply-requested'"
                + " ORDER BY sequence",
            (row, index) ->
                (ReplyRequested) codec.decode(row.getString(1), row.getInt(2), row.getBytes(3)),
            conversation.value());
  }

  MessageId message() {
    return message;
  }

  void say(String text) {
    server.http.bean(SpokenWords.class).say(tenant, run, call, text);
  }

  void reply(String content) {
    send(new RecordReply(conversation, reply, content, run));
  }

  /** Every model that the agent may use is down. */
  void failForWantOfAModel() {
    send(
        new StartAgentExecution(
            run,
            "writer",
            null,
            EventJson.mapper().createObjectNode(),
            null,
            0,
            null,
            new WorkOwner(WorkOwner.Kind.REPLY, conversation.value(), reply.toString())));
    send(
        new RecordModelFailure(
            run,
            call,
            Uuids.next(),
            new ModelFailure("offline", "x", "UNAVAILABLE", "Nobody answers", false, 5)));
    send(new FailReply(conversation, reply, "The agent failed (MODEL_UNAVAILABLE)."));
  }

  void giveUp() {
    send(new FailReply(conversation, reply, "The agent could not be started."));
  }

  private void send(Object command) {
    Map<String, String> metadata = new HashMap<>(Actor.service("replier", "alice").toMetadata());
    metadata.put(MetadataKeys.TENANT_ID, tenant.toString());
    metadata.put(MetadataKeys.COMMAND_ID, Uuids.next().toString());
    metadata.put(MetadataKeys.CORRELATION_ID, "test");
    metadata.put(MetadataKeys.REQUEST_ID, "test");
    server
        .http
        .bean(CommandGateway.class)
        .sendAndWait(new GenericCommandMessage<>(command, metadata));
  }
}
