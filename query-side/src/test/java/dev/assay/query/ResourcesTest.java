package dev.assay.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.envelope.Role;
import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;
import dev.assay.projections.testing.Story;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Single resources, as the HTTP contract describes them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResourcesTest {
  private final QueryServer server = QueryServer.shared();
  private final Story story = new Story(server.record);
  private final QueryServer.Client anyone = server.as(story.tenant);

  @BeforeAll
  void aStoryIsRecorded() {
    story.all();
  }

  @Test
  void shouldShowAnExecutionWithItsTasks() {
    JsonNode execution = anyone.get("/executions/" + story.execution);

    assertThat(execution.at("/status").stringValue()).isEqualTo("COMPLETED");
    assertThat(execution.at("/workflow/id").stringValue()).isEqualTo(story.workflow.toString());
    assertThat(execution.at("/workflow/name").stringValue()).isEqualTo("summarise");
    assertThat(execution.at("/workflow/version").stringValue()).isEqualTo("0.2.0");
    assertThat(execution.at("/input/document").stringValue()).isEqualTo("A text with a \0 in it.");
    assertThat(execution.at("/output")).isEqualTo(Story.DRAFT);
    assertThat(execution.at("/error").isNull()).isTrue();
    assertThat(execution.at("/startedAt").stringValue())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
    assertThat(texts(execution.at("/tasks"), "name")).containsExactly("draft", "check");
    assertThat(texts(execution.at("/tasks"), "status")).containsOnly("COMPLETED");
    assertThat(execution.at("/tasks/0/reference").stringValue()).isEqualTo("/do/0/draft");
    assertThat(execution.at("/tasks/0/kind").stringValue()).isEqualTo("AGENT");
    assertThat(execution.at("/tasks/0/output")).isEqualTo(Story.DRAFT);
  }

  @Test
  void shouldShowAnExecutionAsWaitingWhileAPersonHasToDecide() {
    Story waiting = new Story(server.record);
    waiting.executionStarted();
    waiting.validationEscalated();
    QueryServer.Client client = server.as(waiting.tenant);
    assertThat(client.get("/executions/" + waiting.execution).at("/status").stringValue())
        .isEqualTo("WAITING");
    assertThat(client.get("/executions?status=waiting").at("/items").size()).isEqualTo(1);

    waiting.executionCompleted();
    assertThat(client.get("/executions/" + waiting.execution).at("/status").stringValue())
        .isEqualTo("COMPLETED");
  }

  @Test
  void shouldShowARunOfAnAgentWithItsModelCalls() {
    JsonNode run = anyone.get("/agent-executions/" + story.agentExecution);

    assertThat(run.at("/status").stringValue()).isEqualTo("COMPLETED");
    assertThat(run.at("/agent/name").stringValue()).isEqualTo("summariser");
    assertThat(run.at("/agent/version").intValue()).isEqualTo(2);
    assertThat(run.at("/output")).isEqualTo(Story.DRAFT);
    assertThat(run.at("/owner/id").stringValue()).isEqualTo(story.execution.toString());
    assertThat(texts(run.at("/modelCalls"), "status")).containsExactly("FAILED", "ANSWERED");
    assertThat(run.at("/modelCalls/0/error/errorClass").stringValue()).isEqualTo("TIMEOUT");
    assertThat(run.at("/modelCalls/0/lateAnswers").intValue()).isEqualTo(1);
    assertThat(run.at("/modelCalls/1/refusals/0").stringValue()).isEqualTo("/text is missing");
    assertThat(run.at("/modelCalls/1/costUsd").decimalValue()).isEqualByComparingTo("0.0012");
    assertThat(run.at("/toolCalls").isEmpty()).isTrue();
  }

  @Test
  void shouldShowAValidationWithItsRoundsAndWhoDecided() {
    JsonNode validation = anyone.get("/validations/" + story.validation);

    assertThat(validation.at("/status").stringValue()).isEqualTo("ACCEPTED");
    assertThat(validation.at("/rounds").size()).isEqualTo(2);
    assertThat(validation.at("/rounds/0/passed").booleanValue()).isFalse();
    assertThat(validation.at("/rounds/0/feedback").stringValue()).isEqualTo("Shorten it.");
    assertThat(texts(validation.at("/rounds/0/verdicts"), "outcome")).containsExactly("FAIL");
    assertThat(validation.at("/rounds/0/verdicts/0/evidence/0/quote").stringValue())
        .isEqualTo("A draft.");
    assertThat(texts(validation.at("/rounds/1/verdicts"), "outcome")).containsExactly("PASS");
    assertThat(validation.at("/decision/outcome").stringValue()).isEqualTo("ACCEPTED");
    assertThat(validation.at("/decision/decidedBy").stringValue()).isEqualTo("grace");
    assertThat(validation.at("/origin/executionId").stringValue())
        .isEqualTo(story.execution.toString());
  }

  @Test
  void shouldShowAReviewToThoseWhoDecideOrOversee() {
    for (Role role : List.of(Role.REVIEWER, Role.TENANT_ADMIN, Role.OPERATOR, Role.AUDITOR)) {
      JsonNode review = server.as(story.tenant, role).get("/reviews/" + story.review);
      assertThat(review.at("/status").stringValue()).isEqualTo("DECIDED");
      assertThat(review.at("/decision").stringValue()).isEqualTo("EDIT");
      assertThat(review.at("/contentHash").stringValue()).isEqualTo("sha256:1");
      assertThat(review.at("/decidedContent/text").stringValue()).isEqualTo("Better.");
    }
    assertThat(anyone.send("/reviews/" + story.review).statusCode()).isEqualTo(403);
  }

  @Test
  void shouldShowThatACancelledValidationHasNoOutcomeAndItsReviewIsClosed() {
    JsonNode validation = anyone.get("/validations/" + story.cancelledValidation);
    assertThat(validation.at("/status").stringValue()).isEqualTo("CANCELLED");
    assertThat(validation.at("/reason").stringValue()).isEqualTo("No longer needed");
    assertThat(validation.at("/decision").isNull()).isTrue();
    assertThat(validation.at("/endedAt").isNull()).isFalse();

    QueryServer.Client reviewer = server.as(story.tenant, Role.REVIEWER);
    JsonNode review = reviewer.get("/reviews/" + story.closedReview);
    assertThat(review.at("/status").stringValue()).isEqualTo("CLOSED");
    assertThat(review.at("/closedAt").isNull()).isFalse();
    assertThat(review.at("/decidedAt").isNull()).isTrue();
    assertThat(texts(reviewer.get("/reviews?status=closed").at("/items"), "reviewId"))
        .containsExactly(story.closedReview.toString());
    assertThat(reviewer.get("/reviews?status=pending").at("/items").isEmpty()).isTrue();
  }

  @Test
  void shouldShowAConversationWithItsMessagesInOrder() {
    JsonNode conversation = anyone.get("/conversations/" + story.conversation);
    assertThat(texts(conversation.at("/messages"), "speaker"))
        .containsExactly("USER", "ASSISTANT", "ASSISTANT");
    assertThat(texts(conversation.at("/messages"), "status"))
        .containsExactly("POSTED", "RECORDED", "FAILED");
  }

  @Test
  void shouldShowAWorkflowInItsLatestAndEveryVersion() {
    JsonNode workflow = anyone.get("/workflows/" + story.workflow);
    assertThat(workflow.at("/version").stringValue()).isEqualTo("0.2.0");
    assertThat(workflow.at("/source").stringValue()).isEqualTo("document: {}");
    JsonNode versions = anyone.get("/workflows/" + story.workflow + "/versions");
    assertThat(texts(versions.at("/items"), "version")).containsExactly("0.2.0", "0.1.0");
    JsonNode first = anyone.get("/workflows/" + story.workflow + "/versions/0.1.0");
    assertThat(first.at("/contentHash").stringValue()).isEqualTo("sha256:0.1.0");
  }

  @Test
  void shouldShowAWorkflowCompleteInOneAnswer() {
    JsonNode complete = anyone.get("/workflows/" + story.workflow + "/complete");
    assertThat(complete.at("/version").stringValue()).isEqualTo("0.2.0");
    assertThat(texts(complete.at("/versions"), "version")).containsExactly("0.2.0", "0.1.0");
    assertThat(texts(complete.at("/recentExecutions"), "executionId"))
        .contains(story.execution.toString())
        .doesNotHaveDuplicates();
    assertThat(complete.at("/statistics/executions").intValue())
        .isEqualTo(complete.at("/recentExecutions").size());
    assertThat(complete.at("/statistics/byStatus/COMPLETED").intValue()).isPositive();
    assertThat(complete.at("/statistics/p95DurationMs").asLong(-1)).isNotNegative();
  }

  @Test
  void shouldShowWhatATenantUses() {
    JsonNode usage = anyone.get("/tenant/usage");
    assertThat(usage.at("/tier").stringValue()).isEqualTo("STANDARD");
    assertThat(usage.at("/concurrentExecutions").intValue()).isZero();
    assertThat(usage.at("/tokensToday").isIntegralNumber()).isTrue();
    assertThat(usage.at("/costUsdThisMonth").isNumber()).isTrue();
    assertThat(usage.at("/monthBegan").stringValue()).endsWith("-01T00:00:00.000000Z");
  }

  @Test
  void shouldShowAnAgentByNameInItsLatestAndEveryVersion() {
    assertThat(anyone.get("/agents/summariser").at("/version").intValue()).isEqualTo(2);
    assertThat(anyone.get("/agents/summariser/versions/1").at("/contentHash").stringValue())
        .isEqualTo("sha256:1");
    assertThat(anyone.get("/agents/summariser/versions").at("/items").size()).isEqualTo(2);
    assertThat(texts(anyone.get("/agents?status=active").at("/items"), "name"))
        .containsExactly("summariser");
  }

  @Test
  void shouldShowApiKeysWithoutTheirSecretToTenantAdministrators() {
    JsonNode keys = server.as(story.tenant, Role.TENANT_ADMIN).get("/api-keys");
    assertThat(texts(keys.at("/items"), "status")).containsExactly("REVOKED");
    assertThat(keys.toString()).doesNotContain("secret");
    assertThat(anyone.send("/api-keys").statusCode()).isEqualTo(403);
  }

  @Test
  void shouldShowEveryoneTheirTenantAndPlatformAdministratorsAll() {
    assertThat(anyone.get("/tenant").at("/tier").stringValue()).isEqualTo("STANDARD");
    assertThat(anyone.send("/tenants").statusCode()).isEqualTo(403);
    assertThat(anyone.send("/tenants/" + story.tenant).statusCode()).isEqualTo(403);
    QueryServer.Client platform = server.as(new TenantId(Uuids.next()), Role.PLATFORM_ADMIN);
    assertThat(platform.get("/tenants/" + story.tenant).at("/name").stringValue())
        .isEqualTo("acme");
    assertThat(texts(platform.get("/tenants?limit=500").at("/items"), "tenantId"))
        .contains(story.tenant.toString());
  }

  @Test
  void shouldTagResourcesWithTheSequenceOfTheirAggregate() {
    HttpResponse<String> first = anyone.send("/validations/" + story.validation);
    assertThat(first.headers().firstValue("ETag")).hasValue("\"10\"");
    assertThat(
            anyone.send("/validations/" + story.validation, "If-None-Match", "\"10\"").statusCode())
        .isEqualTo(304);
  }

  Stream<String> pathsOfOurs() {
    return Stream.of(
        "/executions/" + story.execution,
        "/executions/" + story.execution + "/stream",
        "/agent-executions/" + story.agentExecution,
        "/agent-executions/" + story.agentExecution + "/stream",
        "/workflows/" + story.workflow,
        "/workflows/" + story.workflow + "/complete",
        "/workflows/" + story.workflow + "/versions",
        "/workflows/" + story.workflow + "/versions/0.1.0",
        "/validations/" + story.validation,
        "/reviews/" + story.review,
        "/conversations/" + story.conversation,
        "/agents/summariser",
        "/agents/summariser/versions",
        "/agents/summariser/versions/1");
  }

  @ParameterizedTest
  @MethodSource("pathsOfOurs")
  void shouldAnswerAnotherTenantAsIfNothingWereThere(String path) {
    TenantId stranger = new TenantId(Uuids.next());
    HttpResponse<String> answer =
        server.as(stranger, Role.REVIEWER, Role.AUDITOR, Role.TENANT_ADMIN).send(path);
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(QueryServer.json(answer).at("/code").stringValue()).isEqualTo("NOT_FOUND");
  }

  @Test
  void shouldCountOnTheDashboardWhatWasRecordedLately() {
    Story now = new Story(server.record.from(java.time.Instant.now()));
    now.all();
    JsonNode dashboard = server.as(now.tenant).get("/dashboard");
    assertThat(dashboard.at("/executions/COMPLETED").intValue()).isEqualTo(1);
    assertThat(dashboard.at("/executions/CANCELLED").intValue()).isEqualTo(1);
    assertThat(dashboard.at("/validations/REJECTED").intValue()).isEqualTo(1);
    assertThat(dashboard.at("/pendingReviews").intValue()).isZero();
    assertThat(dashboard.at("/spent/tokensIn").intValue()).isEqualTo(100);
    assertThat(dashboard.at("/spent/calls").intValue()).isEqualTo(2);
    assertThat(dashboard.at("/rates/executionsPerHour").doubleValue()).isEqualTo(2.0 / 24);
    assertThat(dashboard.at("/rates/modelCallsFailed").doubleValue()).isEqualTo(0.5);
    assertThat(dashboard.at("/rates/validationsAccepted").doubleValue()).isEqualTo(0.5);
    assertThat(dashboard.at("/projectionLagMs").isIntegralNumber()).isTrue();
  }

  static List<String> texts(JsonNode items, String field) {
    return items.valueStream().map(item -> item.get(field).stringValue()).toList();
  }
}
