package dev.assay.command.keys;

import dev.assay.command.guard.Tenants;
import dev.assay.eventstore.access.RecordedFacts;
import dev.assay.eventstore.codec.EventCodec;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import dev.assay.eventstore.keys.Keys;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** Looking after the keys, for role command. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RetentionProperties.class)
public class KeysConfiguration {
  /** A question about the lock that gets no answer for so long is answered with no. */
  private static final int SOCKET_TIMEOUT_S = 10;

  @Bean
  KeyFacts keyFacts(EventStorageEngine engine, @Lazy org.axonframework.config.Configuration axon) {
    return new KeyFacts(new RecordedFacts(engine, envelopeOf(axon)));
  }

  /** All that a command's events would carry. */
  private static CorrelationDataProvider envelopeOf(org.axonframework.config.Configuration axon) {
    return message -> {
      Map<String, Object> all = new HashMap<>();
      axon.correlationDataProviders().forEach(it -> all.putAll(it.correlationDataFor(message)));
      return all;
    };
  }

  @Bean
  KeyCaretaker keyCaretaker(
      Keys keys,
      KeyFacts facts,
      Databases databases,
      EventCodec codec,
      RetentionProperties properties,
      MeterRegistry meters,
      Clock clock) {
    DataSource events = databases.dataSource(DatabaseRole.PROCESSOR);
    KeyCheck check = new KeyCheck(keys.retention(), keys.subjects(), new RecordedStandings(events));
    return new KeyCaretaker(
        connections(databases),
        new RotationWork(keys.rotations(), facts),
        new RetentionRun(keys.retention(), new RetentionSettings(events, codec), check, facts),
        check,
        new RetentionWatch(keys.retention().job(), clock, meters),
        properties);
  }

  /** Apart from the pool, which is small: the one that holds the lock is kept for good. */
  private static DataSource connections(Databases databases) {
    PGSimpleDataSource connections = new PGSimpleDataSource();
    connections.setUrl(databases.properties().url());
    connections.setUser(DatabaseRole.KEEPER.login());
    connections.setPassword(databases.properties().password(DatabaseRole.KEEPER));
    connections.setApplicationName("assay_keys");
    connections.setTcpKeepAlive(true);
    connections.setSocketTimeout(SOCKET_TIMEOUT_S);
    return connections;
  }

  @Bean
  KeyRotationController keyRotationController(
      Keys keys, KeyFacts facts, Tenants tenants, KeyCaretaker caretaker) {
    return new KeyRotationController(keys, facts, tenants, caretaker);
  }

  /** Within the processor that follows the subjects. */
  @Bean
  ConfigurerModule keyChangeKeeper(Keys keys, Clock clock) {
    KeyChangeKeeper keeper = new KeyChangeKeeper(keys.rotations(), keys.retention(), clock);
    return configurer ->
        configurer.eventProcessing(
            processing -> processing.registerEventHandler(configuration -> keeper));
  }
}
