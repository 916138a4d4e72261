package dev.assay.command.conversation;

import dev.assay.api.conversation.ConversationCommand.PostMessage;
import dev.assay.api.conversation.ConversationCommand.StartConversation;
import dev.assay.api.id.ConversationId;
import dev.assay.api.id.MessageId;
import dev.assay.command.Limits;
import dev.assay.command.dispatch.CommandDispatcher;
import dev.assay.command.dispatch.CommandRequest;
import dev.assay.command.dispatch.Dispatched;
import dev.assay.command.subject.DataSubjects;
import dev.assay.http.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Starts conversations with an agent and posts messages to them. */
@RestController
@RequestMapping("/api/v1/conversations")
@Tag(name = "Conversations")
public class ConversationController {
  /**
   * With which agent, and under which title.
   *
   * @param subjectId the person whose data it is, as the client names them; null is whoever starts
   *     it
   */
  public record NewConversation(String agent, @Nullable String title, @Nullable String subjectId) {}

  /** The conversation that was started. */
  public record ConversationStarted(ConversationId conversationId) {}

  /** What a person says; at most 30,000 characters. */
  public record NewMessage(String content) {}

  /** The message; the agent's reply will follow it in the conversation. */
  public record MessageAccepted(MessageId messageId) {}

  private final CommandDispatcher commands;
  private final DataSubjects subjects;
  private final ReplyStreams replies;

  public ConversationController(
      CommandDispatcher commands, DataSubjects subjects, ReplyStreams replies) {
    this.commands = commands;
    this.subjects = subjects;
    this.replies = replies;
  }

  @PostMapping
  @Operation(summary = "Start a conversation with an agent")
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<ConversationStarted> start(
      @Parameter(hidden = true) CommandRequest request, @RequestBody NewConversation wanted) {
    ConversationId id = new ConversationId(request.newId("conversation"));
    String agent = Limits.text("/agent", wanted.agent(), Limits.NAME);
    String title = Limits.optional("/title", wanted.title(), Limits.NAME);
    return commands
        .send(subjects.ofUser(request, wanted.subjectId()), new StartConversation(id, agent, title))
        .created("/api/v1/conversations/" + id, new ConversationStarted(id));
  }

  @PostMapping("/{id}/messages")
  @Operation(summary = "Post a message and ask the agent for a reply")
  @ApiResponse(responseCode = "202", description = "The reply will follow in the conversation")
  ResponseEntity<MessageAccepted> post(
      @Parameter(hidden = true) CommandRequest request,
      @PathVariable ConversationId id,
      @RequestBody NewMessage message) {
    MessageId messageId = new MessageId(request.newId("message"));
    return commands
        .send(request, new PostMessage(id, messageId, content(message)))
        .accepted(location(id), new MessageAccepted(messageId));
  }

  @PostMapping(path = "/{id}/messages", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @Operation(
      summary = "Post a message and stream the reply",
      description =
          """
          Events named `text` hold the next characters as the model says them and have no id; \
          `lost` says that some before them are missing, and another `requestId` begins the text \
          anew. What counts is `content` of `conversation.reply-recorded`, which ends the stream. \
          A reply that fails before its first word is answered with its status (503 with \
          `MODEL_UNAVAILABLE` where no model can be reached); later, `conversation.reply-failed` \
          and an event `error` with the problem end the stream. A repeat with the same \
          Idempotency-Key posts nothing and streams the same reply.""")
  @ApiResponse(responseCode = "200", description = "The reply, while it is written")
  ResponseEntity<SseEmitter> postAndStream(
      @Parameter(hidden = true) CommandRequest request,
      @PathVariable ConversationId id,
      @RequestBody NewMessage message) {
    MessageId messageId = new MessageId(request.newId("message"));
    PostMessage command = new PostMessage(id, messageId, content(message));
    ReplyTrail trail = new ReplyTrail(request.tenant(), id, messageId);
    ReplyStream.Ears ears = replies.listen(trail);
    Dispatched<@Nullable Void> posted;
    try {
      posted = commands.send(request, command);
    } catch (RuntimeException e) {
      ears.close();
      throw e;
    }
    String trace = request.caller().requestId();
    return posted.streamed(
        location(id),
        replies.stream(
            trail,
            ears,
            posted.position(),
            failure -> Problems.of(failure, location(id) + "/messages", trace)));
  }

  private static String content(NewMessage message) {
    return Limits.text("/content", message.content(), Limits.MESSAGE);
  }

  private static String location(ConversationId id) {
    return "/api/v1/conversations/" + id;
  }
}
