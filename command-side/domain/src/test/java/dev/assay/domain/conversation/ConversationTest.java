package dev.assay.domain.conversation;

import static dev.assay.api.RejectionCode.ALREADY_EXISTS;
import static dev.assay.api.RejectionCode.INVALID_ARGUMENT;
import static dev.assay.api.RejectionCode.INVALID_STATE;
import static dev.assay.api.RejectionCode.NOT_FOUND;
import static dev.assay.api.RejectionCode.TOO_LARGE;
import static dev.assay.domain.Senders.by;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.conversation.ConversationCommand.FailReply;
import dev.assay.api.conversation.ConversationCommand.PostMessage;
import dev.assay.api.conversation.ConversationCommand.RecordReply;
import dev.assay.api.conversation.ConversationCommand.StartConversation;
import dev.assay.api.conversation.ConversationEvent.ConversationStarted;
import dev.assay.api.conversation.ConversationEvent.MessagePosted;
import dev.assay.api.conversation.ConversationEvent.ReplyFailed;
import dev.assay.api.conversation.ConversationEvent.ReplyRecorded;
import dev.assay.api.conversation.ConversationEvent.ReplyRequested;
import dev.assay.api.id.AgentExecutionId;
import dev.assay.api.id.ConversationId;
import dev.assay.api.id.MessageId;
import dev.assay.api.id.Uuids;
import dev.assay.api.inference.ModelMessage;
import dev.assay.api.inference.ModelMessage.Speaker;
import dev.assay.domain.Refused;
import dev.assay.domain.agent.AgentExamples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;

class ConversationTest {
  private static final ConversationId ID = new ConversationId(new UUID(1, 1));
  private static final AgentExecutionId RUN = new AgentExecutionId(new UUID(5, 5));

  private static FixtureConfiguration<Conversation> fixture() {
    return new AggregateTestFixture<>(Conversation.class)
        .registerInjectableResource(
            AgentExamples.agents(Map.of("assistant", AgentExamples.anAssistant())));
  }

  private static MessageId message(int number) {
    return new MessageId(new UUID(number, number));
  }

  private static MessageId replyTo(int number) {
    return new MessageId(Uuids.derived(message(number).value(), "reply"));
  }

  private static ConversationStarted started() {
    return new ConversationStarted(ID, "assistant", "Invoices");
  }

  private static MessagePosted posted(int number) {
    return new MessagePosted(ID, message(number), "Question " + number, "anna");
  }

  private static ReplyRequested requested(int number, ModelMessage... transcript) {
    return new ReplyRequested(
        ID, replyTo(number), message(number), "assistant", List.of(transcript));
  }

  private static ReplyRecorded recorded(int number) {
    return new ReplyRecorded(ID, replyTo(number), message(number), "Answer " + number, RUN);
  }

  private static ModelMessage user(String text) {
    return new ModelMessage(Speaker.USER, text);
  }

  private static PostMessage post(int number) {
    return new PostMessage(ID, message(number), "Question " + number);
  }

  @Test
  void shouldStartOnceWithAnAgentThatExists() {
    fixture()
        .givenNoPriorActivity()
        .when(new StartConversation(ID, "assistant", "Invoices"), by("anna"))
        .expectEvents(started());
    fixture()
        .given(started())
        .when(new StartConversation(ID, "assistant", "Invoices"), by("anna"))
        .expectNoEvents();
    fixture()
        .given(started())
        .when(new StartConversation(ID, "other", "Invoices"), by("anna"))
        .expectException(Refused.with(ALREADY_EXISTS, "another agent"));
    fixture()
        .givenNoPriorActivity()
        .when(new StartConversation(ID, "nobody", null), by("anna"))
        .expectException(Refused.with(NOT_FOUND, "agent nobody"));
  }

  @Test
  void shouldAskTheAgentForAReplyWithEveryMessage() {
    fixture()
        .given(started())
        .when(post(1), by("anna"))
        .expectEvents(posted(1), requested(1, user("Question 1")));
    fixture()
        .given(started(), posted(1), requested(1), recorded(1))
        .when(post(2), by("anna"))
        .expectEvents(
            posted(2),
            requested(
                2,
                user("Question 1"),
                new ModelMessage(Speaker.ASSISTANT, "Answer 1"),
                user("Question 2")));
  }

  @Test
  void shouldRefuseAMessageWhileAReplyIsPending() {
    fixture()
        .given(started(), posted(1), requested(1))
        .when(post(2), by("anna"))
        .expectException(Refused.with(INVALID_STATE, "not there yet"));
    fixture()
        .given(started(), posted(1), requested(1))
        .when(post(1), by("anna"))
        .expectNoEvents()
        .expectSuccessfulHandlerExecution();
  }

  @Test
  void shouldGoOnAfterAReplyThatFailed() {
    fixture()
        .given(started(), posted(1), requested(1))
        .when(new FailReply(ID, replyTo(1), "No model"))
        .expectEvents(new ReplyFailed(ID, replyTo(1), "No model"));
    fixture()
        .given(started(), posted(1), requested(1), new ReplyFailed(ID, replyTo(1), "No model"))
        .when(post(2), by("anna"))
        .expectEvents(posted(2), requested(2, user("Question 1"), user("Question 2")));
  }

  @Test
  void shouldTakeAReplyOnce() {
    RecordReply reply = new RecordReply(ID, replyTo(1), "Answer 1", RUN);
    fixture().given(started(), posted(1), requested(1)).when(reply).expectEvents(recorded(1));
    fixture().given(started(), posted(1), requested(1), recorded(1)).when(reply).expectNoEvents();
    fixture()
        .given(started(), posted(1), requested(1), recorded(1))
        .when(new FailReply(ID, replyTo(1), "late"))
        .expectNoEvents();
    fixture()
        .given(started())
        .when(reply)
        .expectException(Refused.with(NOT_FOUND, "pending reply"));
  }

  @Test
  void shouldRefuseAMessageThatIsEmptyOrTooLong() {
    fixture()
        .given(started())
        .when(new PostMessage(ID, message(1), "  "), by("anna"))
        .expectException(Refused.with(INVALID_ARGUMENT, "content"));
    fixture()
        .given(started())
        .when(
            new PostMessage(ID, message(1), "x".repeat(Conversation.MAX_MESSAGE_CHARS + 1)),
            by("anna"))
        .expectException(Refused.with(TOO_LARGE, "content"));
  }

  @Test
  void shouldEndSomeDay() {
    List<Object> events = new ArrayList<>(List.of(started()));
    for (int i = 1; i <= Conversation.MAX_POSTED_MESSAGES; i++) {
      events.addAll(List.of(posted(i), requested(i), recorded(i)));
    }
    fixture()
        .given(events)
        .when(post(Conversation.MAX_POSTED_MESSAGES + 1), by("anna"))
        .expectException(Refused.with(INVALID_STATE, "start a new one"));
  }

  @Test
  void shouldForgetTheOldestMessagesFirst() {
    Transcript transcript = Transcript.EMPTY;
    for (int i = 0; i < 60; i++) {
      transcript =
          transcript.plus(i % 2 == 0 ? Speaker.USER : Speaker.ASSISTANT, Integer.toString(i));
    }
    assertThat(transcript.messages()).hasSize(Transcript.MAX_MESSAGES);
    assertThat(transcript.messages().getLast().text()).isEqualTo("59");
    Transcript odd = transcript.plus(Speaker.USER, "60");
    assertThat(odd.messages().getFirst().speaker()).isEqualTo(Speaker.ASSISTANT);
    assertThat(odd.forModel().getFirst().text()).isEqualTo("12");
  }

  @Test
  void shouldKeepTheTranscriptShortButNeverEmpty() {
    String long1 = "x".repeat(40_000);
    Transcript transcript =
        Transcript.EMPTY.plus(Speaker.USER, long1).plus(Speaker.ASSISTANT, "y".repeat(20_000));
    assertThat(transcript.messages()).hasSize(2);
    assertThat(transcript.plus(Speaker.USER, "z").messages()).hasSize(2);
    assertThat(transcript.plus(Speaker.USER, "z".repeat(70_000)).messages()).hasSize(1);
  }
}
