package dev.assay.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.api.envelope.Role;
import dev.assay.projections.testing.Story;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Operators have read models filled anew while everybody reads on. */
class RebuildsTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  private final QueryServer server = QueryServer.own();
  private final Story story = new Story(server.record);
  private final QueryServer.Client operator = server.as(story.tenant, Role.OPERATOR);

  @BeforeEach
  void aStoryIsRecorded() {
    story.all();
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void shouldRebuildWhileQueriesAreAnswered() {
    JsonNode before = operator.get("/executions");
    assertThat(before.at("/items")).isNotEmpty();
    assertThat(operator.get("/projections/executions").at("/rebuild").isNull()).isTrue();

    HttpResponse<String> begun = operator.post("/projections/executions/rebuild", "");

    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
    assertThat(begun.headers().firstValue("Location")).contains("/api/v1/projections/executions");
    JsonNode done =
        await()
            .atMost(SOON)
            .until(
                () -> {
                  assertThat(operator.get("/executions")).isEqualTo(before);
                  return operator.get("/projections/executions");
                },
                it -> it.at("/rebuild/status").stringValue("").equals("COMPLETED"));
    assertThat(done.at("/rebuild/comparison/equal").booleanValue()).isTrue();
    assertThat(done.at("/rebuild/processed").longValue()).isPositive();
    assertThat(done.at("/rebuild/requestedBy").stringValue()).isEqualTo("ada");
    assertThat(done.at("/name").stringValue()).isEqualTo("executions");
    assertThat(operator.get("/executions")).isEqualTo(before);
  }

  @Test
  void shouldGoBack() {
    operator.post("/projections/reviews/rebuild", "{\"promotion\":\"MANUAL\"}");
    awaitStatus("reviews", "READY");
    assertThat(operator.post("/projections/reviews/rebuild/promotion", "").statusCode())
        .isEqualTo(202);
    awaitStatus("reviews", "COMPLETED");

    assertThat(operator.post("/projections/reviews/rebuild/rollback", "").statusCode())
        .isEqualTo(200);

    awaitStatus("reviews", "ROLLED_BACK");
    assertThat(operator.post("/projections/reviews/rebuild/rollback", "").statusCode())
        .isEqualTo(409);
  }

  @Test
  void shouldGiveUpARebuildUnderWay() {
    operator.post("/projections/agents/rebuild", "{\"promotion\":\"MANUAL\"}");
    assertThat(operator.post("/projections/agents/rebuild", "").statusCode()).isEqualTo(409);

    assertThat(operator.post("/projections/agents/rebuild/rollback", "").statusCode())
        .isEqualTo(200);

    assertThat(operator.post("/projections/agents/rebuild/pause", "").statusCode()).isEqualTo(409);
  }

  @Test
  void shouldRefuseNonsense() {
    for (String action : new String[] {"pause", "resume", "promotion", "rollback"}) {
      HttpResponse<String> refused = operator.post("/projections/tenants/rebuild/" + action, "");
      assertThat(refused.statusCode()).as(action).isEqualTo(409);
      assertThat(refused.body()).contains("Expected");
    }
    assertThat(operator.post("/projections/nothing/rebuild", "").statusCode()).isEqualTo(404);
    assertThat(operator.post("/projections/tenants/rebuild", "{\"promotion\":1}").statusCode())
        .isEqualTo(400);
    assertThat(
            server
                .as(story.tenant, Role.DESIGNER)
                .post("/projections/tenants/rebuild", "")
                .statusCode())
        .isEqualTo(403);
  }

  private void awaitStatus(String projection, String status) {
    await()
        .atMost(SOON)
        .until(
            () -> operator.get("/projections/" + projection).at("/rebuild/status").stringValue(""),
            status::equals);
  }
}
