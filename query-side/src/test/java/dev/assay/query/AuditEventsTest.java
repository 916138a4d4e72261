package dev.assay.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.envelope.Role;
import dev.assay.projections.testing.Story;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AuditEventsTest {
  private final QueryServer server = QueryServer.shared();
  private final Story story = new Story(server.record);
  private final QueryServer.Client auditor = server.as(story.tenant, Role.AUDITOR);

  @Test
  void shouldShowTheWholeRecordOfTheTenantInOrder() {
    long before = server.record.position();
    new Story(server.record).executionStarted();
    story.executionStarted();
    story.drafted();
    List<Long> positions = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = auditor.get("/audit/events?limit=4" + cursor);
      page.at("/items").forEach(it -> positions.add(it.at("/position").longValue()));
      cursor =
          page.at("/nextCursor").isNull() ? "" : "&cursor=" + page.at("/nextCursor").stringValue();
    } while (!cursor.isEmpty());
    assertThat(positions).isSorted().hasSize((int) (server.record.position() - before - 2));
  }

  @Test
  void shouldShowAnEventAsItWasRecorded() {
    server.record.by("grace", "correlation-7");
    story.reviewDecided();
    JsonNode event = auditor.get("/audit/events?type=review.decided&actor=grace").at("/items/0");
    assertThat(event.at("/aggregateType").stringValue()).isEqualTo("Review");
    assertThat(event.at("/aggregateId").stringValue()).isEqualTo(story.review.toString());
    assertThat(event.at("/revision").intValue()).isEqualTo(1);
    assertThat(event.at("/metadata/correlationId").stringValue()).isEqualTo("correlation-7");
    assertThat(event.at("/payload/decision").stringValue()).isEqualTo("EDIT");
  }

  @Test
  void shouldFilter() {
    server.record.by("ada", "correlation-8");
    story.executionStarted();
    story.reviewDecided();
    assertThat(size("?aggregateId=" + story.execution)).isEqualTo(2);
    assertThat(size("?aggregateType=Review")).isEqualTo(1);
    assertThat(size("?correlationId=correlation-8")).isEqualTo(4);
    assertThat(size("?correlationId=correlation-9")).isZero();
    assertThat(size("?actor=nobody")).isZero();
    assertThat(size("?from=2020-01-01T00:00:00Z")).isEqualTo(4);
    assertThat(size("?to=2020-01-01T00:00:00Z")).isZero();
    assertThat(size("?afterPosition=" + (server.record.position() - 1))).isEqualTo(1);
    assertThat(
            auditor.get("/audit/events?sort=-position&limit=1").at("/items/0/position").longValue())
        .isEqualTo(server.record.position());
  }

  @Test
  void shouldBeForAuditorsOnly() {
    assertThat(
            server
                .as(story.tenant, Role.TENANT_ADMIN, Role.OPERATOR)
                .send("/audit/events")
                .statusCode())
        .isEqualTo(403);
  }

  private int size(String filter) {
    return auditor.get("/audit/events" + filter).at("/items").size();
  }
}
