package dev.assay.server.wiring;

import dev.assay.api.access.AccessRecord;
import dev.assay.eventstore.access.RecordedAccess;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Looks into the record, and refusals, are recorded by every process that answers requests. */
@Configuration(proxyBeanMethods = false)
public class AccessRecordConfiguration {
  @Bean
  AccessRecord accessRecord(
      EventStorageEngine engine,
      @Qualifier("envelopeCorrelation") CorrelationDataProvider envelope) {
    return new RecordedAccess(engine, envelope);
  }
}
