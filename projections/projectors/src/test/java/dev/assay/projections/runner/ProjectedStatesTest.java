package dev.assay.projections.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.eventstore.codec.EventCodec;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.reader.EventReader;
import dev.assay.eventstore.reader.ReadModelStates;
import dev.assay.eventstore.reader.StoredEvent;
import dev.assay.projections.ProjectionConfiguration;
import dev.assay.projections.testing.RecordedEvents;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the audit shows of a read model's past is what the database held then. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProjectedStatesTest {
  private final Harness harness = new Harness();
  private final ReadModelStates states = new ProjectedStates(ProjectionConfiguration.projectors());
  private final EventReader reader =
      new EventReader(
          harness.database.databases().dataSource(DatabaseRole.PROCESSOR),
          new EventCodec(RecordedEvents.SEALING));
  private final JdbcTemplate superuser = new JdbcTemplate(harness.database.superuser());

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

  @ParameterizedTest
  @MethodSource("projectors")
  void shouldMakeTheRowsThatTheDatabaseHolds(Projector projector) throws Exception {
    harness.project(projector);
    Map<Object, List<StoredEvent>> aggregates =
        reader.after(0, 10_000).stream()
            .collect(
                Collectors.groupingBy(
                    StoredEvent::aggregateId, LinkedHashMap::new, Collectors.toList()));
    Map<String, List<JsonNode>> made = new LinkedHashMap<>();
    aggregates
        .values()
        .forEach(
            events -> {
              ReadModelStates.History history =
                  Objects.requireNonNull(states.begin(projector.readModel().name()));
              events.forEach(history::add);
              JsonNode rows = history.rows();
              if (rows != null) {
                rows.properties()
                    .forEach(
                        view ->
                            made.computeIfAbsent(view.getKey(), v -> new ArrayList<>())
                                .addAll(view.getValue().valueStream().toList()));
              }
            });

    List<String> views = new ArrayList<>(projector.readModel().views());
    views.remove("cost_sums"); // of many aggregates: the database keeps it, as it keeps an index
    for (String view : views) {
      List<JsonNode> stored = stored(projector.readModel().table(view));
      List<JsonNode> rows = made.getOrDefault(view, List.of());
      assertThat(rows).as(view).hasSameSizeAs(stored).isNotEmpty();
      assertThat(rows).allSatisfy(row -> assertThat(stored).anyMatch(it -> holds(it, row)));
    }
  }

  @Test
  void shouldKnowTheReadModelsByName() {
    assertThat(states.begin("wishes")).isNull();
    assertThat(states.names()).contains("executions").isSorted();
  }

  private List<JsonNode> stored(String table) {
    return superuser
        .queryForList("SELECT to_json(t)::text FROM read_model.%s t".formatted(table), String.class)
        .stream()
        .map(json -> RecordedEvents.SEALING.openJson(harness.story.tenant.value(), json))
        .map(json -> (JsonNode) JsonMapper.shared().readTree(json))
        .toList();
  }

  /** Columns that no event sets are the database's own. */
  private static boolean holds(JsonNode stored, JsonNode made) {
    return made.properties().stream()
        .allMatch(column -> same(stored.path(column.getKey()), column.getValue()));
  }

  private static boolean same(JsonNode stored, JsonNode made) {
    if (stored.isNumber() && made.isNumber()) {
      return stored.decimalValue().compareTo(made.decimalValue()) == 0;
    }
    if (stored.isString() && made.isString()) {
      return stored.stringValue().equals(RowStatement.storable(made.stringValue()))
          || stored.equals(made)
          || sameTime(stored.stringValue(), made.stringValue());
    }
    return stored.equals(made) || stored.toString().equals(made.toString());
  }

  private static boolean sameTime(String stored, String made) {
    try {
      return OffsetDateTime.parse(stored)
          .toInstant()
          .equals(OffsetDateTime.parse(made).toInstant());
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
