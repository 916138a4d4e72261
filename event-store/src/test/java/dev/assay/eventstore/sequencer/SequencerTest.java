package dev.assay.eventstore.sequencer;

import static dev.assay.eventstore.testing.StoreUnderTest.envelope;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.id.Uuids;
import dev.assay.eventstore.reader.StoredEvent;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.eventstore.testing.StoreUnderTest;
import dev.assay.eventstore.testing.TestEvents;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SequencerTest {
  @Test
  void ordersWhatWasAppendedDenselyGloballyAndWithinEachTenant() throws InterruptedException {
    try (EmbeddedDatabase database = EmbeddedDatabase.create();
        StoreUnderTest store = StoreUnderTest.started(database.databases())) {
      UUID tenantA = Uuids.next();
      UUID tenantB = Uuids.next();
      for (int i = 0; i < 50; i++) {
        UUID tenant = i % 3 == 0 ? tenantA : tenantB;
        UUID aggregate = Uuids.next();
        store
            .engine()
            .appendEvents(TestEvents.messages(aggregate, 0, 3, envelope(tenant, Uuids.next())));
      }
      assertThat(store.head().awaitBeyond(149, Duration.ofSeconds(10))).isEqualTo(150);
      var all = store.reader().after(0, 1_000);
      assertThat(all)
          .extracting(StoredEvent::position)
          .isEqualTo(LongStream.rangeClosed(1, 150).boxed().toList());
      for (UUID tenant : List.of(tenantA, tenantB)) {
        var own = all.stream().filter(e -> e.tenantId().value().equals(tenant)).toList();
        assertThat(own)
            .extracting(StoredEvent::tenantPosition)
            .isEqualTo(LongStream.rangeClosed(1, own.size()).boxed().toList());
        assertThat(store.reader().ofTenantAfter(tenant, 0, 1_000)).hasSameSizeAs(own);
      }
    }
  }
}
