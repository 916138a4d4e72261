package dev.assay.qa.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.qa.rebuild.Sightings.Sight;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What may never be answered is found; what may be is let through. */
class SightingsTest {
  private static final String PATH = "/executions/1";

  private final Faults faults = new Faults();
  private final Sightings sightings = new Sightings(faults);

  @Test
  void shouldFindWhatGoesBack() {
    see(new Sight(5, "{}"));
    see(new Sight(4, "{}"));
    assertThat(faults.all()).singleElement().asString().contains("went back");
  }

  @Test
  void shouldFindTwoAnswersAtOneSequence() {
    see(new Sight(5, "{\"status\": \"RUNNING\"}"));
    see(new Sight(5, "{\"status\": \"COMPLETED\"}"));
    assertThat(faults.all()).singleElement().asString().contains("two answers");
  }

  @Test
  void shouldFindWhatIsNoLongerThere() {
    see(new Sight(5, "{}"));
    sightings.isMissing(PATH, sightings.before(PATH), 0);
    assertThat(faults.all()).singleElement().asString().contains("is not there");
  }

  @Test
  void shouldFindWhatIsNotThereYetThoughItsPositionIs() {
    sightings.isMissing(PATH, Optional.empty(), 7);
    assertThat(faults.all()).singleElement().asString().contains("is not there");
  }

  @Test
  void shouldFindWhatAListLoses() {
    sightings.isListed("/executions", Set.of(), Set.of("a", "b"));
    sightings.isListed("/executions", sightings.listedBefore("/executions"), Set.of("b", "c"));
    assertThat(faults.all()).singleElement().asString().contains("lost 1 of 2, as a");
  }

  @Test
  void shouldFindACountThatFalls() {
    sightings.isCounted("executions", sightings.countedBefore("executions"), 3);
    sightings.isCounted("executions", sightings.countedBefore("executions"), 2);
    assertThat(faults.all()).singleElement().asString().contains("fell from 3 to 2");
  }

  @Test
  void shouldLetThroughAnAnswerThatWasAskedForBeforeALaterOne() {
    Optional<Sight> before = sightings.before(PATH);
    see(new Sight(5, "{}"));
    sightings.isThere(PATH, before, new Sight(4, "{}"));
    sightings.isMissing(PATH, before, 0);
    see(new Sight(5, "{}"));
    see(new Sight(6, "{\"status\": \"COMPLETED\"}"));
    assertThat(faults.all()).isEmpty();
    assertThat(sightings.before(PATH).orElseThrow().sequence()).isEqualTo(6);
  }

  private void see(Sight sight) {
    sightings.isThere(PATH, sightings.before(PATH), sight);
  }
}
