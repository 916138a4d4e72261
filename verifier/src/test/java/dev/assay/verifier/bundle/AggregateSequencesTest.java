package dev.assay.verifier.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AggregateSequencesTest {
  @Test
  void shouldRememberAsAMapDoes() {
    Random random = new Random(3);
    Map<UUID, Long> expected = new HashMap<>();
    AggregateSequences sequences = new AggregateSequences();
    UUID[] ids = new UUID[50_000];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = new UUID(i % 2 == 0 ? 0 : random.nextLong(), random.nextLong());
    }
    for (int i = 0; i < 300_000; i++) {
      UUID id = ids[random.nextInt(ids.length)];
      assertThat(sequences.next(id)).isEqualTo(expected.getOrDefault(id, 0L));
      long sequence = random.nextInt(1_000);
      sequences.seen(id, sequence);
      expected.put(id, sequence + 1);
    }
    assertThat(sequences.size()).isEqualTo(expected.size());
  }

  @Test
  void shouldNotSlowDownForChosenIds() {
    AggregateSequences sequences = new AggregateSequences();
    for (long i = 0; i < 200_000; i++) {
      sequences.seen(new UUID(i, Long.rotateLeft(i, 32)), 0);
    }
    assertThat(sequences.size()).isEqualTo(200_000);
    assertThat(sequences.next(new UUID(7, Long.rotateLeft(7, 32)))).isEqualTo(1);
  }
}
