package dev.assay.query;

import dev.assay.api.access.AccessRecord;
import dev.assay.api.envelope.EnvelopeCorrelation;
import dev.assay.api.replay.ExecutionReplay;
import dev.assay.api.state.AggregateStates;
import dev.assay.domain.DomainStates;
import dev.assay.eventstore.access.RecordedAccess;
import dev.assay.eventstore.codec.EventCodec;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import dev.assay.eventstore.engine.PostgresEventStorageEngine;
import dev.assay.eventstore.keys.Keys;
import dev.assay.eventstore.processing.GeneralSerializer;
import dev.assay.eventstore.reader.EventReader;
import dev.assay.eventstore.reader.HeadSignal;
import dev.assay.eventstore.reader.ReadModelStates;
import dev.assay.eventstore.reader.RecentEvents;
import dev.assay.eventstore.seal.Sealing;
import dev.assay.eventstore.testing.TestKeys;
import dev.assay.http.HttpConfiguration;
import dev.assay.http.json.StrictJson;
import dev.assay.http.problem.ProblemAdvice;
import dev.assay.projections.ProjectionConfiguration;
import dev.assay.projections.runner.ProjectedStates;
import dev.assay.projections.testing.RecordedEvents;
import dev.assay.replay.verification.InMemoryReplay;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/** What role query has, and the projectors that fill its tables. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
@Import({QueryConfiguration.class, ProjectionConfiguration.class, ProblemAdvice.class})
class QueryApplication {
  @Bean
  AggregateStates aggregateStates() {
    return new DomainStates();
  }

  @Bean
  ReadModelStates readModelStates() {
    return new ProjectedStates(ProjectionConfiguration.projectors());
  }

  @Bean
  ExecutionReplay executionReplay() {
    return new InMemoryReplay();
  }

  @Bean
  ScriptedWhatIf executionWhatIf() {
    return new ScriptedWhatIf();
  }

  @Bean
  Sealing sealing() {
    return RecordedEvents.SEALING;
  }

  @Bean
  Keys keys(Databases databases) {
    return TestKeys.of(databases);
  }

  @Bean
  EventCodec eventCodec(Sealing sealing) {
    return new EventCodec(sealing);
  }

  @Bean
  AccessRecord accessRecord(Databases databases, EventReader events, EventCodec codec) {
    return new RecordedAccess(
        new PostgresEventStorageEngine(
            databases.dataSource(DatabaseRole.APPENDER),
            events,
            codec,
            GeneralSerializer.create(),
            () -> {}),
        new EnvelopeCorrelation("test", "access:1"));
  }

  @Bean
  EventReader eventReader(Databases databases, EventCodec codec) {
    return new EventReader(databases.dataSource(DatabaseRole.PROCESSOR), codec);
  }

  @Bean
  RecentEvents recentEvents(EventReader events) {
    return new RecentEvents(events, 1_000, 1L << 20);
  }

  @Bean
  MeterRegistry meters() {
    return new SimpleMeterRegistry();
  }

  @Bean
  HeadSignal headSignal(EventReader events) {
    return new HeadSignal(events::head);
  }

  /** Only for its argument resolvers: its security needs an issuer. */
  @Bean
  HttpConfiguration argumentResolvers() {
    return new HttpConfiguration();
  }

  @Bean
  JsonMapperBuilderCustomizer strictJson() {
    return StrictJson::strict;
  }

  @Bean
  SecurityFilterChain callersByHeader(HttpSecurity http) throws Exception {
    return http.csrf(csrf -> csrf.disable())
        .authorizeHttpRequests(all -> all.anyRequest().authenticated())
        .addFilterBefore(new HeaderCallers(), AuthorizationFilter.class)
        .build();
  }
}
