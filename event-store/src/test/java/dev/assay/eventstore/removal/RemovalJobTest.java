package dev.assay.eventstore.removal;

import static dev.assay.eventstore.testing.StoreUnderTest.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.api.envelope.EnvelopeCorrelation;
import dev.assay.api.envelope.MetadataKeys;
import dev.assay.api.id.Uuids;
import dev.assay.api.subject.RemovalEvent.CiphertextRemoved;
import dev.assay.eventstore.keys.Keys;
import dev.assay.eventstore.reader.StoredEvent;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.eventstore.testing.StoreUnderTest;
import dev.assay.eventstore.testing.TestEvents;
import dev.assay.eventstore.testing.TestKeys;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class RemovalJobTest {
  private final UUID tenant = Uuids.next();
  private final EmbeddedDatabase database = EmbeddedDatabase.create();
  private final JdbcTemplate superuser = new JdbcTemplate(database.superuser());
  private final Keys keys = TestKeys.of(database.databases());
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private StoreUnderTest store;

  @BeforeEach
  void anErasedPersonsConversation() throws InterruptedException {
    store = StoreUnderTest.started(database.databases());
    UUID conversation = Uuids.next();
    Map<String, String> first = envelope(tenant, Uuids.next());
    Map<String, String> second = envelope(tenant, Uuids.next());
    first.put(MetadataKeys.SUBJECT, "ada");
    store.engine().appendEvents(TestEvents.messages(conversation, 0, 1, first));
    store.engine().appendEvents(TestEvents.messages(conversation, 1, 8, second));
    store.head().awaitBeyond(8, Duration.ofSeconds(10));
    keys.subjects().erase(tenant, "ada");
  }

  @AfterEach
  void close() {
    store.close();
    database.close();
  }

  @Test
  void shouldTellTheRecordOnceHowMuchWasRemoved() {
    RemovalJob job = job(3, 100);
    job.look();
    job.look();
    CiphertextRemoved told = told().getFirst();
    assertThat(told.events()).isEqualTo(8);
    assertThat(told.texts()).isEqualTo(8);
    assertThat(told.dataKeys()).isEqualTo(1);
    assertThat(told()).hasSize(1);
    assertThat(meters.counter("assay.erasure.removed.texts").count()).isEqualTo(8);
    assertThat(job.trouble()).isEmpty();
  }

  @Test
  void shouldGoOnAfterAProcessThatDiedBetweenTwoSteps() {
    job(2, 2).look();
    assertThat(told()).isEmpty();
    job(2, 100).look();
    assertThat(told()).hasSize(1).first().extracting(CiphertextRemoved::events).isEqualTo(8L);
  }

  @Test
  void shouldTellTheRecordNoSecondTimeAfterAProcessThatDiedBeforeItNotedThatItHad() {
    job(100, 100).look();
    superuser.update("UPDATE event_store.removals SET recorded_at = NULL");
    job(100, 100).look();
    assertThat(told()).hasSize(1);
    assertThat(
            superuser.queryForObject(
                "SELECT count(*) FROM event_store.removals WHERE recorded_at IS NULL", Long.class))
        .isZero();
  }

  @Test
  void shouldSayWhatKeepsItFromRemoving() {
    superuser.execute("REVOKE USAGE ON SCHEMA event_store FROM assay_keeper");
    RemovalJob job = job(100, 100);
    job.look();
    assertThat(job.trouble()).isPresent();
    assertThat(meters.counter("assay.erasure.removal.failures").count()).isEqualTo(1);
    superuser.execute("GRANT USAGE ON SCHEMA event_store TO assay_keeper");
    job.look();
    assertThat(job.trouble()).isEmpty();
    assertThat(told()).hasSize(1);
  }

  private RemovalJob job(int batch, int steps) {
    RemovalProperties properties =
        new RemovalProperties(Duration.ZERO, Duration.ofHours(1), batch, 100, steps);
    return new RemovalJob(
        new CiphertextRemoval(database.databases(), properties),
        new RecordedRemovals(store.engine(), new EnvelopeCorrelation("1.0", "access:1")),
        properties,
        meters);
  }

  private List<CiphertextRemoved> told() {
    long stored =
        java.util.Objects.requireNonNull(
            superuser.queryForObject("SELECT count(*) FROM event_store.events", Long.class));
    await().until(() -> store.reader().head() == stored);
    return store.reader().ofTenantAfter(tenant, 0, 1_000).stream()
        .map(StoredEvent::opened)
        .filter(CiphertextRemoved.class::isInstance)
        .map(CiphertextRemoved.class::cast)
        .toList();
  }
}
