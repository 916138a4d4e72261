package dev.assay.eventstore;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.assay.eventstore.codec.EventCodec;
import dev.assay.eventstore.database.DatabaseProperties;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import dev.assay.eventstore.database.MigrationSet;
import dev.assay.eventstore.database.Migrations;
import dev.assay.eventstore.engine.PostgresEventStorageEngine;
import dev.assay.eventstore.engine.PostgresEventStore;
import dev.assay.eventstore.keys.KeyProperties;
import dev.assay.eventstore.keys.Keys;
import dev.assay.eventstore.keys.RootKeys;
import dev.assay.eventstore.processing.EventSerializer;
import dev.assay.eventstore.processing.GeneralSerializer;
import dev.assay.eventstore.processing.ProcessingStores;
import dev.assay.eventstore.reader.EventReader;
import dev.assay.eventstore.reader.HeadSignal;
import dev.assay.eventstore.reader.Positions;
import dev.assay.eventstore.reader.RecentEvents;
import dev.assay.eventstore.seal.Sealing;
import dev.assay.eventstore.sequencer.Sequencer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.saga.repository.SagaStore;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/**
 * The event store for every role. A pool opens only when its role is first used. Import {@link
 * SequencerConfiguration} too in processes with role {@code sequencer}.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({DatabaseProperties.class, KeyProperties.class})
public class EventStoreConfiguration {
  private static final int SHARED_EVENTS = 2_000;
  private static final long SHARED_BYTES = 32L << 20;

  @Bean
  Databases databases(DatabaseProperties properties) {
    return new Databases(properties);
  }

  /** Migrates while the context is made, before anything with a life cycle starts. */
  @Bean(initMethod = "run")
  Migrations migrations(Databases databases, ObjectProvider<MigrationSet> sets) {
    return new Migrations(databases.dataSource(DatabaseRole.OWNER), sets.orderedStream().toList());
  }

  @Bean
  Keys recordKeys(
      Databases databases,
      KeyProperties properties,
      ObjectProvider<Clock> clock,
      ObjectProvider<MeterRegistry> meters) {
    return new Keys(
        databases,
        RootKeys.of(properties),
        properties,
        clock.getIfAvailable(Clock::systemUTC),
        Ticker.systemTicker(),
        meters.getIfAvailable(SimpleMeterRegistry::new));
  }

  @Bean
  Sealing sealing(Keys keys) {
    return new Sealing(keys.dataKeys());
  }

  @Bean
  EventCodec eventCodec(Sealing sealing) {
    return new EventCodec(sealing);
  }

  @Bean
  EventReader eventReader(Databases databases, EventCodec codec) {
    return new EventReader(databases.dataSource(DatabaseRole.PROCESSOR), codec);
  }

  /** What the projections and process managers of this process follow the record through. */
  @Bean
  RecentEvents recentEvents(EventReader reader) {
    return new RecentEvents(reader, SHARED_EVENTS, SHARED_BYTES);
  }

  @Bean
  HeadSignal headSignal(EventReader reader) {
    return new HeadSignal(reader::head);
  }

  @Bean
  Positions positions(Databases databases, HeadSignal head) {
    return new Positions(databases.dataSource(DatabaseRole.PROCESSOR), head);
  }

  @Bean
  @Primary
  Serializer generalSerializer() {
    return GeneralSerializer.create();
  }

  @Bean
  @Qualifier("eventSerializer")
  Serializer eventSerializer(EventCodec codec, Serializer generalSerializer) {
    return new EventSerializer(codec, generalSerializer);
  }

  @Bean
  EventStorageEngine eventStorageEngine(
      Databases databases,
      EventReader reader,
      EventCodec codec,
      Serializer generalSerializer,
      ObjectProvider<Sequencer> sequencer) {
    Sequencer here = sequencer.getIfAvailable();
    return new PostgresEventStorageEngine(
        databases.dataSource(DatabaseRole.APPENDER),
        reader,
        codec,
        generalSerializer,
        here == null ? () -> {} : here::nudge);
  }

  @Bean
  EventStore eventStore(EventStorageEngine engine, RecentEvents events, HeadSignal head) {
    return PostgresEventStore.create(engine, events, head);
  }

  @Bean
  ProcessingStores processingStores(Databases databases, Serializer generalSerializer) {
    return new ProcessingStores(databases, generalSerializer);
  }

  @Bean
  TransactionManager processingTransactions(ProcessingStores stores) {
    return stores.transactions();
  }

  @Bean
  TokenStore tokenStore(ProcessingStores stores) {
    return stores.tokens();
  }

  @Bean
  SagaStore<Object> sagaStore(ProcessingStores stores) {
    return stores.sagas();
  }
}
