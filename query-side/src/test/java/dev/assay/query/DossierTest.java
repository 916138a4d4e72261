package dev.assay.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.envelope.Role;
import dev.assay.api.id.ExecutionId;
import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;
import dev.assay.api.workflowexecution.ExecutionEvent.TaskWaiting;
import dev.assay.projections.testing.Story;
import dev.assay.verifier.bundle.Check;
import dev.assay.verifier.bundle.Report;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a dossier says, and that it can be held against the record by who has only the file. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DossierTest {
  private static final String ATTACK =
      "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&lt;\u202Eevil";

  private final SignedRecord record = new SignedRecord();
  private final Story story = new Story(record.events);
  private final TenantId tenant = story.tenant;
  private final QueryServer.Client auditor = record.server.as(tenant, Role.AUDITOR);
  private final String path = "/audit/executions/" + story.execution + "/dossier";
  private @TempDir Path folder;

  @BeforeAll
  void record() {
    record.events.by("ada<b>", "correlation-of-dossier");
    story.executionStarted();
    story.drafted();
    story.validationEscalated();
    story.reviewDecided();
    record.events.append(
        tenant, story.execution, new TaskWaiting(story.execution, story.checkTask, ATTACK));
    story.executionCompleted();
    record.awaitSigned(tenant, 30);
  }

  @AfterAll
  void close() {
    record.close();
  }

  @Test
  void shouldTellHowItCameToTheOutcome() {
    JsonNode dossier = dossier("");
    assertThat(dossier.at("/outcome/status").stringValue()).isEqualTo("COMPLETED");
    assertThat(dossier.at("/outcome/output/text").stringValue()).isEqualTo("A draft.");
    assertThat(dossier.at("/execution/name").stringValue()).isNotBlank();
    JsonNode rounds = dossier.at("/validations/0/rounds");
    assertThat(rounds.size()).isEqualTo(2);
    assertThat(rounds.at("/0/verdicts/0/outcome").stringValue()).isEqualTo("FAIL");
    assertThat(rounds.at("/0/feedback").stringValue()).isEqualTo("Shorten it.");
    assertThat(rounds.at("/1/verdicts/0/evidence").isArray()).isTrue();
    assertThat(dossier.at("/validations/0/status").stringValue()).isEqualTo("ACCEPTED");
    assertThat(dossier.at("/reviews/0/reviewer").stringValue()).isEqualTo("grace");
    assertThat(dossier.at("/reviews/0/decision").stringValue()).isEqualTo("EDIT");
    assertThat(dossier.at("/people/0/id").stringValue()).isEqualTo("ada<b>");
    List<JsonNode> calls = new ArrayList<>(dossier.at("/modelCalls").values());
    assertThat(calls).hasSize(2);
    assertThat(calls.getFirst().at("/outcome").stringValue()).isEqualTo("FAILED");
    assertThat(calls.getLast().at("/outcome").stringValue()).isEqualTo("ANSWERED");
    assertThat(calls.getLast().at("/messages").size()).isPositive();
    assertThat(calls.getLast().has("parameters")).isTrue();
    assertThat(calls.getLast().at("/agent").stringValue()).isEqualTo("summariser");
    assertThat(dossier.at("/policies/policyVersions/0").stringValue()).isEqualTo("access:1");
    assertThat(dossier.at("/events/0/causedBy").stringValue()).isNotBlank();
  }

  @Test
  void shouldVerifyWithNothingButTheFileAndTheKey() throws IOException {
    HttpResponse<String> answer = auditor.send(path);
    Report report = verify(answer.body());
    assertThat(report.isVerified()).as(report.findings().toString()).isTrue();
    assertThat(report.finding(Check.DOSSIER).message()).contains("proven events");
    int events = QueryServer.json(answer).at("/events").size();
    assertThat(report.facts().get("events")).isEqualTo(events + 1L);
  }

  @Test
  void shouldBeCaughtWhenAWordIsChanged() throws IOException {
    String dossier = auditor.send(path).body();
    assertThat(dossier).contains("\"grace\"");
    Report report = verify(dossier.replace("\"grace\"", "\"grant\""));
    assertThat(report.isVerified()).isFalse();
    assertThat(report.firstBad().orElseThrow().check()).isEqualTo(Check.DOSSIER);
  }

  @Test
  void shouldBeCaughtWhenItsSealIsThatOfAnotherDossier() throws IOException {
    String one = auditor.send(path).body();
    String other = auditor.send(path + "?withhold=metadata").body();
    String mixed =
        one.substring(0, one.lastIndexOf(",\"seal\":"))
            + other.substring(other.lastIndexOf(",\"seal\":"));
    assertThat(verify(mixed).isVerified()).isFalse();
    assertThat(verify(one.substring(0, one.lastIndexOf(",\"seal\":")) + "}").isVerified())
        .isFalse();
  }

  @Test
  void shouldWithholdWithoutBreakingAProof() throws IOException {
    HttpResponse<String> answer = auditor.send(path + "?withhold=payload");
    assertThat(answer.statusCode()).isEqualTo(200);
    String told = answer.body().substring(0, answer.body().lastIndexOf(",\"seal\":"));
    assertThat(told)
        .doesNotContain("A draft.")
        .doesNotContain("Shorten it.")
        .contains("ada<b>")
        .contains("payloadHash");
    Report report = verify(answer.body());
    assertThat(report.isVerified()).as(report.findings().toString()).isTrue();
    int events = QueryServer.json(answer).at("/events").size();
    assertThat(report.facts().get("withheldPayloads")).isEqualTo((long) events);

    String people = auditor.send(path + "?withhold=metadata,review.decided,review.opened").body();
    assertThat(people.substring(0, people.lastIndexOf(",\"seal\":"))).doesNotContain("ada<b>");
    assertThat(
            QueryServer.json(auditor.send(path + "?withhold=review.decided"))
                .at("/reviews/0")
                .has("comment"))
        .isFalse();
    assertThat(verify(people).isVerified()).isTrue();
    assertThat(auditor.send(path + "?withhold=pay-load").statusCode()).isEqualTo(400);
  }

  @Test
  void shouldShowAPageThatNeedsNothingAndRunsNothing() throws IOException {
    HttpResponse<String> page = auditor.send(path, "Accept", "text/html,application/xhtml+xml");
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'");
    String html = page.body();
    assertThat(html).contains("Outcome:", "Round 1", "Shorten it.", "grace", "@media print");
    assertThat(html)
        .doesNotContainIgnoringCase("<script")
        .doesNotContainIgnoringCase("<img")
        .doesNotContain("<b>")
        .doesNotContain("http://", "https://")
        .doesNotContain("src=\"")
        .doesNotContain("\u202E");
    assertThat(html).contains("ada&lt;b&gt;");
    assertThat(auditor.send(path + "?format=html").body()).contains("<!DOCTYPE html>");
    // The attached file is the dossier itself.
    String marker = "data:application/json;base64,";
    int begin = html.indexOf(marker) + marker.length();
    byte[] attached =
        java.util.Base64.getDecoder().decode(html.substring(begin, html.indexOf('"', begin)));
    assertThat(verify(new String(attached, java.nio.charset.StandardCharsets.UTF_8)).isVerified())
        .isTrue();
  }

  @Test
  void shouldTellWhatPeopleDecidedWithRequestsOfTheirOwn() throws IOException {
    Story another = new Story(record.events);
    record.events.by("ada", "correlation-of-ada");
    another.executionStarted();
    another.drafted();
    another.validationEscalated();
    record.events.by("grace", "correlation-of-grace");
    another.reviewDecided();
    another.agents();
    record.events.by("ada", "correlation-of-a-worker").because(record.events.lastEventId());
    another.executionCompleted();
    record.events.because(null);
    record.awaitSigned(another.tenant, 30);

    HttpResponse<String> answer =
        record
            .server
            .as(another.tenant, Role.AUDITOR)
            .send("/audit/executions/" + another.execution + "/dossier");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode dossier = QueryServer.json(answer);
    assertThat(dossier.at("/reviews/0/reviewer").stringValue()).isEqualTo("grace");
    assertThat(dossier.at("/validations/0/status").stringValue()).isEqualTo("ACCEPTED");
    assertThat(dossier.at("/outcome/status").stringValue()).isEqualTo("COMPLETED");
    assertThat(dossier.at("/events").values())
        .extracting(it -> it.at("/type").stringValue())
        .contains("review.decided")
        .doesNotContain("agent.version-registered");
    Path file = Files.writeString(folder.resolve("decided.json"), answer.body());
    assertThat(record.verify(file, another.tenant).isVerified()).isTrue();
  }

  @Test
  void shouldBeForAuditorsOfTheTenant() {
    TenantId another = new TenantId(Uuids.next());
    assertThat(record.server.as(another, Role.AUDITOR).send(path).statusCode()).isEqualTo(404);
    assertThat(record.server.as(tenant, Role.OPERATOR).send(path).statusCode()).isEqualTo(403);
    ExecutionId nobody = new ExecutionId(Uuids.next());
    assertThat(auditor.send("/audit/executions/" + nobody + "/dossier").statusCode())
        .isEqualTo(404);
  }

  private JsonNode dossier(String query) {
    HttpResponse<String> answer = auditor.send(path + query);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return QueryServer.json(answer);
  }

  private Report verify(String dossier) throws IOException {
    Path file = Files.writeString(folder.resolve(Uuids.next() + ".json"), dossier);
    return record.verify(file, tenant);
  }
}
