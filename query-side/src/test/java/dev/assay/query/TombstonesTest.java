package dev.assay.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.api.envelope.Role;
import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;
import dev.assay.eventstore.removal.CiphertextRemoval;
import dev.assay.eventstore.removal.RemovalProperties;
import dev.assay.projections.testing.Story;
import dev.assay.verifier.bundle.Report;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** What is proven and told of events whose ciphertext was removed. */
class TombstonesTest {
  private final SignedRecord record = new SignedRecord();
  private final Story story = new Story(record.events);
  private final TenantId tenant = story.tenant;
  private final QueryServer.Client auditor = record.server.as(tenant, Role.AUDITOR);
  private final JdbcTemplate superuser = new JdbcTemplate(record.server.database.superuser());
  private @TempDir Path folder;

  @BeforeEach
  void record() {
    record.events.by("ada", "correlation-of-execution");
    story.executionStarted();
    story.drafted();
    story.validationEscalated();
    story.reviewDecided();
    story.executionCompleted();
    record.awaitSigned(tenant, 20);
  }

  @AfterEach
  void close() {
    record.close();
  }

  @Test
  void shouldProveEventsWhoseCiphertextIsGoneAndCountThem() throws IOException {
    Path before = export();
    assertThat(text(before, "manifest.json")).contains("assay-bundle/1");
    removeAll();
    Path after = export();

    Report report = record.verify(after, tenant);
    assertThat(report.isVerified()).as(report.findings().toString()).isTrue();
    assertThat((Long) report.facts().get("tombstonedPayloads")).isGreaterThan(10L);
    assertThat(report.facts()).containsEntry("withheldPayloads", 0L);
    assertThat(text(after, "manifest.json")).contains("assay-bundle/2");
    assertThat(record.verify(before, tenant).isVerified()).isTrue();
  }

  @Test
  void shouldTellTheStoryWithErasedForItsTexts() throws IOException {
    removeAll();
    HttpResponse<String> answer = auditor.send("/audit/executions/" + story.execution + "/dossier");
    JsonNode dossier = QueryServer.json(answer);
    assertThat(dossier.at("/outcome/status").stringValue()).isEqualTo("COMPLETED");
    assertThat(answer.body()).contains("[erased]").doesNotContain("A draft.", "Shorten it.");
    assertThat(dossier.at("/events/0/payloadTombstoned").booleanValue()).isTrue();
    Report report =
        record.verify(Files.writeString(folder.resolve("dossier.json"), answer.body()), tenant);
    assertThat(report.isVerified()).as(report.findings().toString()).isTrue();
    String history =
        auditor.send("/audit/aggregates/WorkflowExecution/" + story.execution + "/events").body();
    assertThat(history).doesNotContain("A draft.");
  }

  /** As if the keys that sealed these events had been erased in the key store. */
  private void removeAll() {
    superuser.update(
        """
        INSERT INTO keys.tenant_keys (key_id, tenant_id, purpose, version, wrapped_by, retired_at)
        VALUES (?, ?, 'wrapping', 1, 'test:1', now())""",
        tenant.value(),
        tenant.value());
    superuser.update(
        """
        INSERT INTO keys.data_keys (key_id, tenant_id, subject, retention_class, version, tenant_key_id,
          seals_until, erased_at, erased_because)
        SELECT k, tenant_id, 'somebody', 'content', row_number() OVER (), tenant_id, now(), now(), 'subject'
        FROM (SELECT DISTINCT tenant_id, unnest(event_store.keys_of(payload, true)) AS k
              FROM event_store.events WHERE tenant_id = ?) e""",
        tenant.value());
    CiphertextRemoval removal =
        new CiphertextRemoval(
            record.server.database.databases(),
            new RemovalProperties(Duration.ZERO, Duration.ofHours(1), 100, 100, 100));
    await().until(() -> removal.step().isEmpty());
  }

  private Path export() throws IOException {
    HttpResponse<String> begun =
        auditor.post("/audit/exports", "{\"scope\":{\"kind\":\"tenant\"}}");
    String path = "/audit/exports/" + QueryServer.json(begun).at("/exportId").stringValue();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> auditor.get(path).at("/status").stringValue("").equals("COMPLETED"));
    return Files.write(
        folder.resolve(Uuids.next() + ".zip"), auditor.bytes(path + "/content").body());
  }

  private static String text(Path bundle, String part) throws IOException {
    try (ZipFile zip = new ZipFile(bundle.toFile())) {
      return new String(
          zip.getInputStream(zip.getEntry(part)).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
