package dev.assay.query.conversations;

import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import dev.assay.eventstore.seal.Sealing;
import dev.assay.http.Caller;
import dev.assay.http.Page;
import dev.assay.http.PageQuery;
import dev.assay.query.reading.Answers;
import dev.assay.query.reading.Filters;
import dev.assay.query.reading.Keyset;
import dev.assay.query.reading.Reads;
import dev.assay.query.reading.Sorting;
import dev.assay.query.reading.TenantReader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Conversations, for anyone of the tenant. */
@RestController
@Reads("conversations")
@Tag(name = "Conversations")
public class ConversationQueries {
  private static final Sorting<Conversation> SORTING =
      Sorting.<Conversation>newestFirst().time("updatedAt", Conversation::updatedAt);
  private static final Limit MAX_MESSAGES = Limit.of(500);

  /**
   * @param status OPEN, or REPLYING while the agent answers
   */
  record Summary(
      UUID conversationId,
      String agent,
      @Nullable String title,
      String status,
      Instant createdAt,
      Instant updatedAt) {
    static Summary of(Conversation row) {
      return new Summary(
          row.id(), row.agent, row.title, row.status, row.createdAt(), row.updatedAt());
    }
  }

  /**
   * @param speaker USER or ASSISTANT
   * @param status POSTED by a person; REQUESTED, RECORDED or FAILED of a reply
   * @param content null while a reply is awaited or when it failed
   */
  record MessageView(
      UUID messageId,
      String speaker,
      String author,
      String status,
      @Nullable String content,
      @Nullable UUID inReplyTo,
      @Nullable UUID agentExecutionId,
      @Nullable String failure,
      Instant createdAt) {
    static MessageView of(Message row) {
      return new MessageView(
          row.messageId,
          row.speaker,
          row.author,
          row.status,
          row.content,
          row.inReplyTo,
          row.agentExecutionId,
          row.failure,
          row.createdAt());
    }
  }

  /**
   * @param messages the latest 500, the oldest of them first
   */
  record Detail(
      UUID conversationId,
      String agent,
      @Nullable String title,
      String status,
      List<MessageView> messages,
      Instant createdAt,
      Instant updatedAt) {
    static Detail of(Conversation row, List<Message> newestFirst) {
      return new Detail(
          row.id(),
          row.agent,
          row.title,
          row.status,
          newestFirst.reversed().stream().map(MessageView::of).toList(),
          row.createdAt(),
          row.updatedAt());
    }
  }

  private final TenantReader reader;
  private final Conversations conversations;
  private final Conversations.Messages messages;
  private final ConversationSearch search;

  ConversationQueries(
      TenantReader reader,
      Conversations conversations,
      Conversations.Messages messages,
      Sealing sealing,
      Databases databases) {
    this.reader = reader;
    this.conversations = conversations;
    this.messages = messages;
    this.search =
        new ConversationSearch(
            databases.jdbc(DatabaseRole.READER), sealing, conversations, messages);
  }

  @GetMapping("/api/v1/conversations")
  @Reads({"conversations", "conversation-search"})
  @Operation(
      summary = "Conversations, the newest first; sort by createdAt or updatedAt",
      description =
          "`query` finds those of which the title or one message has all its words, whatever their case and accents.")
  Page<Summary> list(
      Caller caller,
      PageQuery page,
      @RequestParam @Nullable String agent,
      @RequestParam @Nullable String query) {
    return reader
        .read(
            caller,
            () -> {
              Specification<Conversation> ofAgent = Filters.equal("agent", agent);
              return Keyset.page(
                  conversations,
                  page,
                  query == null ? ofAgent : ofAgent.and(search.with(query)),
                  SORTING);
            })
        .map(Summary::of);
  }

  @GetMapping("/api/v1/conversations/{conversationId}")
  @Operation(summary = "One conversation with its messages")
  ResponseEntity<Detail> one(Caller caller, @PathVariable UUID conversationId) {
    return reader.read(
        caller,
        () ->
            Answers.one(
                conversations.findById(conversationId),
                row -> Detail.of(row, messagesOf(conversationId)),
                "conversation",
                conversationId));
  }

  private List<Message> messagesOf(UUID conversationId) {
    return messages.findByConversationIdOrderByCreatedPositionDesc(conversationId, MAX_MESSAGES);
  }
}
