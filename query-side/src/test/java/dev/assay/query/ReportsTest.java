package dev.assay.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.envelope.Role;
import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;
import dev.assay.projections.testing.Story;
import dev.assay.verifier.note.Note;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a report says of a record in which nothing mandatory is missing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportsTest {
  private final SignedRecord record = new SignedRecord();
  private final Story story = new Story(record.events);
  private final TenantId tenant = story.tenant;
  private final QueryServer.Client auditor = record.server.as(tenant, Role.AUDITOR);

  @BeforeAll
  void record() {
    story.all();
    record.awaitSigned(tenant, 60);
  }

  @AfterAll
  void close() {
    record.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"eu-ai-act", "gdpr", "iso27001", "soc2", "nis2", "hipaa"})
  void shouldFindNothingMissingWhereNothingIs(String framework) {
    JsonNode report = report(framework, "");
    assertThat(report.at("/status").stringValue()).as(failures(report)).isEqualTo("passed");
    assertThat(report.at("/framework").stringValue()).isEqualTo(framework);
    assertThat(report.at("/events").longValue()).isGreaterThan(60);
    assertThat(report.at("/limits").stringValue()).contains("no legal advice");
    JsonNode summary = report.at("/summary");
    assertThat(summary.at("/met").longValue()).isPositive();
    assertThat(summary.at("/notMet").longValue()).isZero();
    // The story holds every event there is, so what is evidence has occurred.
    assertThat(summary.at("/noOccurrence").longValue()).isZero();
    assertThat(
            summary.at("/met").longValue()
                + summary.at("/notMet").longValue()
                + summary.at("/outsideTheRecord").longValue())
        .isEqualTo(report.at("/obligations").size());
  }

  @Test
  void shouldNameTheFrameworks() {
    JsonNode list = QueryServer.json(auditor.send("/audit/reports"));
    assertThat(list.at("/items").values())
        .extracting(it -> it.at("/framework").stringValue())
        .contains("eu-ai-act", "gdpr", "hipaa");
    assertThat(list.at("/items/0/mapping").stringValue()).hasSize(64);
  }

  @Test
  void shouldSayWhereItsEvidenceIsAndHowItIsProved() {
    JsonNode oversight = obligation(report("eu-ai-act", ""), "Art. 14(1)");
    assertThat(oversight.at("/status").stringValue()).isEqualTo("met");
    assertThat(oversight.at("/events").longValue()).isEqualTo(3);
    assertThat(oversight.at("/first/type").stringValue()).isEqualTo("review.opened");
    long first = oversight.at("/first/position").longValue();
    assertThat(first).isLessThan(oversight.at("/last/position").longValue());
    assertThat(oversight.at("/evidence/1/events").longValue()).isEqualTo(1);
    assertThat(oversight.at("/evidence/1/expects").toString()).contains("USER");
    String proof = oversight.at("/first/proof").stringValue();
    HttpResponse<String> proved = auditor.send(proof.substring("/api/v1".length()));
    assertThat(proved.statusCode()).as(proved.body()).isEqualTo(200);
    String found = auditor.send("/audit/events?afterPosition=" + (first - 1) + "&limit=1").body();
    assertThat(found).contains(oversight.at("/first/eventId").stringValue());
  }

  @Test
  void shouldNameTheCheckpointThatCoversIt() {
    JsonNode checkpoint = report("hipaa", "").at("/checkpoint");
    Note note = Note.parse(checkpoint.at("/note").stringValue());
    assertThat(note.verifiedBy(List.of(record.key(tenant)))).hasSize(1);
    assertThat(note.text())
        .contains("\n" + checkpoint.at("/treeSize") + "\n")
        .contains(checkpoint.at("/rootHash").stringValue());
    assertThat(checkpoint.at("/witnesses").isArray()).isTrue();
  }

  @Test
  void shouldSayHonestlyWhatIsOutsideTheRecord() {
    JsonNode breach = obligation(report("gdpr", ""), "Art. 33(1)");
    assertThat(breach.at("/status").stringValue()).isEqualTo("outside-the-record");
    assertThat(breach.at("/outside").stringValue()).isNotBlank();
    assertThat(breach.at("/events").longValue()).isZero();
  }

  @Test
  void shouldNarrowToAPeriod() {
    JsonNode before = report("eu-ai-act", "?to=2026-11-21T09:00:00.002Z");
    assertThat(before.at("/events").longValue()).isEqualTo(1);
    assertThat(obligation(before, "Art. 14(1)").at("/status").stringValue())
        .isEqualTo("no-occurrence");
    assertThat(before.at("/status").stringValue()).isEqualTo("passed");
    assertThat(before.at("/asked/to").stringValue()).startsWith("2026-11-21T09:00:00.002");
    JsonNode none = report("eu-ai-act", "?to=2020-01-01T00:00:00Z");
    assertThat(none.at("/events").longValue()).isZero();
    assertThat(obligation(none, "Art. 19(1), 26(6)").at("/status").stringValue()).isEqualTo("met");
    JsonNode some =
        report("eu-ai-act", "?from=2026-11-21T09:00:00.005Z&to=2026-11-21T09:00:00.011Z");
    assertThat(some.at("/events").longValue()).isEqualTo(6);
  }

  @Test
  void shouldNarrowToAnExecution() {
    JsonNode report = report("soc2", "?workflowExecutionId=" + story.execution);
    assertThat(report.at("/asked/workflowExecutionId").stringValue())
        .isEqualTo(story.execution.toString());
    assertThat(obligation(report, "PI1.4").at("/events").longValue()).isPositive();
    assertThat(obligation(report, "PI1.5").at("/facts/1/says").stringValue())
        .contains("That no other event belongs to it is not shown");
    assertThat(auditor.send("/audit/reports/soc2?workflowExecutionId=" + Uuids.next()).statusCode())
        .isEqualTo(404);
  }

  @Test
  void shouldRefuseWhatItDoesNotKnow() {
    HttpResponse<String> unknown = auditor.send("/audit/reports/iso9001");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/problem+json");
    assertThat(unknown.body()).contains("Expected to find framework iso9001");
    String turned = "?from=2026-11-21T10:00:00Z&to=2026-11-21T09:00:00Z";
    assertThat(auditor.send("/audit/reports/gdpr" + turned).statusCode()).isEqualTo(400);
    assertThat(auditor.send("/audit/reports/gdpr?from=yesterday").statusCode()).isEqualTo(400);
    assertThat(auditor.send("/audit/reports/gdpr?format=pdf").statusCode()).isEqualTo(400);
    assertThat(auditor.send("/audit/reports/gdpr?until=2026-11-21T09:00:00Z").statusCode())
        .isEqualTo(400);
  }

  @Test
  void shouldBeForAuditorsOfTheTenant() {
    assertThat(
            record
                .server
                .as(tenant, Role.OPERATOR, Role.TENANT_ADMIN, Role.PLATFORM_ADMIN)
                .send("/audit/reports/gdpr")
                .statusCode())
        .isEqualTo(403);
    assertThat(record.server.as(tenant, Role.DESIGNER).send("/audit/reports").statusCode())
        .isEqualTo(403);
    TenantId another = new TenantId(Uuids.next());
    HttpResponse<String> answer =
        record.server.as(another, Role.AUDITOR).send("/audit/reports/eu-ai-act");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    // That it was asked for is all there is.
    assertThat(QueryServer.json(answer).at("/events").longValue()).isEqualTo(1);
    assertThat(
            record
                .server
                .as(another, Role.AUDITOR)
                .send("/audit/reports/eu-ai-act?workflowExecutionId=" + story.execution)
                .statusCode())
        .isEqualTo(404);
  }

  @Test
  void shouldRecordThatItWasAskedFor() {
    long before = obligation(report("hipaa", ""), "164.308(a)(1)(ii)(D)").at("/events").longValue();
    record.awaitSigned(tenant, 60);
    JsonNode again = report("hipaa", "");
    assertThat(obligation(again, "164.308(a)(1)(ii)(D)").at("/events").longValue())
        .isGreaterThan(before);
  }

  @Test
  void shouldShowAPageThatNeedsNothingAndRunsNothing() {
    HttpResponse<String> page =
        auditor.send("/audit/reports/eu-ai-act", "Accept", "text/html,application/xhtml+xml");
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'");
    String html = page.body();
    assertThat(html)
        .contains("<!DOCTYPE html>", "Art. 14(4)(e)", "@media print", "no legal advice")
        .contains("<meta name=\"assay-report-status\" content=\"passed\">")
        .doesNotContainIgnoringCase("<script")
        .doesNotContainIgnoringCase("<img")
        .doesNotContain("http://", "https://")
        .doesNotContain("src=\"", "href=\"");
    assertThat(auditor.send("/audit/reports/gdpr?format=html").body()).contains("Art. 17(1)");
    assertThat(
            auditor
                .send("/audit/reports/gdpr?format=json", "Accept", "text/html")
                .headers()
                .firstValue("Content-Type"))
        .contains("application/json");
  }

  private JsonNode report(String framework, String query) {
    HttpResponse<String> answer = auditor.send("/audit/reports/" + framework + query);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return QueryServer.json(answer);
  }

  static JsonNode obligation(JsonNode report, String id) {
    return report.at("/obligations").values().stream()
        .filter(it -> it.at("/id").stringValue().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No obligation " + id));
  }

  static String failures(JsonNode report) {
    List<String> failed = new ArrayList<>();
    for (JsonNode one : report.at("/obligations")) {
      if (one.at("/status").stringValue().equals("not-met")) {
        failed.add(one.at("/id") + " " + one.at("/facts") + " " + one.at("/findings"));
      }
    }
    return String.join("\n", failed);
  }
}
