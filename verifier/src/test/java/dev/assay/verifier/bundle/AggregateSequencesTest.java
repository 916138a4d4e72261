package dev.assay.verifier.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.verifier.merkle.Hash;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AggregateSequencesTest {
  @Test
  void shouldRememberAsAMapDoes() {
    Random random = new Random(3);
    Map<UUID, Long> expected = new HashMap<>();
    AggregateSequences sequences = new AggregateSequences(AggregateSequences.MOST);
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
    AggregateSequences sequences = new AggregateSequences(AggregateSequences.MOST);
    for (long i = 0; i < 200_000; i++) {
      sequences.seen(new UUID(i, Long.rotateLeft(i, 32)), 0);
    }
    assertThat(sequences.size()).isEqualTo(200_000);
    assertThat(sequences.next(new UUID(7, Long.rotateLeft(7, 32)))).isEqualTo(1);
  }

  @Test
  void shouldFollowNoMoreThanThereIsRoomFor() {
    AggregateSequences sequences = new AggregateSequences(2);
    for (long id = 1; id <= 3; id++) {
      assertThat(sequences.hasRoom()).isEqualTo(id <= 2);
      sequences.seen(new UUID(0, id), 4);
    }
    sequences.seen(new UUID(0, 1), 5);

    assertThat(sequences.size()).isEqualTo(2);
    assertThat(sequences.next(new UUID(0, 1))).isEqualTo(6);
    assertThat(sequences.next(new UUID(0, 3))).isZero();
  }

  @Test
  void shouldSayWhenThereWasNoRoomAndSuspectNobodyThen() {
    SequenceRule rule = SequenceRule.of(new Manifest.Range(0, 9), new AggregateSequences(1));
    assertThat(rule.isComplete()).isTrue();
    rule.check(event(1, 0), Place.ofLine(1));
    assertThat(rule.isComplete()).isFalse();
    rule.check(event(2, 7), Place.ofLine(2));
    assertThatThrownBy(() -> rule.check(event(1, 2), Place.ofLine(3)))
        .isInstanceOf(NotVerified.class);
  }

  private static EventLine event(long aggregate, long sequence) {
    EventLine.Content content =
        new EventLine.Content(Hash.ofEmptyTree(), EventLine.Presence.WITHHELD);
    return new EventLine(
        0,
        Hash.ofEmptyTree(),
        new UUID(0, 0),
        "A",
        new UUID(0, aggregate),
        sequence,
        "a",
        1,
        0,
        content,
        content,
        List.of());
  }
}
