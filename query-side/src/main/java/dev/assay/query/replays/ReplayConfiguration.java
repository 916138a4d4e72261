package dev.assay.query.replays;

import dev.assay.api.replay.ExecutionReplay;
import dev.assay.api.whatif.ExecutionWhatIf;
import dev.assay.eventstore.codec.EventCodec;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import dev.assay.eventstore.database.MigrationSet;
import dev.assay.eventstore.reader.EventReader;
import dev.assay.eventstore.seal.Sealing;
import dev.assay.query.audit.access.RecordedReads;
import dev.assay.query.reading.TenantReader;
import dev.assay.query.recorded.EveryAgentVersion;
import dev.assay.query.recorded.ExecutionEvents;
import dev.assay.query.whatif.Questions;
import dev.assay.query.whatif.WhatIfWork;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The replays' part of role query. Needs {@link ExecutionReplay} and {@link ExecutionWhatIf} from
 * whoever has the engine.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReplayProperties.class)
@Import({ReplayQueries.class, OtherReplays.class})
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
  Questions whatIfQuestions(Sealing sealing) {
    return new Questions(sealing);
  }

  @Bean
  WhatIfWork whatIfWork(
      ExecutionEvents executions,
      EveryAgentVersion agents,
      ExecutionWhatIf engine,
      Sealing sealing,
      MeterRegistry meters) {
    return new WhatIfWork(executions, agents, engine, sealing, meters, Clock.systemUTC());
  }

  @Bean
  EveryAgentVersion whatIfAgentVersions(
      TenantReader reader, Databases databases, EventCodec codec) {
    return new EveryAgentVersion(
        reader, new EventReader(databases.dataSource(DatabaseRole.READER), codec));
  }

  @Bean
  ReplayRequests replayRequests(
      ReplayStore store, ReplayRunner runner, ExecutionEvents events, RecordedReads reads) {
    return new ReplayRequests(store, runner, events, reads);
  }

  @Bean
  ReplayRunner replayRunner(
      ReplayStore store,
      ExecutionEvents executions,
      ExecutionReplay replay,
      WhatIfWork whatIf,
      Questions questions,
      Sealing sealing,
      MeterRegistry meters,
      ReplayProperties properties) {
    ReplayWork work =
        new ReplayWork(executions, replay, whatIf, questions, sealing, meters, Clock.systemUTC());
    return new ReplayRunner(store, work, properties);
  }
}
