package dev.assay.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.envelope.Role;
import dev.assay.api.id.ExecutionId;
import dev.assay.api.id.Uuids;
import dev.assay.projections.testing.Story;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Lists: pages, filters, and what is refused. */
class ListsTest {
  private final QueryServer server = QueryServer.shared();
  private final Story story = new Story(server.record);
  private final QueryServer.Client anyone = server.as(story.tenant);

  @ParameterizedTest
  @ValueSource(strings = {"-createdAt", "createdAt"})
  void shouldPageThroughEverythingOnceInOrder(String sort) {
    List<String> recorded = new ArrayList<>();
    for (int i = 0; i < 23; i++) {
      // Every third has the time of the one before, as executions started in one burst.
      server.record.from(Instant.parse("2026-11-21T09:00:00Z").plusSeconds(i - i % 3));
      ExecutionId id = new ExecutionId(Uuids.next());
      server.record.append(story.tenant, id, story.started(id));
      recorded.add(id.toString());
    }
    if (sort.startsWith("-")) {
      Collections.reverse(recorded);
    }
    List<String> seen = new ArrayList<>();
    String cursor = "";
    int pages = 0;
    do {
      JsonNode page = anyone.get("/executions?limit=5&sort=" + sort + cursor);
      seen.addAll(ResourcesTest.texts(page.at("/items"), "executionId"));
      cursor =
          page.at("/nextCursor").isNull() ? "" : "&cursor=" + page.at("/nextCursor").stringValue();
      pages++;
    } while (!cursor.isEmpty());
    assertThat(seen).isEqualTo(recorded);
    assertThat(pages).isEqualTo(5);
  }

  @Test
  void shouldFilterExecutions() {
    story.executionStarted();
    story.sideStories();
    assertThat(size("/executions")).isEqualTo(2);
    assertThat(size("/executions?status=cancelled")).isEqualTo(1);
    assertThat(size("/executions?status=FAULTED")).isZero();
    assertThat(size("/executions?workflowId=" + story.workflow)).isEqualTo(2);
    assertThat(size("/executions?workflowId=" + Uuids.next())).isZero();
    assertThat(size("/executions?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z")).isZero();
    assertThat(size("/executions?from=2020-01-01T00:00:00Z")).isEqualTo(2);
  }

  @Test
  void shouldListPendingReviews() {
    story.executionStarted();
    story.validationEscalated();
    QueryServer.Client reviewer = server.as(story.tenant, Role.REVIEWER);
    assertThat(reviewer.get("/reviews?status=pending").at("/items").size()).isEqualTo(1);
    story.reviewDecided();
    assertThat(reviewer.get("/reviews?status=pending").at("/items").size()).isZero();
    assertThat(reviewer.get("/reviews").at("/items").size()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/executions?limit=0",
        "/executions?limit=501",
        "/executions?limit=many",
        "/executions?cursor=nonsense",
        "/executions?cursor=WyJhIiwiYiJd",
        "/executions?sort=name",
        "/executions?status=SLEEPING",
        "/executions?workflowId=7",
        "/executions?from=yesterday",
        "/executions?stauts=RUNNING",
        "/executions?status=RUNNING&status=PAUSED",
        "/executions?status=RUNNING'%20OR%201=1--",
        "/executions?fields=executionId,colour",
        "/reviews?sort=reviewer",
        "/agent-executions?sort=costUsd",
        "/agent-executions?status=ASLEEP",
        "/validations?sort=score",
        "/validations?executionId=7",
        "/agents?sort=role",
        "/workflows?sort=version",
        "/conversations?sort=title",
      })
  void shouldRefuseWhatIsNotUnderstood(String path) {
    HttpResponse<String> answer = server.as(story.tenant, Role.REVIEWER).send(path);
    assertThat(answer.statusCode()).isEqualTo(400);
    JsonNode problem = QueryServer.json(answer);
    assertThat(problem.at("/code").stringValue()).isEqualTo("INVALID_ARGUMENT");
    assertThat(problem.at("/detail").stringValue()).matches("Expected .+, but .+");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
  }

  @Test
  void shouldGuessTheNameOfAMisspeltParameter() {
    JsonNode problem = QueryServer.json(anyone.send("/executions?stauts=RUNNING"));
    assertThat(problem.at("/errors/0/hint").stringValue()).isEqualTo("Did you mean status?");
  }

  @ParameterizedTest
  @CsvSource({
    "/executions",
    "/agent-executions",
    "/validations",
    "/workflows",
    "/agents",
    "/conversations",
  })
  void shouldAnswerAnEmptyPageWhereThereIsNothing(String path) {
    JsonNode page = anyone.get(path);
    assertThat(page.at("/items").isArray()).isTrue();
    assertThat(page.at("/items").isEmpty()).isTrue();
    assertThat(page.at("/nextCursor").isNull()).isTrue();
  }

  @Test
  void shouldListRunsOfAgentsAndValidations() {
    story.executionStarted();
    story.drafted();
    story.validationEscalated();
    story.sideStories();
    assertThat(size("/agent-executions")).isEqualTo(3);
    assertThat(size("/agent-executions?status=failed")).isEqualTo(1);
    assertThat(size("/agent-executions?agent=nobody")).isZero();
    JsonNode run = anyone.get("/agent-executions?ownerId=" + story.execution).at("/items/0");
    assertThat(run.at("/agentExecutionId").stringValue())
        .isEqualTo(story.agentExecution.toString());
    assertThat(run.at("/costUsd").decimalValue()).isEqualByComparingTo("0.0012");
    assertThat(run.has("input")).isFalse();
    assertThat(size("/agent-executions?sort=endedAt")).isEqualTo(3);

    assertThat(size("/validations?status=rejected")).isEqualTo(1);
    JsonNode validation = anyone.get("/validations?executionId=" + story.execution).at("/items/0");
    assertThat(validation.at("/validationId").stringValue()).isEqualTo(story.validation.toString());
    assertThat(validation.at("/rounds").intValue()).isEqualTo(2);
    assertThat(validation.has("content")).isFalse();
  }

  @Test
  void shouldSortByName() {
    story.agentVersion("cook", 1);
    story.agentVersion("actor", 1);
    story.agentVersion("baker", 1);
    assertThat(names("/agents?sort=name&limit=2")).containsExactly("actor", "baker");
    String cursor = anyone.get("/agents?sort=name&limit=2").at("/nextCursor").stringValue();
    assertThat(names("/agents?sort=name&limit=2&cursor=" + cursor)).containsExactly("cook");
    assertThat(names("/agents?sort=-name")).containsExactly("cook", "baker", "actor");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/executions?sort=createdAt",
        "/executions?status=RUNNING",
        "/executions?workflowId=00000000-0000-0000-0000-000000000001",
        "/workflows?",
      })
  void shouldRefuseACursorOfAnotherSortFilterOrList(String other) {
    story.executionStarted();
    story.sideStories();
    String cursor = anyone.get("/executions?limit=1").at("/nextCursor").stringValue();
    assertThat(size("/executions?limit=7&cursor=" + cursor)).isEqualTo(1);

    HttpResponse<String> answer = anyone.send(other + "&cursor=" + cursor);

    assertThat(answer.statusCode()).isEqualTo(400);
    JsonNode problem = QueryServer.json(answer);
    assertThat(problem.at("/code").stringValue()).isEqualTo("INVALID_ARGUMENT");
    assertThat(problem.at("/errors/0/code").stringValue()).isEqualTo("INVALID_CURSOR");
  }

  @Test
  void shouldAnswerOnlyTheFieldsThatAreAskedFor() {
    story.executionStarted();
    JsonNode item = anyone.get("/executions?fields=status,%20executionId").at("/items/0");
    assertThat(item.propertyNames()).containsExactlyInAnyOrder("status", "executionId");
    assertThat(item.at("/executionId").stringValue()).isEqualTo(story.execution.toString());
    JsonNode problem = QueryServer.json(anyone.send("/executions?fields=stauts"));
    assertThat(problem.at("/errors/0/hint").stringValue()).isEqualTo("Did you mean status?");
  }

  private List<String> names(String path) {
    return ResourcesTest.texts(anyone.get(path).at("/items"), "name");
  }

  private int size(String path) {
    return anyone.get(path).at("/items").size();
  }
}
