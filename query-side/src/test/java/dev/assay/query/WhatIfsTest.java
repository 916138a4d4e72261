package dev.assay.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.envelope.Role;
import dev.assay.api.id.ExecutionId;
import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;
import dev.assay.api.whatif.WhatIfReport.Conclusion;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionCompleted;
import dev.assay.projections.testing.Story;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** One question of many executions: counted, bounded, cancelled, gone on with, shown in figures. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WhatIfsTest {
  private final QueryServer server = QueryServer.own();
  private final JdbcTemplate superuser = new JdbcTemplate(server.database.superuser());
  private Story story = new Story(server.record);
  private QueryServer.Client auditor = server.as(story.tenant, Role.AUDITOR);

  @BeforeEach
  void begin() {
    story = new Story(server.record);
    auditor = server.as(story.tenant, Role.AUDITOR);
    server.whatIf().answers(execution -> Conclusion.NOT_COMPARABLE);
  }

  @AfterAll
  void close() {
    server.close();
  }

  @Test
  void shouldCountWhatCameOfEachExecution() {
    List<UUID> all = executions(4);
    server
        .whatIf()
        .answers(
            id ->
                switch (all.indexOf(id)) {
                  case 0 -> Conclusion.SAME;
                  case 1 -> Conclusion.DIFFERENT;
                  case 2 -> throw new CommandRejected(RejectionCode.UNPROCESSABLE, "Expected more");
                  default -> Conclusion.NOT_COMPARABLE;
                });

    JsonNode ended = ended(asked(named(all)));

    assertThat(ended.get("status").stringValue()).as(ended.toString()).isEqualTo("COMPLETED");
    assertThat(ended.at("/progress/done").intValue()).isEqualTo(4);
    JsonNode summary = ended.get("summary");
    assertThat(summary.get("conclusions").toString())
        .isEqualTo("{\"PENDING\":0,\"SAME\":1,\"DIFFERENT\":1,\"NOT_COMPARABLE\":1,\"FAILED\":1}");
    assertThat(summary.at("/passed/observed").intValue()).isEqualTo(3);
    assertThat(summary.at("/passed/candidate").intValue()).isEqualTo(2);
    assertThat(summary.get("withBlocked").intValue()).isEqualTo(1);
    assertThat(summary.get("meanComparability").doubleValue()).isBetween(0.8, 0.9);
    assertThat(summary.at("/lanes/observed/costUsd").decimalValue()).isEqualByComparingTo("1.50");
    assertThat(summary.at("/lanes/candidate/costUsd").decimalValue()).isEqualByComparingTo("0.75");
    assertThat(summary.at("/lanes/replayed/modelCalls").intValue()).isEqualTo(9);
  }

  @Test
  void shouldListEachExecutionWithoutTextsAndShowOneWithThem() {
    List<UUID> all = executions(3);
    server
        .whatIf()
        .answers(id -> id.equals(all.get(1)) ? Conclusion.DIFFERENT : Conclusion.NOT_COMPARABLE);
    String path = asked(named(all));
    ended(path);

    JsonNode first = json(path + "/executions?limit=2");
    JsonNode rest =
        json(path + "/executions?limit=2&cursor=" + first.get("nextCursor").stringValue());
    JsonNode different =
        json(path + "/executions?conclusion=different&fields=executionId,differences");
    JsonNode one = json(path + "/executions/" + all.get(1));

    assertThat(first.get("items").size() + rest.get("items").size()).isEqualTo(3);
    assertThat(first.toString()).doesNotContain("secret", "Another");
    assertThat(first.at("/items/0/lanes/candidate/costUsd").decimalValue())
        .isEqualByComparingTo("0.25");
    assertThat(different.get("items")).hasSize(1);
    assertThat(different.at("/items/0").propertyNames())
        .containsExactly("differences", "executionId");
    assertThat(different.at("/items/0/differences/first/1/what").stringValue()).isEqualTo("output");
    assertThat(one.at("/whatIf/candidate/output").stringValue()).isEqualTo("A secret text");
    assertThat(one.at("/question/changes/rubric/threshold").doubleValue()).isEqualTo(0.8);
    assertThat(json("/what-ifs").at("/items/0/whatIfId").stringValue())
        .isEqualTo(path.substring("/what-ifs/".length()));
    String kept =
        superuser.queryForObject(
            "SELECT string_agg(to_jsonb(e)::text, '') FROM replay.what_if_executions e",
            String.class);
    assertThat(kept).contains("sealed:").doesNotContain("secret", "Another");
  }

  @Test
  void shouldSelectTheNewestOfAWorkflow() {
    executions(3);

    String body = "{\"selection\":{\"workflow\":\"%s\",\"status\":\"completed\",\"limit\":2}}";
    JsonNode ended = ended(asked(body.formatted("summarise")));

    assertThat(ended.get("executions").intValue()).isEqualTo(2);
    assertThat(auditor.post("/what-ifs", body.formatted("other/one")).body())
        .contains("UNPROCESSABLE", "there are none of the kind");
    assertThat(auditor.post("/what-ifs", "{}").body()).contains("neither or both");
    assertThat(auditor.post("/what-ifs", named(List.of(Uuids.next()))).statusCode()).isEqualTo(404);
  }

  @Test
  void shouldEndWhereTheBudgetDoes() {
    List<UUID> all = executions(3);

    JsonNode byCount = ended(asked(named(all, "\"maxExecutions\":2")));
    JsonNode byCost = ended(asked(named(all, "\"maxCostUsd\":0.20")));
    JsonNode byEvents = ended(asked(named(all, "\"maxEvents\":1")));

    assertThat(byCount.get("status").stringValue()).isEqualTo("BUDGET_SPENT");
    assertThat(byCount.get("endedBecause").stringValue()).contains("at most 2 executions");
    assertThat(byCount.at("/spent/executions").intValue()).isEqualTo(2);
    assertThat(byCost.get("endedBecause").stringValue()).contains("at most 0.20 USD");
    assertThat(byCost.at("/spent/executions").intValue()).isEqualTo(1);
    assertThat(byEvents.at("/spent/executions").intValue()).isEqualTo(1);
    assertThat(auditor.post("/what-ifs", named(all, "\"maxSeconds\":0")).body())
        .contains("\"/budget/maxSeconds\"");
  }

  @Test
  void shouldStopWhereItIsCancelledAndKeepWhatWasAnswered() throws InterruptedException {
    List<UUID> all = executions(3);
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    server
        .whatIf()
        .answers(
            id -> {
              if (id.equals(all.get(1))) {
                reached.countDown();
                wait(goOn);
              }
              return Conclusion.SAME;
            });
    String path = asked(named(all));
    reached.await();

    assertThat(auditor.post(path + "/cancellation", "").statusCode()).isEqualTo(204);
    goOn.countDown();

    assertThat(auditor.post(path + "/cancellation", "").statusCode()).isEqualTo(204);
    await().untilAsserted(() -> assertThat(ended(asked(named(all.subList(2, 3))))).isNotNull());
    JsonNode cancelled = json(path);
    assertThat(cancelled.get("status").stringValue()).isEqualTo("CANCELLED");
    assertThat(cancelled.at("/summary/conclusions/SAME").intValue()).isEqualTo(1);
    assertThat(cancelled.at("/summary/conclusions/PENDING").intValue()).isEqualTo(2);
  }

  @Test
  void shouldGoOnWhereAProcessThatDiedHasStopped() {
    List<UUID> all = executions(2);
    String path = asked(named(all));
    ended(path);
    UUID id = UUID.fromString(path.substring("/what-ifs/".length()));
    superuser.update(
        "UPDATE replay.what_if_executions SET outcome = 'PENDING' WHERE what_if_id = ? AND ordinal = 2",
        id);
    superuser.update(
        """
        UPDATE replay.what_ifs SET status = 'RUNNING', done = 1, ended_at = NULL, expires_at = NULL,
          leased_until = now() - interval '1 second' WHERE what_if_id = ?
        """,
        id);

    JsonNode ended = ended(path);

    assertThat(ended.at("/progress/done").intValue()).isEqualTo(2);
    assertThat(
            superuser.queryForObject(
                "SELECT claims FROM replay.what_ifs WHERE what_if_id = ?", Integer.class, id))
        .isEqualTo(2);
  }

  @Test
  void shouldLeaveOutAnExecutionThatStopsItAgainAndAgain() {
    List<UUID> all = executions(2);
    server
        .whatIf()
        .answers(
            id -> {
              if (id.equals(all.getFirst())) {
                throw new IllegalStateException("A defect");
              }
              return Conclusion.SAME;
            });

    JsonNode ended = ended(asked(named(all)));

    assertThat(ended.at("/summary/conclusions/FAILED").intValue()).isEqualTo(1);
    assertThat(ended.at("/summary/conclusions/SAME").intValue()).isEqualTo(1);
  }

  @Test
  void shouldShowItToNobodyElse() {
    List<UUID> all = executions(1);
    String path = asked(named(all));
    ended(path);
    QueryServer.Client stranger = server.as(new TenantId(Uuids.next()), Role.AUDITOR);

    assertThat(stranger.send(path).statusCode()).isEqualTo(404);
    assertThat(stranger.send(path + "/executions").statusCode()).isEqualTo(404);
    assertThat(stranger.send(path + "/executions/" + all.getFirst()).statusCode()).isEqualTo(404);
    assertThat(stranger.post(path + "/cancellation", "").statusCode()).isEqualTo(404);
    assertThat(stranger.post("/what-ifs", named(all)).statusCode()).isEqualTo(404);
    assertThat(server.as(story.tenant, Role.DESIGNER).send(path).statusCode()).isEqualTo(403);
    assertThat(server.as(story.tenant, Role.OPERATOR).send(path).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldForgetWhatHasExpired() {
    String path = asked(named(executions(1)));
    ended(path);
    UUID id = UUID.fromString(path.substring("/what-ifs/".length()));

    superuser.update(
        "UPDATE replay.what_ifs SET expires_at = now() - interval '1 second' WHERE what_if_id = ?",
        id);

    assertThat(auditor.send(path).statusCode()).isEqualTo(404);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                superuser
                    .queryForList(
                        "SELECT 1 FROM replay.what_if_executions WHERE what_if_id = ?",
                        Integer.class,
                        id)
                    .isEmpty());
  }

  private static void wait(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<UUID> executions(int count) {
    List<UUID> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ExecutionId id = new ExecutionId(Uuids.next());
      server.record.append(
          story.tenant, id, story.started(id), new ExecutionCompleted(id, Story.DRAFT));
      ids.add(id.value());
    }
    // What is asked next waits for the read models.
    auditor.get("/audit/events");
    auditor.get("/executions");
    return ids;
  }

  private static String named(List<UUID> ids, String... budget) {
    return "{\"executions\":[%s],\"changes\":{\"rubric\":{\"threshold\":0.8}},\"budget\":{%s}}"
        .formatted(
            ids.stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(",")),
            String.join(",", budget));
  }

  private String asked(String body) {
    HttpResponse<String> answer = auditor.post("/what-ifs", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return answer.headers().firstValue("Location").orElseThrow().substring("/api/v1".length());
  }

  private JsonNode json(String path) {
    HttpResponse<String> answer = auditor.send(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return QueryServer.json(answer);
  }

  private JsonNode ended(String path) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> json(path),
            it -> !List.of("PENDING", "RUNNING").contains(it.get("status").stringValue()));
  }
}
