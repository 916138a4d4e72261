package dev.assay.command.conversation;

import dev.assay.api.conversation.ConversationCommand.PostMessage;
import dev.assay.api.conversation.ConversationCommand.StartConversation;
import dev.assay.api.id.ConversationId;
import dev.assay.api.id.MessageId;
import dev.assay.command.Limits;
import dev.assay.command.dispatch.CommandDispatcher;
import dev.assay.command.dispatch.CommandRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Starts conversations with an agent and posts messages to them. */
@RestController
@RequestMapping("/api/v1/conversations")
@Tag(name = "Conversations")
public class ConversationController {
  /** With which agent, and under which title. */
  public record NewConversation(String agent, @Nullable String title) {}

  /** The conversation that was started. */
  public record ConversationStarted(ConversationId conversationId) {}

  /** What a person says; at most 30,000 characters. */
  public record NewMessage(String content) {}

  /** The message; the agent's reply will follow it in the conversation. */
  public record MessageAccepted(MessageId messageId) {}

  private final CommandDispatcher commands;

  public ConversationController(CommandDispatcher commands) {
    this.commands = commands;
  }

  @PostMapping
  @Operation(summary = "Start a conversation with an agent")
  ResponseEntity<ConversationStarted> start(
      @Parameter(hidden = true) CommandRequest request, @RequestBody NewConversation wanted) {
    ConversationId id = new ConversationId(request.newId("conversation"));
    String agent = Limits.text("/agent", wanted.agent(), Limits.NAME);
    String title = Limits.optional("/title", wanted.title(), Limits.NAME);
    return commands
        .send(request, new StartConversation(id, agent, title))
        .created("/api/v1/conversations/" + id, new ConversationStarted(id));
  }

  @PostMapping("/{id}/messages")
  @Operation(summary = "Post a message and ask the agent for a reply")
  ResponseEntity<MessageAccepted> post(
      @Parameter(hidden = true) CommandRequest request,
      @PathVariable ConversationId id,
      @RequestBody NewMessage message) {
    MessageId messageId = new MessageId(request.newId("message"));
    String content = Limits.text("/content", message.content(), Limits.MESSAGE);
    return commands
        .send(request, new PostMessage(id, messageId, content))
        .accepted("/api/v1/conversations/" + id, new MessageAccepted(messageId));
  }
}
