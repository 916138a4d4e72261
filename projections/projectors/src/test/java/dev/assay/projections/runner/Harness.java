package dev.assay.projections.runner;

import dev.assay.eventstore.codec.EventCodec;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.reader.EventReader;
import dev.assay.eventstore.reader.HeadSignal;
import dev.assay.eventstore.reader.StoredEvent;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.projections.schema.ModelBuild;
import dev.assay.projections.testing.ReadModelDatabase;
import dev.assay.projections.testing.RecordedEvents;
import dev.assay.projections.testing.Story;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/** A record, a database, and ways to project the one into the other. */
final class Harness implements AutoCloseable {
  final EmbeddedDatabase database = ReadModelDatabase.create();
  final RecordedEvents record = new RecordedEvents(database);
  final Story story = new Story(record);
  final EventReader reader =
      new EventReader(
          database.databases().dataSource(DatabaseRole.PROCESSOR),
          new EventCodec(RecordedEvents.SEALING));
  final JdbcTemplate jdbc = database.databases().jdbc(DatabaseRole.PROCESSOR);
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  /** Projects what is beyond the stored position, in one batch. */
  PositionStore.Progress project(Projector projector) throws SQLException {
    ModelBuild build = ModelBuild.first(projector.readModel());
    ProjectionStore store = new ProjectionStore(build, "test");
    try (Connection connection = database.connections(DatabaseRole.PROCESSOR).getConnection()) {
      connection.setAutoCommit(false);
      PositionStore.Progress from = store.begin(connection);
      connection.commit();
      List<StoredEvent> batch = reader.after(from.position(), 10_000);
      return batch.isEmpty()
          ? from
          : new BatchTaker(projector, build, store).take(connection, from, batch);
    }
  }

  /** As after a restore of an older position: all events come again. */
  void forgetPosition(Projector projector) {
    jdbc.update(
        "UPDATE read_model.projection_position SET position = 0 WHERE projection = ?",
        projector.readModel().name());
  }

  /** All rows of all tables of a read model, in the order of their keys. */
  List<Map<String, Object>> rows(Projector projector) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (String view : projector.readModel().views()) {
      rows.addAll(
          jdbc.queryForList(
              "SELECT t::text FROM read_model.%s t ORDER BY 1"
                  .formatted(projector.readModel().table(view))));
    }
    return rows;
  }

  ProjectionRunners runners(List<Projector> projectors) {
    return runners(projectors, ProjectionProperties.DEFAULT);
  }

  ProjectionRunners runners(List<Projector> projectors, ProjectionProperties properties) {
    return new ProjectionRunners(
        projectors,
        database.connections(DatabaseRole.PROCESSOR),
        reader,
        reader,
        new HeadSignal(reader::head),
        registry,
        properties);
  }

  @Override
  public void close() {
    database.close();
  }
}
