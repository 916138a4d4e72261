package dev.assay.eventstore.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.eventstore.engine.WriterCrowd.Load;
import dev.assay.eventstore.engine.WriterCrowd.Outcome;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The same crowd of writers on two engines. Ours must deliver every event once. Axon's own is the
 * control: were it to lose none, the crowd would be too tame to prove anything about ours.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ManyWritersTest {
  private static final Load FULL = new Load(210, 20); // × 24 writers = 100,800 events
  private static final Load CONTROL = new Load(20, 20);

  @Test
  void oursSkipsNoEventAndDeliversNoneTwice() throws Exception {
    try (EmbeddedDatabase database = EmbeddedDatabase.create();
        OurEngine ours = new OurEngine(database)) {
      Outcome outcome = new WriterCrowd(ours, FULL, seed()).run();
      assertThat(outcome.committed()).hasSize(FULL.total());
      assertThat(outcome.held()).isNotEmpty();
      assertThat(outcome.lost()).isEmpty();
      assertDenseAndOnce(outcome.delivered());
      assertThat(outcome.delivered()).hasSize(FULL.total());
    }
  }

  @Test
  void theStockEngineNeverDeliversWhatWasHeld() throws Exception {
    try (EmbeddedDatabase database = EmbeddedDatabase.create();
        StockEngine stock = new StockEngine(database)) {
      Outcome outcome = new WriterCrowd(stock, CONTROL, seed()).run();
      assertThat(outcome.committed()).hasSize(CONTROL.total());
      assertThat(outcome.held()).isNotEmpty();
      assertThat(outcome.lost()).containsAll(outcome.held());
      System.out.printf(
          "The stock engine lost %d of %d events%n", outcome.lost().size(), CONTROL.total());
    }
  }

  private static void assertDenseAndOnce(List<TrackedEventMessage<?>> delivered) {
    Set<String> ids = new HashSet<>();
    long position = 0;
    for (TrackedEventMessage<?> event : delivered) {
      assertThat(PositionToken.positionOf(event.trackingToken())).isEqualTo(++position);
      assertThat(ids.add(event.getIdentifier())).as("delivered once: %s", event).isTrue();
    }
  }

  private static long seed() {
    long seed = Long.getLong("assay.test.seed", System.nanoTime());
    System.out.println("ManyWritersTest: -Dassay.test.seed=" + seed);
    return seed;
  }
}
