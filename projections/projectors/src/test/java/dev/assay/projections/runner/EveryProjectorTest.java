package dev.assay.projections.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.event.EventCatalog;
import dev.assay.eventstore.reader.StoredEvent;
import dev.assay.projections.ProjectionConfiguration;
import dev.assay.projections.schema.ReadModel;
import dev.assay.projections.schema.ReadModels;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every projector, shown on a story in which every event happens. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryProjectorTest {
  private final Harness harness = new Harness();

  @BeforeAll
  void aStoryIsRecorded() {
    harness.story.all();
  }

  @AfterAll
  void close() {
    harness.close();
  }

  static Stream<Projector> projectors() {
    return ProjectionConfiguration.projectors().stream();
  }

  @Test
  void theStoryHoldsEveryEventOfTheCatalogue() {
    assertThat(harness.reader.after(0, 10_000))
        .extracting(StoredEvent::type)
        .containsAll(EventCatalog.entries().stream().map(EventCatalog.Entry::name).toList());
  }

  @Test
  void thereIsOneProjectorForEachReadModel() {
    assertThat(projectors().map(Projector::readModel))
        .containsExactlyInAnyOrderElementsOf(ReadModels.all());
  }

  /**
   * Accesses, removals and changes of keys are short histories of facts: there is nothing to sum
   * up, audit-events has them. Of subjects there is no list on purpose: nobody is to browse who was
   * erased. The search of conversations and costs are over what others have.
   */
  @Test
  void everyAggregateTypeOfTheCatalogueHasAReadModelOfItsOwn() {
    Set<String> types = new HashSet<>(EventCatalog.FAMILIES.keySet());
    types.removeAll(Set.of("Access", "KeyChange", "Removal", "Subject"));
    assertThat(
            ReadModels.all().stream()
                .filter(model -> model != ReadModels.CONVERSATION_SEARCH)
                .filter(model -> model != ReadModels.COSTS)
                .map(ReadModel::aggregateTypes)
                .flatMap(List::stream))
        .containsExactlyInAnyOrderElementsOf(types);
  }

  @ParameterizedTest
  @MethodSource("projectors")
  void shouldChangeNothingWhenEveryEventIsDeliveredTwice(Projector projector) throws Exception {
    assertThat(harness.project(projector).deadLetters()).isZero();
    List<Map<String, Object>> once = harness.rows(projector);

    harness.forgetPosition(projector);
    assertThat(harness.project(projector).deadLetters()).isZero();

    assertThat(once).isNotEmpty();
    assertThat(harness.rows(projector)).isEqualTo(once);
  }

  @ParameterizedTest
  @MethodSource("projectors")
  void shouldChangeEachRowAtMostOnceForOneEvent(Projector projector) {
    for (StoredEvent event : harness.reader.after(0, 10_000)) {
      if (projector.readModel().takesIn(event.aggregateType())) {
        assertThat(projector.changes(event))
            .extracting(change -> new EventChange(event, change).row())
            .as("rows that %s changes: a second change of one row would be lost", event.type())
            .doesNotHaveDuplicates();
      }
    }
  }
}
