package dev.assay.eventstore.removal;

import dev.assay.eventstore.database.Databases;
import io.micrometer.core.instrument.MeterRegistry;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The job that takes erased texts out of the record, for processes that order it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RemovalProperties.class)
public class RemovalConfiguration {
  @Bean
  CiphertextRemoval ciphertextRemoval(Databases databases, RemovalProperties properties) {
    return new CiphertextRemoval(databases, properties);
  }

  @Bean
  RemovalJob removalJob(
      CiphertextRemoval removal,
      EventStorageEngine engine,
      @Qualifier("envelopeCorrelation") CorrelationDataProvider envelope,
      RemovalProperties properties,
      MeterRegistry meters) {
    return new RemovalJob(removal, new RecordedRemovals(engine, envelope), properties, meters);
  }
}
