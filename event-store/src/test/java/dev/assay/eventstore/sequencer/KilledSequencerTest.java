package dev.assay.eventstore.sequencer;

import static dev.assay.eventstore.testing.StoreUnderTest.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.api.id.Uuids;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.reader.StoredEvent;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.eventstore.testing.StoreUnderTest;
import dev.assay.eventstore.testing.TestEvents;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class KilledSequencerTest {
  private static final int EVENTS = 6_000;
  private static final int KILLS = 3;
  private static final int BATCH = 7; // small, so that a kill falls into the middle
  private static final Duration LONG = Duration.ofSeconds(60);

  @Test
  void killedInTheMiddleSeveralTimesEveryEventHasOnePosition() throws Exception {
    long seed = Long.getLong("assay.test.seed", System.nanoTime());
    System.out.println("KilledSequencerTest: -Dassay.test.seed=" + seed);
    Random random = new Random(seed);
    try (EmbeddedDatabase database = EmbeddedDatabase.create();
        StoreUnderTest store = new StoreUnderTest(database.databases())) {
      append(store, EVENTS);
      for (int kill = 1; kill <= KILLS; kill++) {
        long before = store.reader().head();
        long at = before + 50 + random.nextInt(1_000);
        Process child = start(database);
        await()
            .pollInterval(Duration.ofMillis(2))
            .atMost(LONG)
            .until(() -> store.reader().head() >= at);
        child.destroyForcibly().waitFor();
        assertThat(store.reader().head()).as("killed in the middle").isBetween(at, EVENTS - 1L);
      }
      Process last = start(database);
      await().atMost(LONG).until(() -> store.reader().head() == EVENTS);
      last.destroyForcibly().waitFor();
      assertDense(store);
    }
  }

  private static void assertDense(StoreUnderTest store) {
    List<StoredEvent> all = store.reader().after(0, EVENTS + 1);
    assertThat(all)
        .extracting(StoredEvent::position)
        .isEqualTo(LongStream.rangeClosed(1, EVENTS).boxed().toList());
    assertThat(all)
        .extracting(StoredEvent::tenantPosition)
        .isEqualTo(LongStream.rangeClosed(1, EVENTS).boxed().toList());
    assertThat(all.stream().map(StoredEvent::id).distinct()).hasSize(EVENTS);
  }

  private static void append(StoreUnderTest store, int events) {
    UUID tenant = Uuids.next();
    for (int i = 0; i < events; i += 100) {
      store
          .engine()
          .appendEvents(TestEvents.messages(Uuids.next(), 0, 100, envelope(tenant, Uuids.next())));
    }
  }

  private static Process start(EmbeddedDatabase database) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            SequencerProcess.class.getName(),
            database.url(),
            DatabaseRole.SEQUENCER.login(),
            database.passwords().get(DatabaseRole.SEQUENCER.key()),
            String.valueOf(BATCH))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
