package dev.assay.eventstore.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.api.access.AccessEvent.RecordRead;
import dev.assay.api.access.AccessRecord;
import dev.assay.api.envelope.Actor;
import dev.assay.api.envelope.EnvelopeCorrelation;
import dev.assay.api.envelope.MetadataKeys;
import dev.assay.api.envelope.Role;
import dev.assay.api.id.AccessId;
import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;
import dev.assay.eventstore.DuplicateCommandException;
import dev.assay.eventstore.reader.StoredEvent;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.eventstore.testing.StoreUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.json.JsonMapper;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordedAccessTest {
  private final TenantId tenant = new TenantId(Uuids.next());
  private EmbeddedDatabase database;
  private StoreUnderTest store;
  private AccessRecord record;

  @BeforeAll
  void open() {
    database = EmbeddedDatabase.create();
    store = StoreUnderTest.started(database.databases());
    record = new RecordedAccess(store.engine(), new EnvelopeCorrelation("1.0", "access:1"));
  }

  @AfterAll
  void close() {
    store.close();
    database.close();
  }

  private AccessRecord.Origin ada() {
    return new AccessRecord.Origin(
        tenant,
        new Actor(Actor.Kind.USER, "ada", null, Set.of(Role.AUDITOR), "oidc", "203.0.113.7"),
        "request-1",
        "correlation-1");
  }

  private static RecordRead read() {
    return new RecordRead(
        new AccessId(Uuids.next()),
        "GET /api/v1/audit/events",
        JsonMapper.shared().createObjectNode().put("type", "t"));
  }

  @Test
  void shouldRecordAnAccessWithACompleteEnvelopeInItsPlace() throws InterruptedException {
    RecordRead read = read();
    record.append(read, ada());
    store.head().awaitBeyond(0, Duration.ofSeconds(10));
    List<StoredEvent> events =
        store.reader().ofAggregate(tenant.value(), read.accessId().value(), 0, 10);
    assertThat(events).hasSize(1);
    StoredEvent stored = events.getFirst();
    assertThat(stored.opened()).isEqualTo(read);
    assertThat(stored.sequence()).isZero();
    assertThat(stored.aggregateType()).isEqualTo("Access");
    assertThat(stored.metadata().keySet()).containsAll(MetadataKeys.MANDATORY);
    assertThat(stored.metadata())
        .containsEntry(MetadataKeys.ACTOR_ID, "ada")
        .containsEntry(MetadataKeys.ACTOR_ADDRESS, "203.0.113.7")
        .containsEntry(MetadataKeys.CAUSATION_ID, read.accessId().toString());
  }

  @Test
  void shouldRefuseTheSameAccessTwice() {
    RecordRead read = read();
    record.append(read, ada());
    assertThatThrownBy(() -> record.append(read, ada()))
        .isInstanceOf(DuplicateCommandException.class);
  }
}
