package dev.assay.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.command.ReplyWatcher.Event;
import dev.assay.http.Server.Answer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A reply is told while it is said, also to somebody who asks twice. */
class ReplyStreamTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String HELLO = "{\"content\":\"Hello\"}";

  private static CommandServer server;
  private static UUID tenant;
  private static String alice;

  @BeforeAll
  static void start() {
    server =
        new CommandServer(
            Map.of("assay.conversations.first-sign", "3s", "assay.streams.max-per-tenant", "2"));
    tenant = server.tenant("acme");
    alice = CommandServer.everyone(tenant);
    server.put("/api/v1/agents/writer", alice, CommandServer.agent("Write"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private final String conversation = aConversation();

  private static String aConversation() {
    return server
        .post("/api/v1/conversations", alice, "{\"agent\":\"writer\"}")
        .json()
        .get("conversationId")
        .stringValue();
  }

  @Test
  void shouldTellTheReplyWhileItIsSaid() {
    ReplyWatcher watcher = new ReplyWatcher(request(null, HELLO));
    Replier agent = replier(0);
    assertThat(watcher.hasBegun()).as("no status before the first word").isFalse();

    agent.say("Good ");

    await().atMost(SOON).until(() -> watcher.text().equals("Good "));
    assertThat(watcher.head().statusCode()).isEqualTo(200);
    assertThat(watcher.head().headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    assertThat(watcher.head().headers().firstValue("Location"))
        .contains("/api/v1/conversations/" + conversation);
    assertThat(watcher.head().headers().firstValueAsLong("Assay-Position").orElse(0)).isPositive();
    agent.say("morning");
    agent.reply("Good morning");

    List<Event> events = watcher.awaitEnd();
    assertThat(watcher.text()).isEqualTo("Good morning");
    assertThat(watcher.names())
        .containsExactly(
            "conversation.message-posted", "text", "text", "conversation.reply-recorded");
    assertThat(events.getFirst().data().at("/payload/messageId").stringValue())
        .isEqualTo(agent.message().toString());
    assertThat(events.getLast().data().at("/payload/content").stringValue())
        .isEqualTo("Good morning");
    assertThat(events.getLast().id())
        .isEqualTo(events.getLast().data().get("position").longValue())
        .isGreaterThan(events.getFirst().id());
    assertThat(events.get(1).id()).isNull();
    assertThat(events.get(1).data().get("lost").booleanValue()).isFalse();
  }

  @Test
  void shouldSayByItsStatusThatNoModelCanBeReached() {
    String key = UUID.randomUUID().toString();
    ReplyWatcher watcher = new ReplyWatcher(request(key, HELLO));
    replier(0).failForWantOfAModel();

    assertThat(watcher.head().statusCode()).isEqualTo(503);
    assertThat(watcher.head().headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
    long events = server.events();
    Answer repeat = server.http.send(request(key, HELLO));
    assertThat(repeat.status()).as("the same key, the same answer").isEqualTo(503);
    assertThat(repeat.header("Content-Type")).startsWith("application/problem+json");
    assertThat(repeat.json().get("code").stringValue()).isEqualTo("MODEL_UNAVAILABLE");
    assertThat(repeat.json().get("detail").stringValue()).startsWith("Expected a model");
    assertThat(server.events()).as("the message is kept, nothing is done again").isEqualTo(events);

    ReplyWatcher another = new ReplyWatcher(request(null, HELLO));
    replier(1).reply("Back again");
    assertThat(another.awaitEnd().getLast().name()).isEqualTo("conversation.reply-recorded");
  }

  @Test
  void shouldTellAFailureInTheStreamOnceItHasBegun() {
    ReplyWatcher watcher = new ReplyWatcher(request(null, HELLO));
    Replier agent = replier(0);
    agent.say("Good ");
    await().atMost(SOON).until(() -> watcher.text().equals("Good "));
    agent.failForWantOfAModel();

    Event last = watcher.awaitEnd().getLast();

    assertThat(watcher.names())
        .containsExactly(
            "conversation.message-posted",
            "text",
            "agent-execution.model-call-failed",
            "conversation.reply-failed",
            "error");
    assertThat(last.data().get("code").stringValue()).isEqualTo("MODEL_UNAVAILABLE");
    assertThat(last.data().get("status").intValue()).isEqualTo(503);
    assertThat(last.data().get("type").stringValue()).isEqualTo("/problems/MODEL_UNAVAILABLE");
    assertThat(last.data().get("instance").stringValue())
        .isEqualTo("/api/v1/conversations/" + conversation + "/messages");
  }

  @Test
  void shouldBeginWithoutAWordWhereTheFirstIsLate() {
    ReplyWatcher watcher = new ReplyWatcher(request(null, HELLO));
    Replier agent = replier(0);

    await().atMost(SOON).until(() -> watcher.names().contains("conversation.message-posted"));
    agent.giveUp();

    Event last = watcher.awaitEnd().getLast();
    assertThat(last.name()).isEqualTo("error");
    assertThat(last.data().get("code").stringValue()).isEqualTo("UNPROCESSABLE");
    assertThat(last.data().get("detail").stringValue()).contains("could not be started");
  }

  @Test
  void shouldTellTheSameReplyToWhoAsksAgainWithTheSameKey() {
    String key = UUID.randomUUID().toString();
    ReplyWatcher first = new ReplyWatcher(request(key, HELLO));
    Replier agent = replier(0);
    agent.say("Good ");
    await().atMost(SOON).until(() -> first.text().equals("Good "));

    ReplyWatcher meanwhile = new ReplyWatcher(request(key, HELLO));
    await()
        .atMost(SOON)
        .until(
            () -> {
              agent.say("morning");
              return meanwhile.text().startsWith("morning");
            });
    agent.reply("Good morning");
    List<Event> recorded = recorded(first.awaitEnd());
    long events = server.events();
    ReplyWatcher afterwards = new ReplyWatcher(request(key, HELLO));

    assertThat(recorded(meanwhile.awaitEnd())).isEqualTo(recorded);
    assertThat(recorded(afterwards.awaitEnd())).isEqualTo(recorded);
    Event late =
        meanwhile.events.stream().filter(e -> e.name().equals("text")).findFirst().orElseThrow();
    assertThat(late.data().get("lost").booleanValue()).as("it came late").isTrue();
    Answer plain = server.postWithKey(path(), alice, key, HELLO);
    assertThat(plain.status()).isEqualTo(202);
    assertThat(plain.json().get("messageId").stringValue()).isEqualTo(agent.message().toString());
    assertThat(server.events()).isEqualTo(events);
    assertThat(recorded(new ReplyWatcher(request(key, HELLO)).awaitEnd()))
        .as("a stream, also after a plain answer was kept")
        .isEqualTo(recorded);
    Answer other = server.http.send(request(key, HELLO.replace("Hello", "Bye")));
    assertThat(other.status()).isEqualTo(422);
  }

  @Test
  void shouldPostNothingWhereTooManyStreamsAreOpen() {
    ReplyStreamTest elsewhere = new ReplyStreamTest();
    ReplyWatcher one = new ReplyWatcher(request(null, HELLO));
    ReplyWatcher two = new ReplyWatcher(elsewhere.request(null, HELLO));
    for (ReplyWatcher watcher : List.of(one, two)) {
      await().atMost(SOON).until(() -> !watcher.events.isEmpty());
    }
    long events = server.events();

    Answer tooMany = server.http.send(new ReplyStreamTest().request(null, HELLO));

    assertThat(tooMany.status()).as(tooMany.body()).isEqualTo(429);
    assertThat(server.events()).as("only a conversation was begun").isEqualTo(events + 1);
    replier(0).reply("Done");
    one.awaitEnd();
    ReplyWatcher next = new ReplyWatcher(request(null, HELLO));
    replier(1).reply("There was room");
    assertThat(next.awaitEnd().getLast().name()).isEqualTo("conversation.reply-recorded");
    elsewhere.replier(0).reply("Done, too");
    two.awaitEnd();
  }

  @Test
  void shouldRefuseAsEverywhereAndKeepNoStreamOpen() {
    String stranger = CommandServer.everyone(server.tenant("globex"));
    for (int i = 0; i < 3; i++) {
      Answer foreign = server.http.send(request(stranger, path(), null, HELLO));
      assertThat(foreign.status()).isEqualTo(404);
      assertThat(foreign.header("Content-Type")).startsWith("application/problem+json");
      assertThat(server.http.send(request(null, "{\"content\":\" \"}")).status()).isEqualTo(400);
    }
    server.post(path(), alice, HELLO);
    for (int i = 0; i < 3; i++) {
      Answer waits = server.http.send(request(null, HELLO));
      assertThat(waits.status()).as("one reply at a time").isEqualTo(409);
    }
  }

  private static List<Event> recorded(List<Event> events) {
    return events.stream().filter(event -> event.id() != null).toList();
  }

  private Replier replier(int others) {
    return new Replier(server, tenant, conversation, others);
  }

  private String path() {
    return "/api/v1/conversations/" + conversation + "/messages";
  }

  private HttpRequest request(@Nullable String key, String body) {
    return request(alice, path(), key, body);
  }

  private static HttpRequest request(String token, String path, @Nullable String key, String body) {
    HttpRequest.Builder request =
        server
            .http
            .request(path)
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .header("Accept", "text/event-stream")
            .POST(BodyPublishers.ofString(body));
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    return request.build();
  }
}
