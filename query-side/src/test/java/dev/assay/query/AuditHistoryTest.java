package dev.assay.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.envelope.Role;
import dev.assay.api.id.Id;
import dev.assay.api.id.Uuids;
import dev.assay.api.tenant.TenantEvent.TenantReactivated;
import dev.assay.api.tenant.TenantEvent.TenantSuspended;
import dev.assay.projections.testing.Story;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class AuditHistoryTest {
  private final QueryServer server = QueryServer.shared();
  private final Story story = new Story(server.record);
  private final QueryServer.Client auditor = server.as(story.tenant, Role.AUDITOR);

  private static String path(String aggregateType, Id id, String rest) {
    return "/audit/" + aggregateType + "/" + id + "/" + rest;
  }

  @Test
  void shouldTellTheStateAtEachPosition() {
    story.executionStarted();
    long started = server.record.position();
    story.drafted();
    story.validationEscalated();
    story.reviewDecided();
    story.executionCompleted();
    String state = path("WorkflowExecution", story.execution, "state");
    assertThat(status(state + "?position=" + (started - 1))).isEqualTo("PENDING");
    assertThat(status(state + "?position=" + started)).isEqualTo("RUNNING");
    JsonNode now = auditor.get(state);
    assertThat(now.at("/state/status").stringValue()).isEqualTo("COMPLETED");
    assertThat(now.at("/position").longValue()).isEqualTo(server.record.position());
    assertThat(now.at("/state/started/input/document").stringValue()).startsWith("A text");
  }

  @Test
  void shouldTellWhatAReadModelShowedAtAPosition() {
    story.executionStarted();
    long started = server.record.position();
    story.drafted();
    String state = path("WorkflowExecution", story.execution, "state?readModel=executions");
    String row = "/state/executions/" + story.execution;
    String task = "/state/execution_tasks/" + story.execution + "," + story.draftTask;
    JsonNode then = auditor.get(state + "&position=" + started);
    assertThat(then.at(task + "/status").stringValue()).isEqualTo("RUNNING");
    assertThat(then.at(row + "/last_position").longValue()).isEqualTo(started);
    assertThat(then.at("/readModel").stringValue()).isEqualTo("executions");
    JsonNode now = auditor.get(state);
    assertThat(now.at(task + "/status").stringValue()).isEqualTo("COMPLETED");
    assertThat(now.at(row + "/input/document").stringValue()).startsWith("A text");
    JsonNode diff =
        auditor.get(
            path("WorkflowExecution", story.execution, "diff?readModel=executions&from=")
                + started);
    assertThat(diff.at("/changes").toString())
        .contains("/execution_tasks/" + story.execution + "," + story.draftTask + "/status");
    var unknown = auditor.send(path("WorkflowExecution", story.execution, "state?readModel=x"));
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(unknown.body()).contains("executions, ");
    var empty = auditor.send(path("WorkflowExecution", story.execution, "state?readModel=agents"));
    assertThat(empty.statusCode()).isEqualTo(404);
  }

  @Test
  void shouldTellTheStateAtATime() {
    server.record.from(Instant.parse("2026-01-01T00:00:00Z"));
    story.tenantRegistered();
    server.record.from(Instant.parse("2026-02-01T00:00:00Z"));
    server.record.append(story.tenant, story.tenant, new TenantSuspended(story.tenant, "unpaid"));
    server.record.from(Instant.parse("2026-11-21T10:00:00Z"));
    String state = path("Tenant", story.tenant, "state");
    assertThat(status(state + "?at=2026-01-31T00:00:00Z")).isEqualTo("ACTIVE");
    assertThat(status(state + "?at=2026-02-02T01:00:00%2B01:00")).isEqualTo("SUSPENDED");
    assertThat(auditor.send(state + "?at=2025-12-31T00:00:00Z").statusCode()).isEqualTo(404);
  }

  @Test
  void shouldTellWhatChangedAndByWhom() {
    story.tenantRegistered();
    long before = server.record.position();
    server.record.by("grace", "correlation-1");
    server.record.append(story.tenant, story.tenant, new TenantSuspended(story.tenant, "unpaid"));
    long suspended = server.record.position();
    server.record.append(story.tenant, story.tenant, new TenantReactivated(story.tenant));
    JsonNode diff =
        auditor.get(path("Tenant", story.tenant, "diff?from=" + before + "&to=" + suspended));
    assertThat(diff.at("/changes")).hasSize(1);
    assertThat(diff.at("/changes/0").toString())
        .isEqualTo(
            "{\"op\":\"replace\",\"path\":\"/status\",\"before\":\"ACTIVE\",\"value\":\"SUSPENDED\"}");
    assertThat(diff.at("/from/position").longValue()).isEqualTo(before);
    assertThat(diff.at("/events")).hasSize(1);
    assertThat(diff.at("/events/0/actor").stringValue()).isEqualTo("grace");
    JsonNode toNow = auditor.get(path("Tenant", story.tenant, "diff?from=" + before));
    assertThat(toNow.at("/changes")).isEmpty();
    assertThat(toNow.at("/events")).hasSize(2);
  }

  @Test
  void shouldShowAllOfAnAggregateAsAddedFromBeforeItsBeginning() {
    story.tenantRegistered();
    JsonNode diff = auditor.get(path("Tenant", story.tenant, "diff?from=0"));
    assertThat(diff.at("/from").isNull()).isTrue();
    assertThat(diff.at("/changes/0/op").stringValue()).isEqualTo("add");
    assertThat(diff.at("/changes/0/path").stringValue()).isEmpty();
  }

  /**
   * Everything between the record and an answer reads old revisions: read models, states, events.
   */
  @Test
  void shouldShowWhatWasRecordedInARevisionThatIsNoLongerWritten() throws IOException {
    UUID id = Uuids.next();
    for (String name :
        List.of("started", "model-call-requested", "model-call-answered", "completed")) {
      server.record.append(
          story.tenant,
          "AgentExecution",
          id,
          "agent-execution." + name,
          1,
          Files.readString(
                  Path.of(
                      "../api-contracts/src/test/resources/golden/agent-execution."
                          + name
                          + ".v1.json"))
              .replace("018f0000-0000-7000-8000-000000000002", id.toString()));
    }
    JsonNode state = auditor.get("/audit/AgentExecution/" + id + "/state");
    assertThat(state.at("/state/status").stringValue()).isEqualTo("COMPLETED");
    assertThat(state.at("/state/calls/open/toolsOffered").intValue()).isZero();
    JsonNode run = auditor.get("/agent-executions/" + id);
    assertThat(run.at("/modelCalls/0/finishReason").stringValue()).isEqualTo("stop");
    JsonNode event =
        auditor
            .get("/audit/events?aggregateId=" + id + "&type=agent-execution.model-call-requested")
            .at("/items/0");
    assertThat(event.at("/revision").intValue()).isEqualTo(1);
    assertThat(event.at("/payload/toolsOffered").isMissingNode()).isTrue();
  }

  @Test
  void shouldSayWhatThisBuildCannotRead() {
    UUID id = Uuids.next();
    server.record.append(story.tenant, "Review", id, "review.opened", 99, "{}");
    var answer = auditor.send("/audit/Review/" + id + "/state");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("cannot read review.opened of revision 99 at position");
  }

  @Test
  void shouldSayWhatTheAggregateCannotHaveDecided() {
    server.record.append(story.tenant, story.tenant, new TenantSuspended(story.tenant, "unpaid"));
    var answer = auditor.send(path("Tenant", story.tenant, "state"));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("tenant.suspended at position");
  }

  @ParameterizedTest
  @ValueSource(strings = {"state", "diff?from=0", "causation"})
  void shouldNotFindAnotherTenantsAggregateNorOneOfAnotherType(String rest) {
    story.tenantRegistered();
    Story other = new Story(server.record);
    assertThat(
            server
                .as(other.tenant, Role.AUDITOR)
                .send(path("Tenant", story.tenant, rest))
                .statusCode())
        .isEqualTo(404);
    assertThat(auditor.send(path("Review", story.tenant, rest)).statusCode()).isEqualTo(404);
    assertThat(auditor.send(path("Nothing", story.tenant, rest)).statusCode()).isEqualTo(404);
    assertThat(auditor.send("/audit/Tenant/none/" + rest).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"state", "diff?from=0", "causation"})
  void shouldBeForAuditorsOnly(String rest) {
    story.tenantRegistered();
    assertThat(
            server
                .as(story.tenant, Role.TENANT_ADMIN, Role.OPERATOR)
                .send(path("Tenant", story.tenant, rest))
                .statusCode())
        .isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "state?position=-1",
        "state?at=yesterday",
        "state?position=1&at=2026-01-01T00:00:00Z",
        "diff",
        "diff?from=x",
        "diff?from=1&to=x",
        "causation?limit=0",
        "causation?limit=2001",
        "causation?format=svg"
      })
  void shouldRefuseWhatIsNoPoint(String rest) {
    story.tenantRegistered();
    assertThat(auditor.send(path("Tenant", story.tenant, rest)).statusCode()).isEqualTo(400);
  }

  @Test
  void shouldFollowCausesAcrossAggregates() {
    server.record.by("ada", "correlation-1").because(null);
    story.executionStarted();
    UUID started = server.record.lastEventId();
    server.record.because(started);
    story.drafted();
    UUID drafted = server.record.lastEventId();
    server.record.because(drafted);
    story.validationEscalated();
    server.record.by("grace", "correlation-2").because(null);
    story.reviewDecided();
    server.record.because(server.record.lastEventId());
    story.executionCompleted();
    server.record.because(null);
    JsonNode graph = auditor.get(path("WorkflowExecution", story.execution, "causation"));
    assertThat(graph.at("/truncated").booleanValue()).isFalse();
    assertThat(types(graph))
        .contains(
            "workflow-execution.started",
            "agent-execution.model-call-requested",
            "validation.escalated",
            "validation.accepted",
            "workflow-execution.completed");
    assertThat(
            StreamSupport.stream(graph.at("/nodes").spliterator(), false)
                .filter(node -> node.at("/kind").stringValue().equals("COMMAND"))
                .map(node -> node.at("/actor").stringValue()))
        .contains("ada", "grace");
    String edge = "{\"from\":\"%s\",\"to\":\"".formatted(drafted);
    assertThat(graph.at("/edges").toString()).contains(edge);

    JsonNode few = auditor.get(path("WorkflowExecution", story.execution, "causation?limit=3"));
    assertThat(few.at("/truncated").booleanValue()).isTrue();
    assertThat(types(few)).hasSize(3);
  }

  @Test
  void shouldDrawCausesAsMermaid() {
    story.tenantRegistered();
    auditor.get("/audit/events");
    var byFormat = auditor.send(path("Tenant", story.tenant, "causation?format=mermaid"));
    var byAccept =
        auditor.send(path("Tenant", story.tenant, "causation"), "Accept", "text/vnd.mermaid");
    assertThat(byFormat.body()).startsWith("flowchart TD\n").contains("tenant.registered");
    assertThat(byFormat.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/vnd.mermaid");
    assertThat(byAccept.body()).isEqualTo(byFormat.body());
  }

  private String status(String path) {
    return auditor.get(path).at("/state/status").stringValue();
  }

  private static List<String> types(JsonNode graph) {
    return StreamSupport.stream(graph.at("/nodes").spliterator(), false)
        .filter(node -> node.at("/kind").stringValue().equals("EVENT"))
        .map(node -> node.at("/type").stringValue())
        .toList();
  }
}
