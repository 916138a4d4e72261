package dev.assay.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.api.envelope.Role;
import dev.assay.api.event.DomainEvent;
import dev.assay.api.id.ConversationId;
import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;
import dev.assay.eventstore.testing.TestEvents;
import dev.assay.projections.testing.Story;
import dev.assay.verifier.bundle.Check;
import dev.assay.verifier.bundle.Report;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is exported verifies with nothing of ours but the verifier and the log's key. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExportsTest {
  private static final int OTHERS = 700;

  private final SignedRecord record = new SignedRecord();
  private final Story story = new Story(record.events);
  private final TenantId tenant = story.tenant;
  private final QueryServer.Client auditor = record.server.as(tenant, Role.AUDITOR);
  private @TempDir Path folder;

  @BeforeAll
  void record() {
    append(tenant, OTHERS);
    record.events.by("ada", "correlation-of-execution");
    story.executionStarted();
    story.drafted();
    story.validationEscalated();
    story.reviewDecided();
    story.executionCompleted();
    record.events.by("ada", "another-correlation");
    append(tenant, 40);
    append(new TenantId(Uuids.next()), 30);
    record.awaitSigned(tenant, OTHERS + 60);
  }

  @AfterAll
  void close() {
    record.close();
  }

  private void append(TenantId of, int count) {
    for (int i = 0; i < count; i += 10) {
      UUID conversation = Uuids.next();
      DomainEvent[] events = new DomainEvent[10];
      for (int sequence = 0; sequence < events.length; sequence++) {
        events[sequence] = TestEvents.event(conversation, sequence);
      }
      record.events.append(of, new ConversationId(conversation), events);
    }
  }

  @Test
  void shouldExportAllOfATenantAndShowThatNothingIsMissing() throws IOException {
    Path bundle = export("{\"scope\":{\"kind\":\"tenant\"}}");

    Report report = record.verify(bundle, tenant);

    assertThat(report.isVerified()).as(report.findings().toString()).isTrue();
    JsonNode manifest = manifest(bundle);
    assertThat(manifest.at("/leaves/kind").stringValue()).isEqualTo("range");
    assertThat(manifest.at("/leaves/from").longValue()).isZero();
    assertThat(manifest.at("/leaves/to")).isEqualTo(manifest.at("/treeSize"));
    assertThat(report.facts().get("events")).isEqualTo(manifest.at("/treeSize").longValue());
    assertThat(report.finding(Check.STRUCTURE).message()).isNotBlank();
  }

  @Test
  void shouldExportARangeOfPositions() throws IOException {
    JsonNode page = auditor.get("/audit/events?limit=400");
    long from = page.at("/items/57/position").longValue();
    long to = page.at("/items/333/position").longValue();

    Path bundle =
        export("{\"scope\":{\"kind\":\"positions\",\"from\":%d,\"to\":%d}}".formatted(from, to));

    Report report = record.verify(bundle, tenant);
    assertThat(report.isVerified()).as(report.findings().toString()).isTrue();
    assertThat(report.facts().get("events")).isEqualTo(277L);
    assertThat(lines(bundle)).contains(page.at("/items/57/eventId").stringValue());
    assertThat(lines(bundle)).doesNotContain(page.at("/items/334/eventId").stringValue());
  }

  @Test
  void shouldExportOneExecutionWithAllThatBelongsToIt() throws IOException {
    Path bundle =
        export(
            "{\"scope\":{\"kind\":\"execution\",\"executionId\":\"%s\"}}"
                .formatted(story.execution));

    Report report = record.verify(bundle, tenant);
    assertThat(report.isVerified()).as(report.findings().toString()).isTrue();
    String lines = lines(bundle);
    assertThat(lines.lines())
        .hasSize(
            auditor
                .get("/audit/events?limit=500&correlationId=correlation-of-execution")
                .at("/items")
                .size())
        .hasSizeGreaterThan(25);
    assertThat(lines).contains("\"aggregateType\":\"Review\"").contains("\"proof\":[");
  }

  @Test
  void shouldExportOneAggregate() throws IOException {
    Path bundle =
        export(
            "{\"scope\":{\"kind\":\"aggregate\",\"aggregateId\":\"%s\"}}"
                .formatted(story.validation));

    Report report = record.verify(bundle, tenant);
    assertThat(report.isVerified()).as(report.findings().toString()).isTrue();
    assertThat(lines(bundle).lines())
        .isNotEmpty()
        .allMatch(line -> line.contains(story.validation.toString()));
  }

  @Test
  void shouldWithholdWithoutBreakingAProof() throws IOException {
    Path bundle =
        export("{\"scope\":{\"kind\":\"tenant\"},\"withhold\":[\"metadata\",\"review.decided\"]}");

    Report report = record.verify(bundle, tenant);
    assertThat(report.isVerified()).as(report.findings().toString()).isTrue();
    assertThat(report.facts().get("withheldPayloads")).isEqualTo(1L);
    assertThat(report.facts().get("withheldMetadata")).isEqualTo(report.facts().get("events"));
    assertThat(lines(bundle)).doesNotContain("\"metadata\"").doesNotContain("metadataSalt");
  }

  @Test
  void shouldBeCaughtWhenAnythingIsChanged() throws IOException {
    Path bundle =
        export(
            "{\"scope\":{\"kind\":\"aggregate\",\"aggregateId\":\"%s\"}}".formatted(story.review));
    Path changed = folder.resolve("changed.zip");
    rewrite(bundle, changed, "review.decided", "review.refused");

    Report report = record.verify(changed, tenant);

    assertThat(report.isVerified()).isFalse();
    assertThat(report.firstBad().orElseThrow().check()).isEqualTo(Check.EVENTS);
    // The control: the same writing without a change.
    Path same = folder.resolve("same.zip");
    rewrite(bundle, same, "review.decided", "review.decided");
    assertThat(record.verify(same, tenant).isVerified()).isTrue();
  }

  @Test
  void shouldTellHowFarItIs() {
    HttpResponse<String> begun =
        auditor.post("/audit/exports", "{\"scope\":{\"kind\":\"tenant\"}}");
    assertThat(begun.statusCode()).isEqualTo(202);
    String location = begun.headers().firstValue("Location").orElseThrow();
    JsonNode status = completed(location.substring("/api/v1".length()));

    assertThat(status.at("/events/written")).isEqualTo(status.at("/events/total"));
    assertThat(status.at("/bytes").longValue()).isPositive();
    assertThat(status.at("/sha256").stringValue()).hasSize(64);
    assertThat(status.at("/expiresAt").stringValue()).isNotBlank();
    assertThat(status.at("/requestedBy").stringValue()).isEqualTo("ada");
  }

  @Test
  void shouldRecordWhoExportsWhat() {
    auditor.post("/audit/exports", "{\"scope\":{\"kind\":\"positions\",\"from\":3,\"to\":4}}");
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(
                        auditor
                            .send("/audit/events?type=access.record-read&sort=-position&limit=500")
                            .body())
                    .contains("POST /api/v1/audit/exports")
                    .contains("\\\"from\\\":3"));
  }

  @Test
  void shouldKeepFilesToTheirOwner() throws IOException {
    Path bundle =
        export(
            "{\"scope\":{\"kind\":\"aggregate\",\"aggregateId\":\"%s\"}}".formatted(story.review));
    assertThat(bundle).isNotEmptyFile();
    try (var all = Files.walk(record.server.exports.resolve(tenant.toString()))) {
      assertThat(all.filter(Files::isRegularFile).filter(file -> !file.endsWith("lock")))
          .isNotEmpty()
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
  }

  @Test
  void shouldBeginAnewWhatADeadProcessLeft() throws IOException {
    HttpResponse<String> begun =
        auditor.post("/audit/exports", "{\"scope\":{\"kind\":\"tenant\"}}");
    String id = QueryServer.json(begun).at("/exportId").stringValue();
    JsonNode first = completed("/audit/exports/" + id);
    Path job = record.server.exports.resolve(tenant.toString()).resolve(id).resolve("job.json");
    // As kill -9 leaves it: running, half a file, no lock.
    Files.delete(job.resolveSibling("bundle.zip"));
    Files.writeString(job.resolveSibling("bundle.zip.part"), "half");
    Files.writeString(
        job,
        Files.readString(job)
            .replace("\"COMPLETED\"", "\"RUNNING\"")
            .replaceAll("\"(endedAt|expiresAt)\":\"[^\"]*\"", "\"$1\":null"));

    JsonNode again = completed("/audit/exports/" + id);

    assertThat(again.at("/startedAt").stringValue())
        .isGreaterThan(first.at("/startedAt").stringValue());
    assertThat(record.verify(fetch(id), tenant).isVerified()).isTrue();
  }

  @Test
  void shouldForgetWhatHasExpired() throws IOException {
    HttpResponse<String> begun =
        auditor.post("/audit/exports", "{\"scope\":{\"kind\":\"positions\",\"from\":1,\"to\":9}}");
    String id = QueryServer.json(begun).at("/exportId").stringValue();
    completed("/audit/exports/" + id);
    Path job = record.server.exports.resolve(tenant.toString()).resolve(id).resolve("job.json");
    Files.writeString(
        job,
        Files.readString(job)
            .replaceAll("\"expiresAt\":\"[^\"]*\"", "\"expiresAt\":\"2020-01-01T00:00:00Z\""));

    assertThat(auditor.send("/audit/exports/" + id).statusCode()).isEqualTo(404);
    assertThat(auditor.send("/audit/exports/" + id + "/content").statusCode()).isEqualTo(404);
    await().atMost(Duration.ofSeconds(20)).until(() -> !Files.exists(job.getParent()));
  }

  @Test
  void shouldSayWhatCannotBeExported() {
    assertThat(failure("{\"kind\":\"execution\",\"executionId\":\"%s\"}".formatted(Uuids.next())))
        .contains("Expected to find execution");
    assertThat(failure("{\"kind\":\"aggregate\",\"aggregateId\":\"%s\"}".formatted(Uuids.next())))
        .contains("Expected to find aggregate");
    for (String body :
        new String[] {
          "{}",
          "{\"scope\":{\"kind\":\"everything\"}}",
          "{\"scope\":{\"kind\":\"tenant\",\"from\":1}}",
          "{\"scope\":{\"kind\":\"positions\",\"from\":9,\"to\":1}}",
          "{\"scope\":{\"kind\":\"tenant\"},\"withhold\":[\"pay-load\"]}"
        }) {
      assertThat(auditor.post("/audit/exports", body).statusCode()).as(body).isEqualTo(400);
    }
  }

  @Test
  void shouldBeForAuditorsOfTheTenant() {
    HttpResponse<String> begun =
        auditor.post("/audit/exports", "{\"scope\":{\"kind\":\"tenant\"}}");
    String id = QueryServer.json(begun).at("/exportId").stringValue();
    QueryServer.Client stranger = record.server.as(new TenantId(Uuids.next()), Role.AUDITOR);
    assertThat(stranger.send("/audit/exports/" + id).statusCode()).isEqualTo(404);
    assertThat(stranger.send("/audit/exports/" + id + "/content").statusCode()).isEqualTo(404);
    assertThat(
            record
                .server
                .as(tenant, Role.TENANT_ADMIN)
                .post("/audit/exports", "{\"scope\":{\"kind\":\"tenant\"}}")
                .statusCode())
        .isEqualTo(403);
  }

  private String failure(String scope) {
    HttpResponse<String> begun = auditor.post("/audit/exports", "{\"scope\":" + scope + "}");
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
    String path = "/audit/exports/" + QueryServer.json(begun).at("/exportId").stringValue();
    JsonNode status = ended(path);
    assertThat(status.at("/status").stringValue()).isEqualTo("FAILED");
    assertThat(auditor.send(path + "/content").statusCode()).isEqualTo(409);
    return status.at("/failure").stringValue();
  }

  private Path export(String request) throws IOException {
    HttpResponse<String> begun = auditor.post("/audit/exports", request);
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
    String id = QueryServer.json(begun).at("/exportId").stringValue();
    completed("/audit/exports/" + id);
    return fetch(id);
  }

  private Path fetch(String id) throws IOException {
    HttpResponse<byte[]> content = auditor.bytes("/audit/exports/" + id + "/content");
    assertThat(content.statusCode()).isEqualTo(200);
    assertThat(content.headers().firstValue("Content-Type")).contains("application/zip");
    Path file = folder.resolve(UUID.randomUUID() + ".zip");
    return Files.write(file, content.body());
  }

  private JsonNode completed(String path) {
    JsonNode status = ended(path);
    assertThat(status.at("/status").stringValue()).as(status.toString()).isEqualTo("COMPLETED");
    return status;
  }

  private JsonNode ended(String path) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> QueryServer.json(auditor.send(path)),
            it -> it.at("/status").stringValue("").matches("COMPLETED|FAILED"));
  }

  private static JsonNode manifest(Path bundle) throws IOException {
    return JsonMapper.shared().readTree(part(bundle, "manifest.json"));
  }

  private static String lines(Path bundle) throws IOException {
    return part(bundle, "events.ndjson");
  }

  private static String part(Path bundle, String name) throws IOException {
    try (ZipFile zip = new ZipFile(bundle.toFile())) {
      return new String(
          zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void rewrite(Path from, Path to, String what, String by) throws IOException {
    try (ZipFile zip = new ZipFile(from.toFile());
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to))) {
      for (ZipEntry entry : java.util.Collections.list(zip.entries())) {
        out.putNextEntry(new ZipEntry(entry.getName()));
        out.write(
            new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8)
                .replace(what, by)
                .getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
      }
    }
  }
}
