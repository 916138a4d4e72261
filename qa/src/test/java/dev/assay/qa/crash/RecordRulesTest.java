package dev.assay.qa.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The negative control of the crash harness: damage of each kind is found, a sound record passes.
 */
class RecordRulesTest {
  private final List<RecordedEvent> sound = SoundRecord.events();

  @Test
  void shouldFindNothingInASoundRecord() {
    assertThat(findings(sound, SoundRecord.answers())).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> shouldFindAnyEventThatIsMissing() {
    return each(event -> Damage.without(sound, event));
  }

  @TestFactory
  Stream<DynamicTest> shouldFindAnyEventThatIsThereTwice() {
    return each(event -> Damage.twice(sound, event));
  }

  /** Even where all numbers agree: something was begun and not ended, or ended and not begun. */
  @TestFactory
  Stream<DynamicTest> shouldFindAnyEventThatNeverHappened() {
    return each(event -> Damage.withoutTrace(sound, event));
  }

  @TestFactory
  Stream<DynamicTest> shouldFindAnythingThatWasDoneTwice() {
    return each(event -> Damage.doneTwice(sound, event));
  }

  @Test
  void shouldFindAnEventWithoutAPlace() {
    List<RecordedEvent> damaged = new ArrayList<>(sound);
    damaged.add(damaged.removeLast().at(0));
    assertThat(findings(damaged, SoundRecord.answers())).anyMatch(it -> it.contains("no place"));
  }

  @Test
  void shouldFindTwoAppendsOfOneCommand() {
    List<RecordedEvent> damaged = new ArrayList<>(sound);
    damaged.add(damaged.removeLast().under(sound.getFirst().command()));
    assertThat(findings(damaged, SoundRecord.answers()))
        .anyMatch(it -> it.startsWith("a command appends once"));
  }

  @Test
  void shouldFindAKeyWithTwoExecutions() {
    Map<String, List<UUID>> answers = new HashMap<>(SoundRecord.answers());
    answers.put("key-1", List.of(SoundRecord.ACCEPTED, SoundRecord.WAITING));
    assertThat(findings(sound, answers))
        .anyMatch(it -> it.startsWith("a request that is repeated is done once"));
  }

  @Test
  void shouldFindAnAcceptedExecutionThatIsNotThere() {
    Map<String, List<UUID>> answers = new HashMap<>(SoundRecord.answers());
    answers.put("key-3", List.of(UUID.randomUUID()));
    assertThat(findings(sound, answers)).anyMatch(it -> it.contains("not in the record"));
  }

  @Test
  void shouldMeasureHowLongWorkStoodStill() {
    Instant kill = sound.get(2).recordedAt().plusMillis(400);
    Resumption resumption = Resumption.after(List.of(kill), sound);
    assertThat(resumption.first()).containsExactly(Duration.ofMillis(600));
    assertThat(resumption.each()).containsExactly(Duration.ofMillis(600));
  }

  private interface Damaging {
    List<RecordedEvent> damage(RecordedEvent victim);
  }

  private Stream<DynamicTest> each(Damaging damaging) {
    return sound.stream()
        .map(
            event ->
                DynamicTest.dynamicTest(
                    event.toString(),
                    () ->
                        assertThat(findings(damaging.damage(event), SoundRecord.answers()))
                            .isNotEmpty()));
  }

  private static List<String> findings(
      List<RecordedEvent> events, Map<String, List<UUID>> answers) {
    return RecordRules.findings(events, answers);
  }
}
