package dev.assay.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.api.envelope.Role;
import dev.assay.projections.testing.Story;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Operators see what could not be taken in, have it tried again or give it up. */
class DeadLettersTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String LETTERS = "/projections/executions/dead-letters";

  private final QueryServer server = QueryServer.own();
  private final Story story = new Story(server.record);
  private final QueryServer.Client operator = server.as(story.tenant, Role.OPERATOR);

  @BeforeEach
  void anExecutionCannotBeTakenIn() {
    new JdbcTemplate(server.database.superuser())
        .execute(
            """
            CREATE FUNCTION public.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              RAISE EXCEPTION 'Not taken in: %', NEW USING ERRCODE = 'check_violation';
            END $$;
            CREATE TRIGGER refuse BEFORE INSERT ON read_model.executions_v1
              FOR EACH ROW EXECUTE FUNCTION public.refuse()""");
    story.executionStarted();
    story.executionCompleted();
    await().atMost(SOON).until(() -> operator.get(LETTERS).at("/items").size() == 4);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void shouldShowALetterWithItsCauseAndNothingOfTheEvent() {
    JsonNode all = operator.get(LETTERS);
    JsonNode first = all.at("/items/0");

    assertThat(first.at("/first").booleanValue()).isTrue();
    assertThat(first.at("/eventType").stringValue()).isEqualTo("workflow-execution.started");
    assertThat(first.at("/cause/message").stringValue()).isEqualTo("SQLSTATE 23514");
    assertThat(first.at("/attempts").intValue()).isOne();
    assertThat(all.at("/items/1/cause/kind").stringValue()).isEqualTo("parked-after-another");
    assertThat(all.at("/items/1/attempts").intValue()).isZero();
    assertThat(operator.get(LETTERS + "/" + id(first))).isEqualTo(first);
    JsonNode page = operator.get(LETTERS + "?limit=1");
    assertThat(page.at("/items")).hasSize(1);
    assertThat(
            operator
                .get(LETTERS + "?limit=1&cursor=" + page.at("/nextCursor").stringValue())
                .at("/items/0"))
        .isEqualTo(all.at("/items/1"));
    assertThat(operator.get(LETTERS + "?status=resolved").at("/items")).isEmpty();
  }

  @Test
  void shouldKeepTheLetterOfAnotherTenantToItself() {
    JsonNode letter = operator.get(LETTERS).at("/items/0");
    QueryServer.Client other = server.as(new Story(server.record).tenant, Role.OPERATOR);

    assertThat(other.get(LETTERS).at("/items")).isEmpty();
    assertThat(other.send(LETTERS + "/" + id(letter)).statusCode()).isEqualTo(404);
    assertThat(other.post(LETTERS + "/" + id(letter) + "/retry", "").statusCode()).isEqualTo(404);
    assertThat(other.delete(LETTERS + "/" + id(letter), "{\"reason\":\"r\"}").statusCode())
        .isEqualTo(404);
    assertThat(QueryServer.json(other.post(LETTERS + "/retry", "")).at("/sequences").intValue())
        .isZero();
    assertThat(operator.get(LETTERS + "/" + id(letter))).isEqualTo(letter);
  }

  @Test
  void shouldTryTheSequenceAgainOnceTheCauseIsGone() {
    JsonNode letters = operator.get(LETTERS).at("/items");
    JsonNode first = letters.get(0);
    HttpResponse<String> notFirst =
        operator.post(LETTERS + "/" + id(letters.get(1)) + "/retry", "");
    assertThat(notFirst.statusCode()).isEqualTo(409);

    assertThat(operator.post(LETTERS + "/" + id(first) + "/retry", "").statusCode()).isEqualTo(202);
    JsonNode failed = awaitAttempts(first, 2);
    assertThat(failed.at("/status").stringValue()).isEqualTo("PARKED");
    assertThat(failed.at("/retry").isNull()).isTrue();

    theCauseIsGone();
    HttpResponse<String> retry =
        operator.post(LETTERS + "/" + id(letters.get(1)) + "/sequence/retry", "");
    assertThat(retry.statusCode()).as(retry.body()).isEqualTo(202);

    await()
        .atMost(SOON)
        .until(() -> operator.get(LETTERS + "?status=PARKED").at("/items").isEmpty());
    assertThat(operator.get("/executions").at("/items/0/status").stringValue())
        .isEqualTo("COMPLETED");
    assertThat(operator.get("/projections/executions").at("/deadLetters").intValue()).isZero();
    assertThat(operator.post(LETTERS + "/" + id(first) + "/retry", "").statusCode()).isEqualTo(409);
    assertThat(recorded("access.dead-letters-retried")).isEqualTo(2);
  }

  @Test
  void shouldGoOnWithoutWhatIsGivenUp() {
    JsonNode letters = operator.get(LETTERS).at("/items");
    String first = LETTERS + "/" + id(letters.get(0));

    assertThat(operator.delete(first, "{}").statusCode()).isEqualTo(400);
    assertThat(operator.delete(first, "{\"reason\":\"Of no use\"}").statusCode()).isEqualTo(204);
    assertThat(operator.delete(first, "{\"reason\":\"Of no use\"}").statusCode()).isEqualTo(409);

    assertThat(operator.get(first).at("/status").stringValue()).isEqualTo("DISCARDED");
    JsonNode next = operator.get(LETTERS + "/" + id(letters.get(1)));
    assertThat(next.at("/first").booleanValue()).isTrue();
    assertThat(next.at("/status").stringValue()).isEqualTo("PARKED");
    assertThat(QueryServer.json(operator.post(LETTERS + "/retry", "")).at("/sequences").intValue())
        .isOne();
    await()
        .atMost(SOON)
        .until(() -> operator.get(LETTERS + "?status=PARKED").at("/items").isEmpty());
    assertThat(recorded("access.dead-letter-discarded")).isOne();
  }

  @Test
  void shouldRefuseNonsense() {
    String nobody = LETTERS + "/" + UUID.randomUUID();
    assertThat(operator.send(nobody).statusCode()).isEqualTo(404);
    assertThat(operator.post(nobody + "/retry", "").statusCode()).isEqualTo(404);
    assertThat(operator.send("/projections/none/dead-letters").statusCode()).isEqualTo(404);
    assertThat(operator.send("/process-managers/none/dead-letters").statusCode()).isEqualTo(404);
    assertThat(operator.send(LETTERS + "?status=lost").statusCode()).isEqualTo(400);
    assertThat(operator.send(LETTERS + "?cursor=x").statusCode()).isEqualTo(400);
    assertThat(server.as(story.tenant, Role.DESIGNER).send(LETTERS).statusCode()).isEqualTo(403);
    assertThat(operator.get("/process-managers")).hasSize(4);
    assertThat(operator.get("/process-managers/time-limit/dead-letters").at("/items")).isEmpty();
  }

  private void theCauseIsGone() {
    new JdbcTemplate(server.database.superuser())
        .execute("DROP TRIGGER refuse ON read_model.executions_v1");
  }

  private JsonNode awaitAttempts(JsonNode letter, int attempts) {
    return await()
        .atMost(SOON)
        .until(
            () -> operator.get(LETTERS + "/" + id(letter)),
            it -> it.at("/attempts").intValue() == attempts);
  }

  private int recorded(String type) {
    Integer count =
        new JdbcTemplate(server.database.superuser())
            .queryForObject(
                "SELECT count(*) FROM event_store.events WHERE type = ?", Integer.class, type);
    return count == null ? -1 : count;
  }

  private static String id(JsonNode letter) {
    return letter.at("/letterId").stringValue();
  }
}
