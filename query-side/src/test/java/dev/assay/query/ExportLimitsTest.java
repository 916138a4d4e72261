package dev.assay.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.api.envelope.Role;
import dev.assay.api.event.DomainEvent;
import dev.assay.api.id.ConversationId;
import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;
import dev.assay.eventstore.testing.TestEvents;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Exports fill neither the disk nor the folder, and whoever asks for too much learns why. */
class ExportLimitsTest {
  private static final int EVENTS = 300;
  private static final String ALL = "{\"scope\":{\"kind\":\"tenant\"}}";
  private static final String FEW = "{\"scope\":{\"kind\":\"positions\",\"from\":1,\"to\":2}}";

  private final TenantId tenant = new TenantId(Uuids.next());

  @Test
  void shouldRefuseMoreExportsThanATenantMayHave() {
    try (SignedRecord record = recorded(Map.of("assay.exports.max-per-tenant", "2"))) {
      QueryServer.Client auditor = record.server.as(tenant, Role.AUDITOR);
      assertThat(ended(auditor, FEW).at("/status").stringValue()).isEqualTo("COMPLETED");
      assertThat(ended(auditor, FEW).at("/status").stringValue()).isEqualTo("COMPLETED");

      HttpResponse<String> third = auditor.post("/audit/exports", FEW);

      assertThat(third.statusCode()).isEqualTo(429);
      assertThat(third.body())
          .contains("QUOTA_EXCEEDED")
          .contains(
              "Expected at most 2 exports of a tenant, but there are as many; each expires after PT24H");
      QueryServer.Client other = record.server.as(new TenantId(Uuids.next()), Role.AUDITOR);
      assertThat(other.post("/audit/exports", FEW).statusCode()).isEqualTo(202);
    }
  }

  @Test
  void shouldEndWhereTheFolderWouldGrowTooLarge() throws IOException {
    try (SignedRecord record = recorded(Map.of("assay.exports.max-bytes", "40KB"))) {
      QueryServer.Client auditor = record.server.as(tenant, Role.AUDITOR);

      JsonNode tooLarge = ended(auditor, ALL);

      assertThat(tooLarge.at("/status").stringValue()).isEqualTo("FAILED");
      assertThat(tooLarge.at("/failure").stringValue()).contains("Expected room for the export");
      assertThat(sizeOf(record.server.exports)).isLessThan(40 * 1024);
      // The control: there is room for less.
      assertThat(ended(auditor, FEW).at("/status").stringValue()).isEqualTo("COMPLETED");
    }
  }

  @Test
  void shouldLeaveRoomOnTheDisk() {
    try (SignedRecord record = recorded(Map.of("assay.exports.min-free", "1000000GB"))) {
      JsonNode none = ended(record.server.as(tenant, Role.AUDITOR), FEW);

      assertThat(none.at("/status").stringValue()).isEqualTo("FAILED");
      assertThat(none.at("/failure").stringValue()).contains("Expected room for the export");
    }
  }

  private SignedRecord recorded(Map<String, Object> settings) {
    SignedRecord record = new SignedRecord(settings);
    UUID conversation = Uuids.next();
    DomainEvent[] events = new DomainEvent[EVENTS];
    for (int sequence = 0; sequence < EVENTS; sequence++) {
      events[sequence] = TestEvents.event(conversation, sequence);
    }
    record.events.append(tenant, new ConversationId(conversation), events);
    record.awaitSigned(tenant, EVENTS);
    return record;
  }

  private static JsonNode ended(QueryServer.Client auditor, String request) {
    HttpResponse<String> begun = auditor.post("/audit/exports", request);
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
    String path = "/audit/exports/" + QueryServer.json(begun).at("/exportId").stringValue();
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> QueryServer.json(auditor.send(path)),
            it -> it.at("/status").stringValue("").matches("COMPLETED|FAILED"));
  }

  private static long sizeOf(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
