package dev.assay.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.envelope.MetadataKeys;
import dev.assay.api.envelope.Role;
import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;
import dev.assay.projections.testing.Story;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Records in which something is missing, and that a report names exactly what. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailedReportsTest {
  private static final String DECIDED =
      """
      {"reviewId":"%s","validationId":"%s","decision":"EDIT","reviewer":"grace","contentHash":"sha256:1","reasonCode":"%s"%s}""";
  private static final String ATTACK =
      "<script>alert(1)</script>\\\"'><img src=x onerror=alert(2)>";

  private final SignedRecord record = new SignedRecord();
  private final JdbcTemplate superuser = new JdbcTemplate(record.server.database.superuser());
  private final UUID id = Uuids.next();

  @AfterAll
  void close() {
    record.close();
  }

  @Test
  void shouldNameADecisionWithoutAReason() {
    Story story = new Story(record.events);
    story.reviewDecided();
    record.events.append(
        story.tenant, "Review", id, "review.decided", 1, DECIDED.formatted(id, id, " ", ""));
    UUID event = record.events.lastEventId();

    JsonNode report = report(story.tenant, 3, "eu-ai-act");

    assertThat(report.at("/status").stringValue()).isEqualTo("failed");
    JsonNode oversight = ReportsTest.obligation(report, "Art. 14(1)");
    assertThat(oversight.at("/status").stringValue()).isEqualTo("not-met");
    assertThat(oversight.at("/events").longValue()).isEqualTo(2);
    assertThat(oversight.at("/findingsTotal").longValue()).isEqualTo(1);
    JsonNode finding = oversight.at("/findings/0");
    assertThat(finding.at("/event/eventId").stringValue()).isEqualTo(event.toString());
    assertThat(finding.at("/event/position").longValue()).isPositive();
    assertThat(finding.at("/missing/0/member").stringValue()).isEqualTo("/reasonCode");
    assertThat(finding.at("/missing/0/because").stringValue())
        .isEqualTo("Expected a value, but it is blank");
    // Only of an edit is the edited text mandatory, and here it is not there.
    assertThat(findings(report, "Art. 14(4)(d)")).containsExactly("/reasonCode", "/content");
    // What has nothing to do with it is met all the same.
    assertThat(ReportsTest.obligation(report, "Art. 12(1)").at("/status").stringValue())
        .isEqualTo("met");
  }

  @Test
  void shouldNameAModelCallWithoutParametersOfAnOldRevision() {
    Story story = new Story(record.events);
    record.events.append(
        story.tenant,
        "AgentExecution",
        id,
        "agent-execution.model-call-requested",
        1,
        """
        {"requestId":"%s","model":{"provider":"offline","model":"extractive-1"},"promptTemplateHash":"sha256:t","messages":[]}"""
            .formatted(id));
    JsonNode report = report(story.tenant, 1, "eu-ai-act");
    assertThat(findings(report, "Art. 12(2)(b)")).containsExactly("/parameters");
    assertThat(
            ReportsTest.obligation(report, "Art. 12(2)(b)")
                .at("/findings/0/event/revision")
                .intValue())
        .isEqualTo(1);
  }

  @Test
  void shouldNameWhoeverIsNobody() {
    TenantId tenant = new TenantId(Uuids.next());
    String payload = DECIDED.formatted(id, id, "CLARITY", ",\"content\":{}");
    insert(tenant, payload, Map.of(MetadataKeys.ACTOR_AUTHENTICATION, "anonymous"));
    insert(tenant, payload, Map.of(MetadataKeys.ACTOR_KIND, "SERVICE"));
    insert(tenant, payload, Map.of(MetadataKeys.BUILD, ""));

    JsonNode report = report(tenant, 3, "eu-ai-act");

    assertThat(findings(report, "Art. 14(1)"))
        .containsExactly("metadata actor.authentication", "metadata actor.kind", "metadata build");
    assertThat(
            ReportsTest.obligation(report, "Art. 14(1)")
                .at("/findings/1/missing/0/because")
                .stringValue())
        .isEqualTo("Expected one of [USER], but it is SERVICE");
    assertThat(findings(report(tenant, 3, "hipaa"), "164.312(d)"))
        .contains("metadata actor.authentication");
  }

  @Test
  void shouldNameWhatNobodyCanRead() {
    Story story = new Story(record.events);
    record.events.append(story.tenant, "Review", id, "review.decided", 1, "not JSON");
    record.events.append(story.tenant, "Review", id, "review.decided", 7, "{}");
    record.events.append(story.tenant, "Review", id, "review.imported", 1, "{}");
    JsonNode report = report(story.tenant, 3, "gdpr");
    JsonNode all = ReportsTest.obligation(report, "Art. 5(2)");
    assertThat(all.at("/findingsTotal").longValue()).isEqualTo(3);
    assertThat(all.at("/findings").values())
        .extracting(it -> it.at("/missing/0/because").stringValue())
        .containsExactly(
            "Expected JSON as payload, but it is something else",
            "Expected a way to read revision 7 of review.decided as 1, but this build has none",
            "No event is named 'review.imported' in this build");
    // What cannot be read says none of what it must.
    assertThat(findings(report, "Art. 22(3)")).contains("/", "/reviewer");
  }

  @Test
  void shouldCountWhatWasErasedAsPresent() {
    Story story = new Story(record.events);
    story.reviewDecided();
    String erased = ",\"comment\":\"[erased]\",\"content\":\"[erased]\"";
    record.events.append(
        story.tenant, "Review", id, "review.decided", 1, DECIDED.formatted(id, id, "OK", erased));
    String payload = DECIDED.formatted(id, id, "OK", ",\"content\":\"sealed:1:x\"");
    insert(story.tenant, payload, Map.of(MetadataKeys.SUBJECT, "pseudonym"));
    story.subjects();

    JsonNode report = report(story.tenant, 7, "eu-ai-act");

    JsonNode edited = ReportsTest.obligation(report, "Art. 14(4)(d)");
    assertThat(edited.at("/status").stringValue()).isEqualTo("met");
    assertThat(edited.at("/events").longValue()).isEqualTo(3);
    assertThat(edited.at("/erased").longValue()).isEqualTo(2);
  }

  @Test
  void shouldShowOnlySoManyFindingsAndCountAll() {
    Story story = new Story(record.events);
    for (int i = 0; i < 130; i++) {
      record.events.append(
          story.tenant, "Review", id, "review.decided", 1, DECIDED.formatted(id, id, "", ""));
    }
    JsonNode oversight =
        ReportsTest.obligation(report(story.tenant, 130, "eu-ai-act"), "Art. 14(1)");
    assertThat(oversight.at("/findingsTotal").longValue()).isEqualTo(130);
    assertThat(oversight.at("/findings").size()).isEqualTo(100);
  }

  @Test
  void shouldEscapeWhatTheRecordSays() {
    TenantId tenant = new TenantId(Uuids.next());
    insert(
        tenant,
        DECIDED.formatted(id, id, "OK", ",\"content\":{}"),
        Map.of(MetadataKeys.ACTOR_KIND, ATTACK.replace("\\", "")));
    report(tenant, 1, "eu-ai-act");
    String html =
        record.server.as(tenant, Role.AUDITOR).send("/audit/reports/eu-ai-act?format=html").body();
    assertThat(html)
        .contains("content=\"failed\"", "&lt;script&gt;alert(1)")
        .doesNotContainIgnoringCase("<script")
        .doesNotContainIgnoringCase("<img");
  }

  @Test
  void shouldSayThatThereIsNoReportWherePartOfTheTreeIsGone() {
    try (SignedRecord damaged = new SignedRecord()) {
      Story story = new Story(damaged.events);
      story.reviewDecided();
      damaged.awaitSigned(story.tenant, 2);
      JdbcTemplate owner = new JdbcTemplate(damaged.server.database.superuser());
      owner.execute("ALTER TABLE event_store.event_order DISABLE TRIGGER ALL");
      owner.update(
          "DELETE FROM event_store.event_order WHERE tenant_id = ? AND tenant_position = 2",
          story.tenant.value());

      var answer = damaged.server.as(story.tenant, Role.AUDITOR).send("/audit/reports/hipaa");

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
      assertThat(answer.body()).contains("part of what it has signed is gone");
    }
  }

  @Test
  void shouldFailWhereAnEventWasChangedOrIsGone() {
    Story story = new Story(record.events);
    story.reviewDecided();
    report(story.tenant, 2, "hipaa");
    List<String> partitions =
        superuser.queryForList(
            "SELECT DISTINCT tableoid::regclass::text FROM event_store.events WHERE tenant_id = ?",
            String.class,
            story.tenant.value());
    String partition = partitions.getFirst();
    superuser.execute("ALTER TABLE " + partition + " DISABLE TRIGGER ALL");
    superuser.update(
        "UPDATE "
            + partition
            + " SET payload = convert_to(replace(convert_from(payload, 'UTF8'), 'grace',"
            + " 'grant'), 'UTF8') WHERE tenant_id = ? AND type = 'review.decided'",
        story.tenant.value());
    superuser.update(
        "DELETE FROM " + partition + " WHERE tenant_id = ? AND type = 'validation.accepted'",
        story.tenant.value());
    superuser.execute("ALTER TABLE " + partition + " ENABLE ALWAYS TRIGGER append_only");

    JsonNode report = report(story.tenant, 2, "hipaa");

    assertThat(report.at("/status").stringValue()).isEqualTo("failed");
    JsonNode integrity = ReportsTest.obligation(report, "164.312(c)(1)");
    assertThat(integrity.at("/status").stringValue()).isEqualTo("not-met");
    assertThat(integrity.at("/facts/0/fact").stringValue()).isEqualTo("complete");
    assertThat(integrity.at("/facts/0/says").stringValue())
        .contains("but 1 are missing; the first is at index 1 of the tree");
    assertThat(integrity.at("/facts/1/holds").booleanValue()).isFalse();
    assertThat(integrity.at("/facts/1/says").stringValue())
        .contains("1 do not; the first is event");
  }

  private JsonNode report(TenantId tenant, long events, String framework) {
    QueryServer.Client auditor = record.server.as(tenant, Role.AUDITOR);
    record.awaitCheckpoint(tenant, events);
    var answer = auditor.send("/audit/reports/" + framework);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return QueryServer.json(answer);
  }

  private static List<String> findings(JsonNode report, String obligation) {
    return ReportsTest.obligation(report, obligation).at("/findings").values().stream()
        .flatMap(finding -> finding.at("/missing").values().stream())
        .map(lack -> lack.at("/member").stringValue())
        .toList();
  }

  /** As no program of ours would: past every check. */
  private void insert(TenantId tenant, String payload, Map<String, String> changed) {
    UUID command = Uuids.next();
    Map<String, String> metadata = new TreeMap<>();
    MetadataKeys.MANDATORY.forEach(key -> metadata.put(key, "x"));
    metadata.put(MetadataKeys.ACTOR_KIND, "USER");
    metadata.put(MetadataKeys.COMMAND_ID, command.toString());
    metadata.putAll(changed);
    superuser.update(
        """
        INSERT INTO event_store.events (id, ordinal, tenant_id, aggregate_type, aggregate_id, sequence, type,
          revision, recorded_at, command_id, payload, metadata)
        VALUES (?, 0, ?, 'Review', ?, 0, 'review.decided', 1, now(), ?, ?, ?)
        """,
        Uuids.next(),
        tenant.value(),
        Uuids.next(),
        command,
        payload.getBytes(StandardCharsets.UTF_8),
        JsonMapper.shared().writeValueAsBytes(metadata));
  }
}
