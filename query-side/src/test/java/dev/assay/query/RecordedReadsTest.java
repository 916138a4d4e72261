package dev.assay.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.envelope.Role;
import dev.assay.eventstore.codec.EventCodec;
import dev.assay.projections.testing.RecordedEvents;
import dev.assay.projections.testing.Story;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RecordedReadsTest {
  private final QueryServer server = QueryServer.shared();
  private final Story story = new Story(server.record);
  private final QueryServer.Client auditor = server.as(story.tenant, Role.AUDITOR);
  private final JdbcTemplate superuser = new JdbcTemplate(server.database.superuser());

  record Read(JsonNode payload, Map<String, String> metadata) {}

  private List<Read> reads() {
    EventCodec codec = new EventCodec(RecordedEvents.SEALING);
    return superuser.query(
        """
        SELECT payload, metadata FROM event_store.events
        WHERE tenant_id = ? AND type = 'access.record-read' ORDER BY id
        """,
        (row, index) ->
            new Read(
                JsonMapper.shared()
                    .readTree(
                        RecordedEvents.SEALING.openJson(
                            story.tenant.value(),
                            new String(row.getBytes(1), StandardCharsets.UTF_8))),
                codec.decodeMetadata(row.getBytes(2))),
        story.tenant.value());
  }

  @Test
  void shouldRecordWhoAskedForWhat() {
    story.tenantRegistered();
    auditor.send("/audit/events?type=review.decided&limit=3", "X-Request-Id", "request-77");
    auditor.send("/audit/Tenant/" + story.tenant + "/state?position=1");
    List<Read> reads = reads();
    assertThat(reads).hasSize(2);
    assertThat(reads.getFirst().payload().at("/operation").stringValue())
        .isEqualTo("GET /api/v1/audit/events");
    assertThat(reads.getFirst().payload().at("/parameters").toString())
        .isEqualTo("{\"type\":\"review.decided\",\"limit\":\"3\"}");
    assertThat(reads.getFirst().metadata())
        .containsEntry("actor.id", "ada")
        .containsEntry("actor.roles", "auditor");
    assertThat(reads.getLast().payload().at("/operation").stringValue())
        .isEqualTo("GET /api/v1/audit/{aggregateType}/{id}/state");
    assertThat(reads.getLast().payload().at("/parameters/id").stringValue())
        .isEqualTo(story.tenant.toString());
  }

  @Test
  void shouldNotRecordAsReadWhatWasRefused() {
    server.as(story.tenant, Role.TENANT_ADMIN).send("/audit/events");
    assertThat(reads()).isEmpty();
  }

  @Test
  void shouldNotAnswerWhatCannotBeRecorded() {
    story.tenantRegistered();
    superuser.execute(
        """
        ALTER TABLE event_store.events ADD CONSTRAINT full_disk
          CHECK (type <> 'access.record-read' OR tenant_id <> '%s'::uuid)
        """
            .formatted(story.tenant));
    try {
      var answer = auditor.send("/audit/events");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
      assertThat(answer.body()).doesNotContain("items").doesNotContain("full_disk");
    } finally {
      superuser.execute("ALTER TABLE event_store.events DROP CONSTRAINT full_disk");
    }
    assertThat(auditor.send("/audit/events").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldCutWhatIsSentTooLong() throws DataAccessException {
    auditor.send("/audit/events?type=" + "x".repeat(3_000));
    assertThat(reads().getFirst().payload().at("/parameters/type").stringValue()).hasSize(500);
  }
}
