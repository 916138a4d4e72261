package dev.assay.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.envelope.Role;
import dev.assay.command.idempotency.IdempotencyStore;
import dev.assay.http.Server.Answer;
import dev.assay.http.TestIssuer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A POST with a key is done once, whatever happens between us and the caller. */
class IdempotencyTest {
  private static final String START = "/api/v1/agents/writer/executions";
  private static final String BODY = "{\"input\":{\"document\":\"text\"}}";

  private static CommandServer server;
  private static UUID tenant;
  private static String alice;

  @BeforeAll
  static void start() {
    server = new CommandServer(Map.of("assay.idempotency.patience", "300ms"));
    tenant = server.tenant("acme");
    alice = CommandServer.everyone(tenant);
    server.put("/api/v1/agents/writer", alice, CommandServer.agent("Write"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String newKey() {
    return UUID.randomUUID().toString();
  }

  private static void same(Answer first, Answer repeat) {
    assertThat(repeat.status()).as(repeat.body()).isEqualTo(first.status());
    assertThat(repeat.body()).isEqualTo(first.body());
    for (String header : List.of("Location", "ETag", "Assay-Position", "Content-Type")) {
      assertThat(repeat.header(header)).as(header).isEqualTo(first.header(header));
    }
  }

  @Test
  void shouldGiveTheFirstAnswerAgain() {
    String key = newKey();
    Answer first = server.postWithKey(START, alice, key, BODY);
    long events = server.events();

    Answer repeat = server.postWithKey(START, alice, key, BODY);

    assertThat(first.status()).as(first.body()).isEqualTo(202);
    same(first, repeat);
    assertThat(repeat.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(server.events()).isEqualTo(events);
  }

  @Test
  void shouldDoItTwiceWithoutAKeyOrWithAnother() {
    Answer first = server.postWithKey(START, alice, newKey(), BODY);
    Answer second = server.postWithKey(START, alice, newKey(), BODY);
    assertThat(second.body()).isNotEqualTo(first.body());
  }

  @Test
  void shouldRefuseAnotherBodyUnderTheSameKey() {
    String key = newKey();
    server.postWithKey(START, alice, key, BODY);

    Answer other = server.postWithKey(START, alice, key, BODY.replace("text", "other"));

    assertThat(other.status()).isEqualTo(422);
    assertThat(other.json().get("code").stringValue()).isEqualTo("UNPROCESSABLE");
  }

  @Test
  void shouldKeepARefusalThatTheStateDecided() {
    String key = newKey();
    String path = "/api/v1/agents/ghost/executions";
    Answer first = server.postWithKey(path, alice, key, BODY);

    same(first, server.postWithKey(path, alice, key, BODY));
    assertThat(first.status()).isEqualTo(404);
  }

  @Test
  void shouldNotKeepARefusalThatARoleMends() {
    String key = newKey();
    String without = CommandApplication.ISSUER.token("bob", tenant, Role.AUDITOR);
    String with = CommandApplication.ISSUER.token("bob", tenant, Role.AGENT_RUNNER);

    assertThat(server.postWithKey(START, without, key, BODY).status()).isEqualTo(403);
    assertThat(server.postWithKey(START, with, key, BODY).status()).isEqualTo(202);
  }

  @Test
  void shouldNotGiveOneCallersAnswerToAnother() {
    String key = newKey();
    String carol = CommandApplication.ISSUER.token("carol", tenant, Role.AGENT_RUNNER);
    Answer first = server.postWithKey(START, alice, key, BODY);

    Answer other = server.postWithKey(START, carol, key, BODY);

    assertThat(other.status()).isEqualTo(202);
    assertThat(other.body()).isNotEqualTo(first.body());
  }

  @Test
  void shouldDoItOnceForManyAtTheSameTime() throws Exception {
    String key = newKey();
    long before = server.events();
    Callable<Answer> send = () -> server.postWithKey(START, alice, key, BODY);
    List<Answer> answers;
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      answers =
          callers.invokeAll(Stream.generate(() -> send).limit(12).toList()).stream()
              .map(IdempotencyTest::get)
              .toList();
    }
    Answer single = server.postWithKey(START, alice, newKey(), BODY);

    answers.forEach(answer -> same(answers.getFirst(), answer));
    // What twelve callers did together is as much as what one did after them.
    assertThat(eventsOf(answers.getFirst())).isPositive().isEqualTo(eventsOf(single));
    assertThat(server.events() - before).isEqualTo(2 * eventsOf(single));
  }

  private static long eventsOf(Answer answer) {
    UUID id = UUID.fromString(answer.json().get("agentExecutionId").stringValue());
    Long count =
        server
            .jdbc()
            .queryForObject(
                "SELECT count(*) FROM event_store.events WHERE aggregate_id = ?", Long.class, id);
    return count == null ? 0 : count;
  }

  private static Answer get(Future<Answer> answer) {
    try {
      return answer.get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** As a kill -9 leaves it: the events are stored, the answer is not. */
  private static void loseTheAnswer() {
    assertThat(server.jdbc().update("UPDATE api.idempotency SET answer = NULL, in_progress = true"))
        .isPositive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        START + " " + BODY,
        "/api/v1/conversations {\"agent\":\"writer\"}",
        "/api/v1/validations {\"content\":\"x\",\"pipeline\":{\"validators\":["
            + "{\"name\":\"s\",\"kind\":\"length\",\"with\":{\"maxWords\":5}}]}}",
        "/api/v1/workflows/execute {\"input\":{},\"definition\":{\"document\":{\"dsl\":\"1.0.0\","
            + "\"namespace\":\"n\",\"name\":\"crash\",\"version\":\"1.0.0\"},"
            + "\"do\":[{\"a\":{\"set\":{\"b\":1}}}]}}",
        "/api/v1/workflows {\"document\":{\"dsl\":\"1.0.0\",\"namespace\":\"n\",\"name\":\"twice\","
            + "\"version\":\"1.0.0\"},\"do\":[{\"a\":{\"set\":{\"b\":1}}}]}"
      })
  void shouldAnswerTheSameWhereTheAnswerWasLostInACrash(String call) {
    String path = call.substring(0, call.indexOf(' '));
    String body = call.substring(call.indexOf(' ') + 1);
    String key = newKey();
    Answer first = server.postWithKey(path, alice, key, body);
    assertThat(first.status()).as(first.body()).isLessThan(300);
    long events = server.events();
    loseTheAnswer();

    Answer repeat = server.postWithKey(path, alice, key, body);

    same(first, repeat);
    assertThat(server.events()).isEqualTo(events);
  }

  @Test
  void shouldAnswerTheSameToALostDecisionThatCouldNotBeTakenTwice() {
    String execution =
        server.postWithKey(START, alice, newKey(), BODY).header("Location") + "/cancellation";
    String key = newKey();
    Answer first = server.postWithKey(execution, alice, key, "{}");
    loseTheAnswer();

    same(first, server.postWithKey(execution, alice, key, "{}"));
    assertThat(first.status()).isEqualTo(204);
  }

  @Test
  void shouldGiveASecretAgainButNotKeepItReadable() {
    String key = newKey();
    String body = "{\"name\":\"ci\",\"roles\":[\"designer\"]}";
    Answer first = server.postWithKey("/api/v1/api-keys", alice, key, body);
    String secret = first.json().get("secret").stringValue();

    same(first, server.postWithKey("/api/v1/api-keys", alice, key, body));
    List<byte[]> answers =
        server
            .jdbc()
            .queryForList(
                "SELECT answer FROM api.idempotency WHERE answer IS NOT NULL", byte[].class);
    answers.forEach(
        answer ->
            assertThat(new String(answer, StandardCharsets.ISO_8859_1)).doesNotContain(secret));
    loseTheAnswer();
    Answer lost = server.postWithKey("/api/v1/api-keys", alice, key, body);
    assertThat(lost.status()).isEqualTo(409);
    assertThat(lost.json().get("detail").stringValue()).contains("revoke the API key");
  }

  @Test
  void shouldForgetAfterADayAndNotBefore() {
    String patient =
        CommandApplication.ISSUER.sign(
            TestIssuer.claims("alice", tenant, Role.values())
                .expirationTime(Date.from(Instant.now().plus(Duration.ofDays(9))))
                .build());
    MovableClock clock = server.http.bean(MovableClock.class);
    String key = newKey();
    Answer first = server.postWithKey(START, patient, key, BODY);
    try {
      clock.advance(Duration.ofHours(24).minusSeconds(10));
      same(first, server.postWithKey(START, patient, key, BODY));

      clock.advance(Duration.ofSeconds(11));
      Answer later = server.postWithKey(START, patient, key, BODY);

      assertThat(later.status()).isEqualTo(202);
      assertThat(later.body()).isNotEqualTo(first.body());
      same(later, server.postWithKey(START, patient, key, BODY));
      clock.advance(Duration.ofHours(25));
      assertThat(server.http.bean(IdempotencyStore.class).clean()).isPositive();
      assertThat(server.jdbc().queryForObject("SELECT count(*) FROM api.idempotency", Long.class))
          .isZero();
    } finally {
      clock.reset();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"with space", ""})
  void shouldRefuseAKeyThatIsNone(String key) {
    Answer answer = server.postWithKey(START, alice, key, BODY);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("detail").stringValue()).contains("Idempotency-Key");
  }

  @Test
  void shouldRefuseATooLongKeyAndATooLargeBody() {
    assertThat(server.postWithKey(START, alice, "k".repeat(256), BODY).status()).isEqualTo(400);
    String large = "{\"input\":\"" + "x".repeat(3_000_000) + "\"}";
    Answer answer = server.postWithKey(START, alice, newKey(), large);
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.json().get("code").stringValue()).isEqualTo("TOO_LARGE");
  }
}
