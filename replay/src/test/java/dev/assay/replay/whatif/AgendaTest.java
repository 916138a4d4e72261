package dev.assay.replay.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** How much may happen in a sandbox. */
class AgendaTest {
  private static final Instant TODAY = Instant.parse("2026-11-22T10:00:00Z");

  /** No process of today does so; one that asked to be reminded whenever it is reminded would. */
  @Test
  void shouldEndWhatPlansItselfAgainForEverAndBringsForthNothing() {
    Agenda agenda = new Agenda();
    plansItselfAgain(agenda);

    take(agenda, Agenda.MOST_STEPS);

    assertThatThrownBy(() -> take(agenda, 1))
        .isInstanceOfSatisfying(
            CommandRejected.class,
            refusal -> assertThat(refusal.code()).isEqualTo(RejectionCode.TOO_LARGE))
        .hasMessage("Expected a what-if of at most 500000 steps, but it has more");
  }

  @Test
  void shouldNotCountWhatWasTakenBackAsAStep() {
    Agenda agenda = new Agenda();
    Object owner = new Object();
    for (int i = 0; i <= Agenda.MOST_STEPS; i++) {
      agenda.forget(owner);
      agenda.add(TODAY, null, owner, false, () -> {});
    }

    take(agenda, 1);

    assertThat(agenda.next()).isNull();
  }

  private static void plansItselfAgain(Agenda agenda) {
    agenda.add(TODAY, null, null, true, () -> plansItselfAgain(agenda));
  }

  private static void take(Agenda agenda, int steps) {
    for (int i = 0; i < steps; i++) {
      Objects.requireNonNull(agenda.next()).action().run();
    }
  }
}
