package dev.assay.query.replays;

import dev.assay.api.replay.ExecutionReplay;
import dev.assay.eventstore.codec.EventCodec;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import dev.assay.eventstore.database.MigrationSet;
import dev.assay.eventstore.reader.EventReader;
import dev.assay.eventstore.seal.Sealing;
import dev.assay.query.reading.TenantReader;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The replays' part of role query. Needs {@link ExecutionReplay} from whoever has the engine. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReplayProperties.class)
@Import(ReplayQueries.class)
public class ReplayConfiguration {
  public static final MigrationSet MIGRATIONS = new MigrationSet("replay", "replay", "db/replay");

  @Bean
  MigrationSet replayMigrations() {
    return MIGRATIONS;
  }

  @Bean
  ReplayStore replayStore(Databases databases, TenantReader reader, ReplayProperties properties) {
    return new ReplayStore(
        databases.jdbc(DatabaseRole.PROCESSOR),
        databases.transaction(DatabaseRole.PROCESSOR),
        reader,
        databases.jdbc(DatabaseRole.READER),
        properties);
  }

  @Bean
  ExecutionEvents executionEvents(TenantReader reader, Databases databases, EventCodec codec) {
    return new ExecutionEvents(
        reader,
        databases.jdbc(DatabaseRole.READER),
        new EventReader(databases.dataSource(DatabaseRole.READER), codec));
  }

  @Bean
  ReplayRunner replayRunner(
      ReplayStore store,
      ExecutionEvents executions,
      ExecutionReplay replay,
      Sealing sealing,
      MeterRegistry meters,
      ReplayProperties properties) {
    ReplayWork work = new ReplayWork(executions, replay, sealing, meters, Clock.systemUTC());
    return new ReplayRunner(store, work, properties);
  }
}
